"""Reductions: candidates that no plan can use, dropped. Each with its argument.

None of them looks at the objective, so every feasible plan keeps all its candidates and every
stage keeps its optimum. The tests compare optima with and without them against enumeration.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, Half, halves_of
from solver.candidates.candidates import Candidates, Pair, enough_days
from solver.candidates.pinned import as_pinned
from solver.candidates.places import Stretch, least_capacity, stretches
from solver.candidates.presence import Slot

Slots = dict[Pair, tuple[Slot, ...]]


def reduced(all_candidates: Candidates) -> Candidates:
    """The candidates that survive every reduction, repeated until nothing more goes."""
    slots = as_pinned(all_candidates, _where_the_school_can_receive(all_candidates))
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
    receiving = _Receiving(scenario)
    kept: Slots = {}
    for (need_id, teacher), slots in given.slots.items():
        need = scenario.need_of[need_id]
        if scenario.teacher_of[teacher].school == need.school:
            kept[need_id, teacher] = slots
        else:
            minutes = scenario.subject_of[need.subject].lesson_minutes
            kept[need_id, teacher] = receiving.usable(need.school, minutes, slots)
    return kept


class _Receiving:
    """Slots at which schools can receive a group, asked once for equal slots."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._days: dict[str, dict[tuple[int, Half], tuple[Stretch, ...]]] = {}
        self._always: dict[str, bool] = {}
        self._closed: dict[tuple[str, int, Slot], bool] = {}
        self._usable: dict[tuple[str, int, int], tuple[Slot, ...]] = {}

    def usable(self, school: str, minutes: int, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """Those of the slots; they must outlive this object."""
        if school not in self._always:
            self._look_at(school)
        if self._always[school]:
            return slots
        key = (school, minutes, id(slots))
        if key not in self._usable:
            self._usable[key] = tuple(s for s in slots if not self._shut(school, minutes, s))
        return self._usable[key]

    def _look_at(self, school: str) -> None:
        days = {
            (day, half): stretches(self._scenario, school, day, half)
            for day in range(len(DAYS))
            for half in HALVES
        }
        self._days[school] = days
        least = (min(part.rooms, part.adults) for parts in days.values() for part in parts)
        self._always[school] = all(groups >= 1 for groups in least)

    def _shut(self, school: str, minutes: int, slot: Slot) -> bool:
        key = (school, minutes, slot)
        if key not in self._closed:
            days = self._days[school]
            self._closed[key] = any(
                least_capacity(days[slot.day, half], slot.start, minutes) < 1
                for half in halves_of(slot.half)
            )
        return self._closed[key]


def _with_enough_days(given: Candidates, slots: Slots) -> Slots:
    """A need attends its meetings on different days, all with one teacher (`weekly_lessons`).

    Whatever group it is in, it attends at least ⌊ℓ⌋ meetings of all weeks and ⌈ℓ⌉ in all.
    """
    need_of = given.scenario.need_of
    known: dict[tuple[int, int], bool] = {}
    left: Slots = {}
    for pair, kept in slots.items():
        need = need_of[pair[0]]
        # Many pairs share their slots.
        key = (id(kept), need.half_lessons)
        if key not in known:
            known[key] = enough_days(need, kept)
        if known[key]:
            left[pair] = kept
    return left


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
        members: defaultdict[str, list[Need]] = defaultdict(list)
        for need in needs:
            for teacher in given.teachers_of[need.need]:
                if (need.need, teacher) in slots:
                    members[teacher].append(need)
        for teacher, mine in members.items():
            _drop_hopeless(kept, teacher, mine, least)
    return {pair: left for pair, left in kept.items() if left}


def _drop_hopeless(kept: Slots, teacher: str, needs: list[Need], least: int) -> None:
    """Drop the slots at which the needs that this teacher could have there are too few."""
    pupils_with: Counter[int] = Counter()
    for need in needs:
        alone = least if need.priority is Priority.STATUTORY else need.pupils
        # Many needs share their slots.
        pupils_with[id(kept[need.need, teacher])] += alone
    each = {id(slots): slots for slots in (kept[need.need, teacher] for need in needs)}
    enough: set[Slot] = set()
    for key, slots in each.items():
        if pupils_with[key] >= least:
            enough.update(slots)
    pupils: Counter[Slot] = Counter()
    for key, slots in each.items():
        for slot in slots if pupils_with[key] < least else ():
            pupils[slot] += pupils_with[key]
    hopeless = {slot for slot, count in pupils.items() if count < least} - enough
    for need in needs if hopeless else ():
        pair = (need.need, teacher)
        if not hopeless.isdisjoint(kept[pair]):
            kept[pair] = tuple(slot for slot in kept[pair] if slot not in hopeless)
