"""Why companies cannot all be held: small sets of claims for which there are no times.

The most companies that can be held at once are sought; each one left out is in conflict with
some of the others. Its surroundings grow until there are proved to be no times, and shrink to
as few companies, of as few needs, by as many teachers as still have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from solver.candidates.candidates import Candidates
from solver.model.claims import Borders, Claim, ClaimsModel
from solver.model.company import Company
from solver.search.effort import Effort

UNITS_FOR_MOST, UNITS_FOR_A_PROOF, SHORTEST = 2.0, 1.0, 0.01


class Verdict(NamedTuple):
    """What is known of companies.

    Attributes
    ----------
    conflicts
        Sets of claims of which no plan holds all as different groups.
    all_held
        Times were found for all of them at once, by the relaxed rules.
    """

    conflicts: list[tuple[Claim, ...]]
    all_held: bool


class Conflicts:
    """Finds conflicts between companies of any teachers; remembers what it has tried.

    Attributes
    ----------
    learnt
        All that were found.
    """

    def __init__(self, given: Candidates) -> None:
        self.given = given
        self.learnt: list[tuple[Claim, ...]] = []
        self._borders = Borders(given)
        self._tried: dict[frozenset[Claim], bool] = {}
        self._until = 0.0

    def find(
        self, companies: Sequence[Company], effort: Effort, left: Callable[[], float]
    ) -> Verdict:
        """Conflicts among the companies, as far as they are found in the time left."""
        self._until = max(0.0, effort.clock.left - left())
        claims = [Claim((company.teacher,), company.needs) for company in companies]
        unheld = self._unheld(claims, effort)
        found: list[tuple[Claim, ...]] = []
        for claim in unheld or ():
            if left() <= 0 or effort.stop.requested:
                break
            near = self._near(claim, claims, effort)
            if near is not None:
                smallest = self._lifted(self._smallest(near, effort), effort)
                found.append(tuple(smallest))
        self.learnt += found
        return Verdict(found, all_held=unheld == [])

    def _unheld(self, claims: Sequence[Claim], effort: Effort) -> list[Claim] | None:
        """What has to be left out of the most claims held at once; `None` if unknown."""
        model = ClaimsModel(self._borders, claims)
        all_held = model.cp.clone()
        all_held.add_bool_and(*model.held)
        _, status = self._solved(all_held, effort, UNITS_FOR_A_PROOF)
        if status == cp_model.OPTIMAL:
            return []
        self._tried[frozenset(claims)] = status == cp_model.INFEASIBLE
        model.cp.maximize(sum(model.held))
        solver, status = self._solved(model.cp, effort, UNITS_FOR_MOST)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return [
            claim
            for claim, held in zip(claims, model.held, strict=True)
            if not solver.boolean_value(held)
        ]

    def _near(self, first: Claim, claims: Sequence[Claim], effort: Effort) -> list[Claim] | None:
        """The surroundings of a claim as far as they hold a conflict; `None` if none is proved."""
        for near in self._growing(first, claims):
            if effort.clock.left <= self._until:
                return None
            if self._impossible(near, effort):
                return near
        return None

    def _growing(self, first: Claim, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
        near, rest = [first], [claim for claim in claims if claim != first]
        while True:
            yield near
            next_to = [c for c in rest if any(self._borders.touch(c, other) for other in near)]
            if not next_to:
                return
            near = [*near, *next_to]
            rest = [claim for claim in rest if claim not in next_to]

    def _impossible(self, claims: Sequence[Claim], effort: Effort) -> bool:
        """Proved that there are no times for all the claims."""
        key = frozenset(claims)
        if key not in self._tried:
            model = ClaimsModel(self._borders, claims)
            model.cp.add_bool_and(*model.held)
            _, status = self._solved(model.cp, effort, UNITS_FOR_A_PROOF)
            self._tried[key] = status == cp_model.INFEASIBLE
        return self._tried[key]

    def _smallest(self, claims: Sequence[Claim], effort: Effort) -> list[Claim]:
        kept = list(claims)
        for claim in reversed(claims):
            fewer = [other for other in kept if other is not claim]
            if fewer and self._impossible(fewer, effort):
                kept = fewer
        for index, claim in enumerate(kept):
            for need in claim.needs:
                smaller = Claim(claim.teachers, tuple(n for n in kept[index].needs if n != need))
                others = [*kept[:index], smaller, *kept[index + 1 :]]
                if self._sayable(claim, smaller) and self._impossible(others, effort):
                    kept = others
        return kept

    def _sayable(self, claim: Claim, smaller: Claim) -> bool:
        """Whether the model without a clock can tell that the needs left are together.

        One need alone is; several are while they keep one of as many lessons as the leader.
        """
        need_of = self.given.scenario.need_of
        if len(smaller.needs) < 2:
            return len(smaller.needs) == 1
        lessons = need_of[claim.needs[0]].half_lessons
        return need_of[smaller.needs[0]].half_lessons == lessons

    def _lifted(self, claims: Sequence[Claim], effort: Effort) -> list[Claim]:
        """The same with every teacher for whom it holds too."""
        kept = list(claims)
        for index, claim in enumerate(claims):
            able = [set(self.given.teachers_of[need]) for need in claim.needs]
            everyone = tuple(sorted(set.intersection(*able)))
            for teachers in (everyone, *(_with(claim, teacher) for teacher in everyone)):
                more = Claim(teachers, claim.needs)
                if {*teachers} <= {*kept[index].teachers}:
                    continue
                wider = [*kept[:index], more, *kept[index + 1 :]]
                if len(kept[index].teachers) == 1 and self._impossible(wider, effort):
                    kept = wider
        return kept

    def _solved(
        self, cp: cp_model.CpModel, effort: Effort, units: float
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """The model solved with so much deterministic work at most, within the time left."""
        solver = cp_model.CpSolver()
        effort.clock.limit(solver, max(SHORTEST, effort.clock.left - self._until))
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = effort.seed
        parameters.cp_model_probing_level = 0
        parameters.max_deterministic_time = min(units, parameters.max_deterministic_time)
        with effort.stop.may_end(solver.stop_search):
            if effort.stop.requested:
                return solver, cp_model.UNKNOWN
            status = solver.solve(cp)
        effort.clock.charge(solver, len(cp.proto.variables))
        return solver, status


def _with(claim: Claim, teacher: str) -> tuple[str, ...]:
    return tuple(sorted({*claim.teachers, teacher}))
