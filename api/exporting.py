"""Files and comparisons of whole plans, made by a program of its own: large ones take seconds."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from api.asking_child import answer_of

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.outcome import Outcome
    from solver.plan import Plan

EXPORTER = "api.exporter"
Side = tuple[str, "Scenario", "Plan"]


def file_of(
    ending: str,
    scenario: Scenario,
    outcome: Outcome,
    previous: Plan | None,
    language: str,
    seconds: float,
) -> bytes:
    """The bytes of a file of a whole plan.

    Parameters
    ----------
    ending
        One of `api.exports.FORMATS`, or the name of a picture.
    seconds
        After which there is no answer.

    Raises
    ------
    ChildError
        If it took too long or failed.
    """
    asked = {
        "ask": "file",
        "ending": ending,
        "scenario": scenario.normal_form(),
        "outcome": outcome.model_dump(mode="json"),
        "previous": None if previous is None else previous.model_dump(mode="json"),
        "language": language,
    }
    return b64decode(answer_of(EXPORTER, asked, seconds)["base64"])


def comparison_of(sides: Sequence[Side], language: str, seconds: float) -> dict[str, Any]:
    """Plans beside the first of them, as `compare --json` has them.

    Raises
    ------
    ChildError
        If it took too long or failed.
    """
    told: dict[str, Any] = answer_of(EXPORTER, _compared(sides, language, False), seconds)
    return told


def comparison_workbook(sides: Sequence[Side], language: str, seconds: float) -> bytes:
    """The same as a workbook.

    Raises
    ------
    ChildError
        If it took too long or failed.
    """
    return b64decode(answer_of(EXPORTER, _compared(sides, language, True), seconds)["base64"])


def _compared(sides: Sequence[Side], language: str, workbook: bool) -> dict[str, Any]:
    return {
        "ask": "comparison",
        "workbook": workbook,
        "language": language,
        "sides": [
            {
                "label": label,
                "scenario": scenario.normal_form(),
                "plan": plan.model_dump(mode="json"),
            }
            for label, scenario, plan in sides
        ],
    }
