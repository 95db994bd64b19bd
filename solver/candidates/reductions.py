"""Reductions: candidates that no plan can use, dropped. Each with its argument.

None of them looks at the objective, so every feasible plan keeps all its candidates and every
stage keeps its optimum. The tests compare optima with and without them against enumeration.
"""

from __future__ import annotations

from collections import defaultdict

from scenarios.needs import Need, Priority
from scenarios.times import Half, halves_of
from solver.candidates.candidates import Candidates, Pair, enough_days
from solver.candidates.places import Stretch, least_capacity, stretches
from solver.candidates.presence import Slot

Slots = dict[Pair, tuple[Slot, ...]]


def reduced(all_candidates: Candidates) -> Candidates:
    """The candidates that survive every reduction, repeated until nothing more goes."""
    slots = _where_the_school_can_receive(all_candidates)
    while True:
        kept = _with_enough_days(all_candidates, slots)
        kept = _with_enough_pupils(all_candidates, kept)
        if kept == slots:
            return all_candidates.keeping(kept)
        slots = kept


def _where_the_school_can_receive(given: Candidates) -> Slots:
    """A school without a room or an adult at some minute cannot receive a group then.

    `rooms` and `supervision` forbid it to every group but those taught from that school.
    """
    scenario = given.scenario
    days: dict[tuple[str, int, Half], tuple[Stretch, ...]] = {}
    closed: dict[tuple[str, int, Slot], bool] = {}

    def least(school: str, slot: Slot, half: Half, minutes: int) -> int:
        key = (school, slot.day, half)
        if key not in days:
            days[key] = stretches(scenario, *key)
        return least_capacity(days[key], slot.start, minutes)

    kept: Slots = {}
    for (need_id, teacher), slots in given.slots.items():
        need = scenario.need_of[need_id]
        if scenario.teacher_of[teacher].school == need.school:
            kept[need_id, teacher] = slots
            continue
        minutes = scenario.subject_of[need.subject].lesson_minutes
        usable = []
        for slot in slots:
            key = (need.school, minutes, slot)
            if key not in closed:
                closed[key] = any(
                    least(need.school, slot, half, minutes) < 1 for half in halves_of(slot.half)
                )
            if not closed[key]:
                usable.append(slot)
        kept[need_id, teacher] = tuple(usable)
    return kept


def _with_enough_days(given: Candidates, slots: Slots) -> Slots:
    """A need attends its meetings on different days, all with one teacher (`weekly_lessons`).

    Whatever group it is in, it attends at least ⌊ℓ⌋ meetings of all weeks and ⌈ℓ⌉ in all.
    """
    need_of = given.scenario.need_of
    return {pair: kept for pair, kept in slots.items() if enough_days(need_of[pair[0]], kept)}


def _with_enough_pupils(given: Candidates, slots: Slots) -> Slots:
    """A slot whose possible members are too few pupils, none of them statutory, holds no group.

    Where all needs of a course have equally many lessons, every member attends every meeting
    of its group, so all members of a group have all its slots. Elsewhere nothing is dropped.
    """
    kept = dict(slots)
    for needs in given.courses.values():
        least = given.scenario.subject_of[needs[0].subject].min_pupils
        if len({need.half_lessons for need in needs}) > 1 or least <= 1:
            continue
        present: defaultdict[tuple[str, Slot], list[Need]] = defaultdict(list)
        for need in needs:
            for teacher in given.teachers_of[need.need]:
                for slot in slots.get((need.need, teacher), ()):
                    present[teacher, slot].append(need)
        hopeless = {
            key
            for key, members in present.items()
            if sum(member.pupils for member in members) < least
            and all(member.priority is not Priority.STATUTORY for member in members)
        }
        for need in needs:
            for teacher in given.teachers_of[need.need]:
                pair = (need.need, teacher)
                if pair in kept:
                    kept[pair] = tuple(s for s in kept[pair] if (teacher, s) not in hopeless)
    return {pair: left for pair, left in kept.items() if left}
