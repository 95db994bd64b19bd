"""Who is taught with whom first, when they meet after: a stage of a part settled to proof.

Logic-based Benders decomposition (Hooker and Ottosson, Mathematical Programming 96, 2003). The
model without a clock proposes companies; each teacher's week is tried; a smallest set of
companies for which there is no week is cut off, and the model solved again. Every round's bound
is valid, since no cut removes a plan. When all weeks exist, the companies reach the bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.columns.weeks import Weeks
from solver.model.company import Company, Settled
from solver.model.relaxed import RELAXED_STAGES
from solver.model.untimely import CompanyModel
from solver.search.cpsat import Proof, propose
from solver.search.effort import Effort

SHORTEST = 0.2


class CompanyMaster:
    """The question of a part without its clock, with everything learnt of its clock.

    Attributes
    ----------
    learnt
        The companies that were cut off, each entry a week that no teacher can have.
    """

    def __init__(self, part: Candidates, weeks: Weeks | None = None) -> None:
        self.part = part
        self.learnt: list[list[Company]] = []
        self._model = CompanyModel(part)
        self._weeks = weeks or Weeks(part)

    def settle(
        self, stage: StageId, limits: Mapping[StageId, int], effort: Effort
    ) -> Settled | None:
        """Bound and companies of a stage, every earlier one within its limit in grains.

        `None` if the stage needs the clock.
        """
        objective = self._model.stage(stage)
        if objective is None:
            return None
        kept = [
            (expression, limit)
            for earlier, limit in limits.items()
            if earlier in RELAXED_STAGES and (expression := self._model.stage(earlier)) is not None
        ]
        until = max(0.0, effort.clock.left - effort.seconds)
        bound: int | None = None
        while (left := effort.clock.left - until) > 0 and not effort.stop.requested:
            cp = self._model.cp.clone()
            for expression, most in kept:
                cp.add(expression <= most)
            found = propose(cp, objective, effort._replace(seconds=max(left / 2, SHORTEST)))
            if found.bound is not None:
                bound = found.bound if bound is None else max(bound, found.bound)
            companies = self._companies(found)
            if companies is None:
                break
            if not self.learn(companies, effort):
                together = tuple(company for week in companies.values() for company in week)
                return Settled(bound, together, found.value == bound, found.value)
        return Settled(bound, None, proved=False)

    def _companies(self, found: Proof) -> dict[str, list[Company]] | None:
        return self._model.chosen_companies(found.chosen) if found.chosen else None

    def learn(self, companies: Mapping[str, Sequence[Company]], effort: Effort) -> bool:
        """Cut off every teacher's week that does not exist; say whether there was one."""
        before = len(self.learnt)
        for week in companies.values():
            alone = [company for company in week if self._impossible([company], effort)]
            for company in alone:
                self._forbid([company], effort)
            rest = [company for company in week if company not in alone]
            while self._impossible(rest, effort):
                named = self._forbid(rest, effort)[0].needs[0]
                rest = [company for company in rest if named not in company.needs]
        return len(self.learnt) > before

    def forbid(self, week: Sequence[Company]) -> None:
        """Cut off a week that is known not to exist, once."""
        if week not in self.learnt:
            self._model.forbid(week)
            self.learnt.append(list(week))

    def _forbid(self, week: Sequence[Company], effort: Effort) -> list[Company]:
        """Cut off the reason why a week does not exist, for every teacher for whom it holds."""
        smallest = list(self._weeks.reason(week, effort))
        able = [set(self.part.teachers_of[need]) for one in smallest for need in one.needs]
        self.forbid(smallest)
        for teacher in sorted(set.intersection(*able)):
            same = [one._replace(teacher=teacher) for one in smallest]
            if self._impossible(same, effort):
                self.forbid(same)
        return smallest

    def _impossible(self, week: Sequence[Company], effort: Effort) -> bool:
        """Proved that the teacher has no week with these companies."""
        return bool(week) and self._weeks.exists(week, effort) is False
