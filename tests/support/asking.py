"""Answers to the cases of a study, solved one after the other in this process."""

from __future__ import annotations

from collections.abc import Sequence

from solver.search.params import SolveParams
from solver.study.cases import Answer, Case
from solver.study.tasks import Solved, Task, Unsolved
from solver.worker import answered

PARAMS = SolveParams(seconds=10, workers=1)
ENOUGH_SECONDS = 60


def ask(cases: Sequence[Case]) -> dict[str, Answer]:
    """What a study hears."""
    return {case.name: answer(case) for case in cases}


def answer(case: Case) -> Answer:
    message = answered(Task(case.name, case, PARAMS))
    assert isinstance(message, Solved), message
    return message.answer


class Asked:
    """Answers cases and keeps those that were put; one without a plan has no answer."""

    def __init__(self, seconds: float = ENOUGH_SECONDS) -> None:
        self.cases: list[Case] = []
        self._params = SolveParams(seconds=seconds, workers=1, seed=3)

    def __call__(self, cases: Sequence[Case]) -> dict[str, Answer]:
        self.cases += cases
        answers = {}
        for case in cases:
            message = answered(Task(case.name, case, self._params))
            assert isinstance(message, Solved | Unsolved), message
            if isinstance(message, Solved):
                answers[case.name] = message.answer
        return answers
