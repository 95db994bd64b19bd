"""What a plan is handed out as, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable

from api.exports.plan_json import plan_json
from api.exports.slots_csv import slots_csv
from api.exports.view import View
from api.exports.xlsx import workbook
from scenarios.scenario import Scenario
from solver.outcome import Outcome
from solver.plan import Plan

__all__ = ["FORMATS", "exported"]

FORMATS: dict[str, Callable[[View], bytes]] = {
    ".xlsx": workbook,
    ".csv": slots_csv,
    ".json": plan_json,
}


def exported(
    ending: str, scenario: Scenario, outcome: Outcome, previous: Plan | None, language: str
) -> bytes:
    """The bytes of a file: the same for the same arguments.

    Raises
    ------
    LookupError
        If nothing is written with this ending, or the outcome has no plan.
    """
    if outcome.plan is None:
        raise LookupError("an outcome without a plan has nothing to export")
    return FORMATS[ending.lower()](View.of(scenario, outcome, previous, language))
