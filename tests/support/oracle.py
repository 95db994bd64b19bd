"""The optimum of a tiny scenario by listing every plan.

Why nothing is missed
---------------------
1. *Groups.* By `same_course` a group's needs agree in subject, level and language, so the sets
   of needs tried are all subsets of each such family; every teacher is tried with each of them.
2. *Meetings.* With L the largest weekly lessons in a group, `weekly_lessons` asks for ⌊L⌋
   meetings `all` and perhaps one in a half, on different days, at multiples of the step. A need
   with L lessons attends all of them, so by `pupils_present` each meeting overlaps, in each of
   its halves, a window of every such need by the core minutes, and by `teacher_available` it lies
   inside the teacher's availability. All choices of such meetings are tried.
3. *Attendance.* Each need is tried with every set of meetings of the least worth not below its
   own number of lessons; any other set breaks `weekly_lessons`.
4. *Single groups.* Taking whole groups out of a plan that keeps the rules leaves one that keeps
   them, save two: a teacher used for `min_lessons` may fall below, and a `locked` need may become
   unserved. So with minima set to 0 and `locked` read as `must`, each group of a right plan is
   right alone, and each two of its groups are right together: what the verifier refuses alone or
   in pairs is left out for good.
5. *Plans.* All sets of disjoint groups are listed, right or not in the whole; a plan counts only
   when the verifier has passed it against the scenario as it is.
6. *Values.* Every value comes from `solver.measure`. A stage that cannot differ between two plans
   (`_signature`) is measured once for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Group, Plan
from solver.verify.report import verify
from tests.support.every_group import all_groups, lenient, plan_of

Leaf = tuple[int, ...]

PAIRS_A_PLAN = 2

SERVED_ONLY = (StageId.STATUTORY, StageId.COVERAGE, StageId.FAIRNESS)


class TooManyPlansError(Exception):
    """The scenario is not tiny."""


class Reached(NamedTuple):
    """Best value of a stage over the plans within the slack of the earlier ones."""

    stage: StageId
    value: int
    most: int


class Optimum(NamedTuple):
    """Stages in order, one best plan, and how many plans were listed."""

    stages: tuple[Reached, ...]
    plan: Plan | None
    listed: int

    @property
    def values(self) -> dict[StageId, int]:
        return {reached.stage: reached.value for reached in self.stages}


def optimum(scenario: Scenario, previous: Plan | None = None, limit: int = 3000) -> Optimum:
    """Best reachable value of each stage; no stages and no plan if no plan keeps the rules.

    Raises
    ------
    TooManyPlansError
        If there are more than `limit` groups or plans to list, or twice as many pairs.
    """
    listing = Listing(scenario, previous, limit)
    leaves = list(listing.leaves())
    listed = len(leaves)
    reached: list[Reached] = []
    best = listing.first_clean(leaves)
    for stage in scenario.settings.priorities if best is not None else ():
        if stage is StageId.CONTINUITY and previous is None:
            continue
        leaves.sort(key=lambda leaf: listing.value(stage, leaf))
        best = listing.first_clean(leaves)
        assert best is not None, "plans within slack vanished"
        value = listing.value(stage, best)
        most = value + int(value * scenario.settings.slack(stage) / 100)
        reached.append(Reached(stage, value, most))
        leaves = [leaf for leaf in leaves if listing.value(stage, leaf) <= most]
    answer = None if best is None else listing.plan(best)
    return Optimum(tuple(reached), answer, listed)


class Listing:
    """Every plan of a tiny scenario, each with what the verifier and the measures say of it."""

    def __init__(self, scenario: Scenario, previous: Plan | None, limit: int) -> None:
        self.scenario = scenario
        self.previous = previous
        self.limit = limit
        self.lenient = lenient(scenario)
        self.groups: list[Group] = []
        for group in all_groups(self.lenient):
            self.groups.append(group)
            if len(self.groups) > limit:
                raise TooManyPlansError
        self._members = [frozenset(m.need for m in group.members) for group in self.groups]
        self._together: dict[tuple[int, int], bool] = {}
        self._clean: dict[Leaf, bool] = {}
        self._values: dict[tuple[object, ...], int] = {}

    def leaves(self) -> Iterator[Leaf]:
        """Sets of groups, each need in at most one, no two of which break a rule."""
        listed = self._extended((), [row.need for row in self.scenario.needs])
        for number, leaf in enumerate(listed):
            if number >= self.limit:
                raise TooManyPlansError
            yield leaf

    def _extended(self, chosen: Leaf, open_needs: list[str]) -> Iterator[Leaf]:
        if not open_needs:
            yield chosen
            return
        first, rest = open_needs[0], open_needs[1:]
        yield from self._extended(chosen, rest)
        for index, members in enumerate(self._members):
            fits = first in members and members <= set(open_needs)
            if fits and all(self._pair(other, index) for other in chosen):
                left = [name for name in rest if name not in members]
                yield from self._extended((*chosen, index), left)

    def _pair(self, one: int, other: int) -> bool:
        key = (min(one, other), max(one, other))
        if key not in self._together:
            both = plan_of(self.lenient, [self.groups[index] for index in key])
            self._together[key] = not verify(self.lenient, both)
            if len(self._together) > PAIRS_A_PLAN * self.limit:
                raise TooManyPlansError
        return self._together[key]

    def plan(self, leaf: Leaf) -> Plan:
        return plan_of(self.scenario, [self.groups[index] for index in leaf])

    def first_clean(self, leaves: list[Leaf]) -> Leaf | None:
        for leaf in leaves:
            if leaf not in self._clean:
                self._clean[leaf] = not verify(self.scenario, self.plan(leaf))
            if self._clean[leaf]:
                return leaf
        return None

    def value(self, stage: StageId, leaf: Leaf) -> int:
        key = (stage, self._signature(stage, leaf))
        if key not in self._values:
            measured = stage_values(self.scenario, self.plan(leaf), self.previous)
            for other, value in measured.items():
                self._values[(other, self._signature(other, leaf))] = value
        return self._values[key]

    def _signature(self, stage: StageId, leaf: Leaf) -> object:
        """All that the stage can depend on, by its sentence."""
        if stage in SERVED_ONLY:
            return frozenset().union(*(self._members[index] for index in leaf))
        if stage is StageId.COST:
            return tuple(sorted(_bill_of(self.scenario, self.groups[index]) for index in leaf))
        return leaf


def _bill_of(scenario: Scenario, group: Group) -> tuple[object, ...]:
    """Teacher, needs, and per meeting its worth and the schools that attend."""
    attended = [
        (meeting.half_worth, _schools(scenario, group, index))
        for index, meeting in enumerate(group.meetings)
    ]
    return group.teacher, tuple(sorted(m.need for m in group.members)), tuple(sorted(attended))


def _schools(scenario: Scenario, group: Group, index: int) -> tuple[str, ...]:
    there = {scenario.need_of[m.need].school for m in group.members if index in m.meetings}
    return tuple(sorted(there))
