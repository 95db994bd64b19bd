"""Explanations from the engine, which runs as a program of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from api.asking_child import answers_of

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.outcome import StageResult
    from solver.plan import Plan

EXPLAINER = "solver.explain"


def explained(
    scenario: Scenario, plan: Plan, needs: Sequence[str], stages: Sequence[StageResult] = ()
) -> Iterator[dict[str, Any]]:
    """An answer for each need, as soon as it is there, in the form of `python -m solver.explain`.

    Parameters
    ----------
    stages
        Of the outcome that the plan comes from: what was proved of it.

    Raises
    ------
    ChildError
        If the program fails.
    """
    asked = {
        "scenario": scenario.normal_form(),
        "plan": plan.model_dump(mode="json"),
        "needs": list(needs),
        "stages": [one.model_dump(mode="json") for one in stages],
    }
    return answers_of(EXPLAINER, asked)
