"""Cases of a study solved one after the other in this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from solver.search.params import SolveParams
from solver.solve import solve
from solver.study.cases import Answer, Case

ENOUGH_SECONDS = 60


class Asked:
    """Answers cases and keeps those that were put."""

    def __init__(self, seconds: float = ENOUGH_SECONDS) -> None:
        self.cases: list[Case] = []
        self._params = SolveParams(seconds=seconds, workers=1, seed=3)

    def __call__(self, cases: Sequence[Case]) -> Mapping[str, Answer]:
        self.cases += cases
        answers = {}
        for case in cases:
            outcome = solve(case.scenario, self._params, case.previous)
            if outcome.plan is not None:
                answers[case.name] = Answer(
                    case=case.name, plan=outcome.plan, stages=outcome.stages
                )
        return answers
