"""Candidates: for each need its teachers, and for each of both the slots they could share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half
from solver.candidates.courses import Course, courses
from solver.candidates.free_time import FreeTime
from solver.candidates.grid import Grid
from solver.candidates.presence import Slot, slot_of
from solver.candidates.pupils import Pupils
from solver.candidates.staff import Staff
from solver.plan import Plan

Pair = tuple[str, str]


@dataclass(frozen=True)
class Candidates:
    """Everything that may be chosen, and nothing that is.

    Attributes
    ----------
    courses
        Needs by course, in leading order.
    slots
        By (need, teacher) the slots both could have, sorted; pairs without any are absent.
    points
        By need and slot the half-hundredths of a point for attending; alike needs share a table.
    servable
        Needs that some qualified, permitted teacher could serve alone, before any reduction.
    """

    scenario: Scenario
    courses: dict[Course, tuple[Need, ...]]
    slots: dict[Pair, tuple[Slot, ...]]
    points: dict[str, dict[Slot, int]]
    free_time: dict[str, FreeTime]
    servable: frozenset[str]

    @cached_property
    def teachers_of(self) -> dict[str, tuple[str, ...]]:
        """Teachers a need has slots with, sorted."""
        found: dict[str, list[str]] = {need.need: [] for need in self.scenario.needs}
        for need, teacher in sorted(self.slots):
            found[need].append(teacher)
        return {need: tuple(teachers) for need, teachers in found.items()}

    @property
    def size(self) -> int:
        """Number of (need, teacher, slot) triples."""
        return sum(map(len, self.slots.values()))

    def keeping(self, slots: dict[Pair, tuple[Slot, ...]]) -> Candidates:
        """The same with these slots only."""
        return replace(self, slots={pair: kept for pair, kept in slots.items() if kept})

    def around(self, plan: Plan, free: Iterable[str]) -> Candidates:
        """Candidates in which every need not in `free` stays exactly as it is in the plan."""
        chosen = set(free)
        fixed: dict[Pair, tuple[Slot, ...]] = {}
        for need, (group, member) in plan.group_of.items():
            fixed[need, group.teacher] = tuple(sorted(map(slot_of, group.attended(member))))
        kept = {pair: slots for pair, slots in self.slots.items() if pair[0] in chosen}
        kept.update({pair: slots for pair, slots in fixed.items() if pair[0] not in chosen})
        return self.keeping(kept)


def enough_days(need: Need, slots: tuple[Slot, ...]) -> bool:
    """Whether the slots, sorted, have different days for every meeting the need attends alone."""
    whole, rest = divmod(need.half_lessons, 2)
    every_week = some_weeks = first = 0
    for day in range(len(DAYS)):
        past = bisect_left(slots, (day + 1,), first)
        some_weeks += past > first
        every_week += any(slots[place].half is Half.ALL for place in range(first, past))
        first = past
    return every_week >= whole and some_weeks >= whole + rest


def candidates(scenario: Scenario) -> Candidates:
    """All candidates of a scenario that has no errors."""
    by_course = courses(scenario)
    free_time = {t.teacher: FreeTime(scenario, t.teacher) for t in scenario.teachers}
    week = list(free_time.values())
    grid = Grid(scenario, week)
    pupils, staff = Pupils(scenario, grid), Staff(scenario)
    opened = [[grid.open_starts(mine, minutes) for minutes in grid.lengths] for mine in week]
    slots: dict[Pair, tuple[Slot, ...]] = {}
    points: dict[str, dict[Slot, int]] = {}
    servable: set[str] = set()
    for needs in by_course.values():
        with_halves = any(need.half_lessons % 2 for need in needs)
        length = grid.lengths.index(scenario.subject_of[needs[0].subject].lesson_minutes)
        for need in needs:
            points[need.need] = pupils.points(need, with_halves=with_halves)
            wanted = pupils.starts(need, with_halves=with_halves)
            for number in staff.for_need(need):
                shared = wanted & opened[number][length]
                if grid.enough_days(shared, need.half_lessons):
                    servable.add(need.need)
                if shared:
                    teacher = scenario.teachers[number].teacher
                    slots[need.need, teacher] = grid.slots(shared)
    return Candidates(scenario, by_course, slots, points, free_time, frozenset(servable))
