"""How good a plan is, in one plain sentence."""

from __future__ import annotations

from api.amounts import gap_text, stage_name
from api.i18n import catalogue
from solver.outcome import Outcome


def quality(outcome: Outcome, language: str) -> str:
    """Proved best in all stages, or in the first ones and how far the next is from its bound."""
    if outcome.stages and all(stage.optimal for stage in outcome.stages):
        return catalogue.sentence("export.quality_optimal", language)
    first = next((stage for stage in outcome.stages if not stage.optimal), None)
    if first is None or first.gap is None:
        return catalogue.sentence("export.quality_unknown", language)
    proved = [stage for stage in outcome.stages if stage.optimal]
    key = "export.quality_partly" if proved else "export.quality_gap"
    return catalogue.sentence(
        key,
        language,
        proved=", ".join(stage_name(stage.name, language) for stage in proved),
        stage=stage_name(first.name, language),
        gap=gap_text(first.gap, language),
    )
