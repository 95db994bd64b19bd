"""Candidates: for each need its teachers, and for each of both the slots they could share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import Half
from solver.candidates.courses import Course, courses, teachers_for
from solver.candidates.free_time import FreeTime
from solver.candidates.presence import Slot, presence, slot_of
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
        By need and slot the half-hundredths of a point for attending.
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


def enough_days(need: Need, slots: Iterable[Slot]) -> bool:
    """Whether the slots have different days for every meeting the need attends alone."""
    slots = tuple(slots)
    whole = {slot.day for slot in slots if slot.half is Half.ALL}
    return (
        len(whole) >= need.half_lessons // 2
        and len({slot.day for slot in slots}) >= (need.half_lessons + 1) // 2
    )


def candidates(scenario: Scenario) -> Candidates:
    """All candidates of a scenario that has no errors."""
    by_course = courses(scenario)
    free_time = {t.teacher: FreeTime(scenario, t.teacher) for t in scenario.teachers}
    slots: dict[Pair, tuple[Slot, ...]] = {}
    points: dict[str, dict[Slot, int]] = {}
    servable: set[str] = set()
    free_slots: dict[tuple[str, int, Slot], bool] = {}
    for needs in by_course.values():
        with_halves = any(need.half_lessons % 2 for need in needs)
        for need in needs:
            minutes = scenario.subject_of[need.subject].lesson_minutes
            points[need.need] = presence(scenario, need, with_halves=with_halves)
            for teacher in teachers_for(scenario, need):
                mine = free_time[teacher.teacher]
                shared = []
                for slot in sorted(points[need.need]):
                    key = (teacher.teacher, minutes, slot)
                    if key not in free_slots:
                        free_slots[key] = mine.fits(slot, minutes)
                    if free_slots[key]:
                        shared.append(slot)
                if enough_days(need, shared):
                    servable.add(need.need)
                if shared:
                    slots[need.need, teacher.teacher] = tuple(shared)
    return Candidates(scenario, by_course, slots, points, free_time, frozenset(servable))
