"""Synthetic scenarios of any size and season, the same for the same seed."""

from scenarios.generate.knobs import Season, Tightness
from scenarios.generate.region import ALL_PILOTS, COUNTRY, PILOTS, TYPICAL_NEEDS
from scenarios.generate.scenario import generate

AREAS = (*PILOTS, ALL_PILOTS, COUNTRY)

__all__ = [
    "ALL_PILOTS",
    "AREAS",
    "COUNTRY",
    "PILOTS",
    "TYPICAL_NEEDS",
    "Season",
    "Tightness",
    "generate",
]
