"""Which teacher and which starts suit a need when the rest of the plan is left aside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scenarios.needs import Need, Pin, PinKind
from scenarios.scenario import Scenario
from scenarios.servability import available
from scenarios.teachers import Teacher
from scenarios.times import DAYS, HALVES, Day, Half, Interval, holds_in
from scenarios.windows import windows

Starts = dict[tuple[Day, Half], frozenset[int]]


class DaysFound(NamedTuple):
    """Weekdays on which lessons of every week, or of one half, find a start."""

    every_week: tuple[Day, ...]
    some_half: tuple[Day, ...]

    def suffice(self, half_lessons: int) -> bool:
        """Whether they carry this many half lessons a week, each on a day of its own."""
        whole, half = divmod(half_lessons, 2)
        return len(self.every_week) >= whole and len(self.some_half) >= whole + half


def pupils_starts(scenario: Scenario, need: Need) -> Starts:
    """Starts at which the pupils are present for the core minutes, by day and single half."""
    return {
        (day, half): frozenset(_present(scenario, need, day, half))
        for day in DAYS
        for half in HALVES
    }


def _present(scenario: Scenario, need: Need, day: Day, half: Half) -> Iterable[int]:
    subject = scenario.subject_of[need.subject]
    step = scenario.settings.start_step_minutes
    for window in windows(scenario, need, day, half):
        if window.interval.minutes < subject.core_minutes:
            continue
        first = window.interval.start + subject.core_minutes - subject.lesson_minutes
        last = window.interval.end - subject.core_minutes
        yield from range(max(0, -(-first // step) * step), last + 1, step)


def common_starts(scenario: Scenario, teacher: Teacher, need: Need, starts: Starts) -> Starts:
    """Those starts whose lesson lies inside the teacher's availability."""
    minutes = scenario.subject_of[need.subject].lesson_minutes
    rows = scenario.availability_of.get(teacher.teacher, ())
    found: Starts = {}
    for (day, half), candidates in starts.items():
        free = available(rows, day, half)
        found[day, half] = frozenset(
            start
            for start in candidates
            if any(part.contains(Interval(start, start + minutes)) for part in free)
        )
    return found


def receivable(scenario: Scenario, teacher: Teacher, need: Need, starts: Starts) -> Starts:
    """Those starts at which the school has a room and an adult for one remote group."""
    if teacher.school == need.school:
        return starts
    minutes = scenario.subject_of[need.subject].lesson_minutes
    return {
        (day, half): frozenset(
            start
            for start in candidates
            if all(
                capacity > 0
                for _, *numbers in capacities(
                    scenario, need.school, day, half, Interval(start, start + minutes)
                )
                for capacity in numbers
            )
        )
        for (day, half), candidates in starts.items()
    }


def capacities(
    scenario: Scenario, school: str, day: Day, half: Half, interval: Interval
) -> Iterable[tuple[int, int, int]]:
    """Minute, remote rooms and supervisors wherever one of the two may change in the interval."""
    own = scenario.school_of[school]
    rows = [
        row
        for row in scenario.capacity_of.get(school, ())
        if row.day is day and holds_in(row.half, half) and row.interval.overlap(interval)
    ]
    edges = {interval.start, *(row.start for row in rows), *(row.end for row in rows)}
    for minute in sorted(edge for edge in edges if interval.start <= edge < interval.end):
        now = [row for row in rows if row.start <= minute < row.end]
        rooms = [row.remote_rooms for row in now if row.remote_rooms is not None]
        adults = [row.supervisors for row in now if row.supervisors is not None]
        yield minute, min(rooms or [own.remote_rooms]), min(adults or [own.supervisors])


def days_found(starts: Starts) -> DaysFound:
    """The weekdays with a start good in both halves, and in at least one."""
    both = tuple(day for day in DAYS if starts[day, Half.A] & starts[day, Half.B])
    some = tuple(day for day in DAYS if starts[day, Half.A] | starts[day, Half.B])
    return DaysFound(both, some)


def binding_pins(scenario: Scenario, need: Need) -> tuple[Pin, ...]:
    """Pins that a served need must obey."""
    kinds = (PinKind.MUST, PinKind.LOCKED)
    return tuple(row for row in scenario.pins if row.need == need.need and row.kind in kinds)


def allowed_by_pins(scenario: Scenario, teacher: Teacher, need: Need, starts: Starts) -> bool:
    """Whether every binding pin can still hold with this teacher and some of these starts."""
    for pin in binding_pins(scenario, need):
        if pin.teacher not in ("", teacher.teacher):
            return False
        if pin.day is None and pin.start is None:
            continue
        if not any(
            (pin.day in (None, day)) and any(pin.start in (None, start) for start in found)
            for (day, _), found in starts.items()
        ):
            return False
    return True
