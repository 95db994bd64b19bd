"""Which weeks of a teacher exist, and the smallest reason why one does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from solver.candidates.candidates import Candidates
from solver.columns.effort import Effort
from solver.model.company import Company
from solver.model.week import week_model

UNITS_PER_WEEK = 0.5

Week = tuple[Company, ...]


class Weeks:
    """Teachers' weeks that were tried, each once."""

    def __init__(self, given: Candidates) -> None:
        self.given = given
        self._exists: dict[frozenset[Company], bool | None] = {}

    @property
    def impossible(self) -> list[Week]:
        """Weeks that were proved not to exist, less those that hold another one."""
        found = (tuple(sorted(week)) for week, exists in self._exists.items() if exists is False)
        smallest: list[Week] = []
        for week in sorted(found, key=lambda week: (sum(len(one.needs) for one in week), week)):
            if not any(_holds(week, other) for other in smallest):
                smallest.append(week)
        return smallest

    def exists(self, companies: Iterable[Company], effort: Effort) -> bool | None:
        """Whether one teacher has time for all of them; `None` if it stayed open."""
        key = frozenset(companies)
        if key not in self._exists:
            self._exists[key] = self._tried(sorted(key), effort)
        return self._exists[key]

    def reason(self, companies: Sequence[Company], effort: Effort) -> Week:
        """Companies of a week that does not exist, with members that are enough for that.

        Members left together keep one with the most lessons: with fewer they might be absent
        from each other's meetings.
        """
        kept = list(companies)
        for company in companies:
            fewer = [other for other in kept if other != company]
            if fewer and self.exists(fewer, effort) is False:
                kept = fewer
        for position in range(len(kept)):
            for need in kept[position].needs:
                kept = self._without(kept, position, need, effort)
        return tuple(kept)

    def _without(
        self, kept: list[Company], position: int, need: str, effort: Effort
    ) -> list[Company]:
        company = kept[position]
        needs = tuple(other for other in company.needs if other != need)
        if not needs or (len(needs) > 1 and self._lessons(needs) < self._lessons(company.needs)):
            return kept
        fewer = [*kept]
        fewer[position] = company._replace(needs=needs)
        return fewer if self.exists(fewer, effort) is False else kept

    def _lessons(self, needs: Sequence[str]) -> int:
        return self.given.scenario.need_of[needs[0]].half_lessons

    def _tried(self, companies: list[Company], effort: Effort) -> bool | None:
        model = week_model(self.given, companies)
        if model is None:
            return False
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = effort.seed
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_deterministic_time = UNITS_PER_WEEK
        with effort.stop.may_end(solver.stop_search):
            if effort.stop.requested:
                return None
            status = solver.solve(model)
        effort.clock.charge(solver, len(model.proto.variables))
        return None if status == cp_model.UNKNOWN else status != cp_model.INFEASIBLE


def _holds(week: Week, other: Week) -> bool:
    """Whether each company of the other is a company of the week, or some of its needs."""
    return all(
        any(part.teacher == one.teacher and {*part.needs} <= {*one.needs} for one in week)
        for part in other
    )
