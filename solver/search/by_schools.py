"""Some schools at a time, with their clock: who cannot all be received, and who can after all.

Parts know the weeks of teachers and nothing of a school that has one room for the lessons of all
its subjects. Here it is the other way round: the needs of a school are asked about alone, whoever
teaches them, and then with those of the schools that they share teachers and groups with. What
they must leave out alone is proved; what they need not leave out among the groups of the others
is a better plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from scenarios.needs import PRIORITY, Need
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.model.at_schools import at_schools
from solver.model.build import PlanModel
from solver.model.grains import in_units, most_grains
from solver.plan import Plan
from solver.search.by_parts import Limits
from solver.search.cpsat import Proof, propose
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.left_out import LeftOut, Lost
from solver.search.nearby import plan_anew

FIRST_SECONDS, SECONDS_ANEW = 1.0, 4.0
MORE_SECONDS = 4
"""What a question may take as a multiple of the time for the one that it grew from."""
SHARE_WITHOUT_NEWS = 0.25
"""Of its time, after which the rest is left to others."""
MOST_CANDIDATES = 8_000
"""Of more the model takes longer than several of fewer schools that say as much."""
Schools = frozenset[str]


class _Some:
    """Some schools with what is known of them.

    Attributes
    ----------
    bound
        Grains that they leave out at least.
    seconds
        What the next turn is worth.
    """

    def __init__(self, given: Candidates, stage: StageId, schools: Schools, bound: int) -> None:
        self.schools, self.given, self.bound = schools, given, bound
        self.needs = frozenset(given.scenario.need_of)
        self._counted = [n for n in given.scenario.needs if n.priority is PRIORITY[stage]]
        self.seconds, self.turns = FIRST_SECONDS, 0

    def unserved(self, plan: Plan) -> list[Need]:
        """Whom a plan leaves out that the stage counts."""
        return [need for need in self._counted if need.need not in plan.group_of]

    def gap(self, plan: Plan) -> int:
        """How many grains more a plan leaves out than is proved."""
        return sum(need.half_pupil_lessons for need in self.unserved(plan)) - self.bound


class BySchools:
    """What schools cannot have, alone and together.

    Parameters
    ----------
    few_starts
        The same candidates with fewer starts, for plans and not for bounds.
    """

    def __init__(
        self, given: Candidates, few_starts: Candidates, left_out: LeftOut, incumbent: Incumbent
    ) -> None:
        self._given, self._few_starts = given, few_starts
        self._left_out, self._incumbent = left_out, incumbent
        self._stage = StageId.STATUTORY
        self._limits: Limits = {}
        self._known: dict[Schools, _Some] = {}
        self._open: list[_Some] = []

    def work(self, stage: StageId, effort: Effort, on_bound: Callable[[int], None]) -> None:
        """Ask about schools where the plan leaves out more than is proved, until time is up.

        Parameters
        ----------
        on_bound
            Told what parts, schools and agreements say together, in grains.
        """
        if stage not in PRIORITY:
            return
        limits = self._incumbent.limits
        if (stage, limits) != (self._stage, self._limits):
            self._stage, self._limits, self._known, self._open = stage, dict(limits), {}, []
        until = max(0.0, effort.clock.left - effort.seconds)
        patience = SHARE_WITHOUT_NEWS * effort.seconds
        last_news, news = effort.clock.left, False
        while (left := effort.clock.left - until) > 0 and not effort.stop.requested:
            plan = self._incumbent.plan
            some = None if plan is None else self._next(plan)
            if some is None or plan is None or last_news - effort.clock.left > patience:
                return
            raised = self._ask(some, plan, effort._replace(seconds=left))
            news = news or raised
            if raised or self._incumbent.plan is not plan:
                last_news = effort.clock.left
            if news and not self._some_wait_alone(plan):
                left = max(0.0, effort.clock.left - until)
                together = self._left_out.least(stage, limits, effort._replace(seconds=left)) or 0
                on_bound(together)
                news = False
                if in_units(together, stage) >= self._incumbent.values[stage]:
                    return

    def _some_wait_alone(self, plan: Plan) -> bool:
        return any(
            len(some.schools) == 1 and not some.turns and some.gap(plan) > 0 for some in self._open
        )

    def _next(self, plan: Plan) -> _Some | None:
        """Where most is open for the time it takes."""
        unserved = [self._given.scenario.need_of[need] for need in plan.unserved]
        for need in unserved:
            if need.priority is PRIORITY[self._stage]:
                self._take_up(frozenset({need.school}), 0)
        some = max(self._open, key=lambda one: one.gap(plan) / one.seconds, default=None)
        return some if some is not None and some.gap(plan) > 0 else None

    def _take_up(self, schools: Schools, bound: int, seconds: float = FIRST_SECONDS) -> None:
        if schools in self._known:
            return
        counted = [PRIORITY[n] for n in (self._stage, *self._limits) if n in PRIORITY]
        given = at_schools(self._given, schools, counted)
        some = self._known[schools] = _Some(given, self._stage, schools, bound)
        some.seconds = max(FIRST_SECONDS, seconds)
        if given.size <= MOST_CANDIDATES:
            self._open.append(some)

    def _ask(self, some: _Some, plan: Plan, effort: Effort) -> bool:
        """Ask about some schools; whether they are proved to leave out more than was known."""
        began = effort.clock.left
        found = self._proof(some, effort._replace(seconds=min(some.seconds, effort.seconds)))
        took = began - effort.clock.left
        some.turns += 1
        some.seconds *= 2
        raised = found.bound is not None and found.bound > some.bound
        if raised and found.bound is not None:
            some.bound = found.bound
            self._left_out.learn(Lost(self._stage, self._limits, some.needs, found.bound))
        if some.turns == 1 and len(some.schools) > 1 and some.gap(plan) > 0:
            seconds = min(SECONDS_ANEW, max(0.0, effort.seconds - took))
            mine = effort._replace(seconds=seconds)
            plan_anew(self._few_starts, some.needs, self._incumbent, mine, (self._stage,))
        if found.bound is not None and found.bound == found.value:
            self._open.remove(some)
            if some.gap(plan) > 0:
                self._grow(some, plan, MORE_SECONDS * took)
        return raised

    def _proof(self, some: _Some, effort: Effort) -> Proof:
        """What the needs of some schools leave out at least, with nobody else there."""
        model = PlanModel(some.given)
        for name in self._limits:
            if name in PRIORITY:
                model.cp.add(model.stage(name).expression <= self._most(name, some, effort))
        return propose(model.cp, model.stage(self._stage).expression, effort)

    def _most(self, earlier: StageId, some: _Some, effort: Effort) -> int:
        """Grains of a finished stage that these schools may leave out, others as few as can be."""
        need_of = self._given.scenario.need_of
        others = [need for need in need_of if need not in some.needs]
        elsewhere = self._left_out.least(earlier, self._limits, effort, others) or 0
        return most_grains(earlier, self._limits[earlier]) - elsewhere

    def _grow(self, some: _Some, plan: Plan, seconds: float) -> None:
        """Take up the same schools with those they share most groups with.

        Or groups of teachers whom those want that the plan leaves out.
        """
        need_of = self._given.scenario.need_of
        wanted = {t for need in some.unserved(plan) for t in some.given.teachers_of[need.need]}
        met: Counter[str] = Counter()
        for group in plan.groups:
            there = {need_of[member.need].school for member in group.members}
            if group.teacher in wanted or there & some.schools:
                met.update(there - some.schools)
        most = sorted(met, key=lambda school: (-met[school], school))
        more = most[: max(1, len(some.schools) // 2)]
        if more:
            self._take_up(some.schools | {*more}, self._known_of(some, more), seconds)

    def _known_of(self, some: _Some, more: Collection[str]) -> int:
        """What some schools and others leave out at least, no need counted twice."""
        bound, counted = some.bound, set(some.needs)
        for school in more:
            alone = self._known.get(frozenset({school}))
            if alone is not None and not counted & alone.needs:
                bound += alone.bound
                counted |= alone.needs
        return bound
