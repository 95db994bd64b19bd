"""Cases asked by a study: found in its folder, or solved by its workers and kept there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from scenarios.findings import Finding
from solver.study.cases import Answer, Case, CaseError
from solver.study.pool import Pool
from solver.study.store import Limits, Store, key_of
from solver.study.tasks import Task, Unsolved
from solver.verify.recheck import recheck


class Progress(NamedTuple):
    """How far a study is: cases asked so far, those done, and those of them found ready."""

    asked: int
    answered: int
    found: int
    case: str


class Runner:
    """Answers the cases of one study.

    Attributes
    ----------
    progress
        After the last answer.
    """

    def __init__(
        self, store: Store, pool: Pool, limits: Limits, told: Callable[[Progress], None]
    ) -> None:
        self.progress = Progress(0, 0, 0, "")
        self._store = store
        self._pool = pool
        self._limits = limits
        self._told = told

    def ask(self, cases: Sequence[Case]) -> dict[str, Answer]:
        """The answers by the names of the cases, those without a plan in time left out.

        Raises
        ------
        ValueError
            If two cases have one name.
        CaseError
            If a case that is needed has no plan.
        StoppedError
            If the study is to stop.
        """
        by_name = {case.name: case for case in cases}
        if len(by_name) < len(cases):
            raise ValueError("two cases of a study have one name")
        keys = {name: key_of(case, self._limits) for name, case in by_name.items()}
        self.progress = self.progress._replace(asked=self.progress.asked + len(cases))
        found: dict[str, Answer] = {}
        open_: dict[str, list[Case]] = {}
        for name, case in by_name.items():
            answer = self._store.load(keys[name], case)
            if answer is None:
                # Variants may come to the same scenario: it is solved once.
                open_.setdefault(keys[name], []).append(case)
            else:
                found[name] = answer
                self._count(name, found=1)
        tasks = [Task(key, same[0], self._limits.params(same[0])) for key, same in open_.items()]
        for solved in self._pool.solve(tasks):
            if isinstance(solved, Unsolved):
                self._left_out(open_[solved.key], solved.findings)
                continue
            for answer in self._kept(solved.key, solved.answer, open_[solved.key]):
                found[answer.case] = answer
                self._count(answer.case, found=0)
        return {name: found[name] for name in by_name if name in found}

    def _left_out(self, cases: Sequence[Case], findings: Sequence[Finding]) -> None:
        """Nothing is kept of a case without a plan: with more time it may have one."""
        for case in cases:
            if case.needed:
                why = Finding(code="study_case_unsolved", numbers={"name": case.name})
                raise CaseError([why, *findings])
            self._count(case.name, found=0)

    def _kept(self, key: str, answer: Answer, cases: Sequence[Case]) -> list[Answer]:
        """The answer of all these cases, when it has been looked at and stored."""
        first = cases[0]
        faults = recheck(first.scenario, answer.plan, answer.stages, first.previous)
        if faults:
            raise CaseError(faults)
        self._store.save(key, answer)
        return [answer.model_copy(update={"case": case.name}) for case in cases]

    def _count(self, name: str, *, found: int) -> None:
        asked, answered, before, _ = self.progress
        self.progress = Progress(asked, answered + 1, before + found, name)
        self._told(self.progress)
