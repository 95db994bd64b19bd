"""Stages and their values as a person reads them, such as cents in euros."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from api.i18n import catalogue, numbers
from scenarios.rules import StageId

_PER_UNIT = {
    StageId.STATUTORY: 2,
    StageId.COVERAGE: 2,
    StageId.CONTINUITY: 100,
    StageId.FAIRNESS: 10,
    StageId.COST: 100,
    StageId.CONVENIENCE: 100,
}


def stage_name(stage: StageId, language: str) -> str:
    """Name of a stage in words."""
    return catalogue.text(f"stage.{stage}.long", language)


def stage_number(stage: StageId, value: int) -> Decimal:
    """The value in the unit of `stage_unit`."""
    return Decimal(value) / _PER_UNIT[stage]


def stage_unit(stage: StageId, language: str) -> str:
    """The unit in which people read the stage: pupil-lessons, percent, € a week, points."""
    return catalogue.text(f"export.unit.{stage}", language)


def stage_amount(stage: StageId, value: int, language: str) -> str:
    """The value with its unit, such as `12,5 oppilastuntia`."""
    written = numbers.amount if stage is StageId.COST else numbers.number
    return f"{written(stage_number(stage, value), language)} {stage_unit(stage, language)}"


def stage_differences(differences: Mapping[StageId, int], language: str) -> str:
    """Each stage that is not the same, with what is more or less of it; empty if all are."""
    return ", ".join(
        f"{stage_name(stage, language)} {'+' if value > 0 else ''}"
        f"{stage_amount(stage, value, language)}"
        for stage, value in differences.items()
        if value
    )


def gap_text(gap: float | None, language: str) -> str:
    """A gap as a percentage; a dash where nothing is known."""
    return catalogue.UNKNOWN if gap is None else numbers.percent(gap, language)
