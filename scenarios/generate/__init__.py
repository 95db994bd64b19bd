"""Synthetic scenarios of the pilots, of any size and season, the same for the same seed."""

from scenarios.generate.knobs import Season, Tightness
from scenarios.generate.scenario import TYPICAL_NEEDS, generate

PILOTS = tuple(sorted(TYPICAL_NEEDS))

__all__ = ["PILOTS", "TYPICAL_NEEDS", "Season", "Tightness", "generate"]
