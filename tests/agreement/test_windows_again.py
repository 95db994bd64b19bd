"""Windows read a second time, minute by minute, from the sentences of the contract.

Model, verifier and oracle take the windows from one place, so an error there would be shared by
all who are compared. This reading shares nothing with it but the rows.
"""

from __future__ import annotations

import pytest

from scenarios.needs import Need
from scenarios.rows import Stretch
from scenarios.scenario import Scenario
from scenarios.schools import Lesson
from scenarios.times import DAYS, HALVES, Day, Half
from scenarios.windows import windows
from tests.support.strategies import tiny

SEEDS = range(0, 300, 50)


def minutes(*rows: Stretch) -> set[int]:
    return {minute for row in rows for minute in range(row.start, row.end)}


def spans(free: set[int]) -> list[tuple[int, int]]:
    """Maximal runs of minutes as start and end."""
    starts = sorted(minute for minute in free if minute - 1 not in free)
    ends = sorted(minute + 1 for minute in free if minute + 1 not in free)
    return list(zip(starts, ends, strict=True))


def bells_of(scenario: Scenario, school: str, grades: tuple[int, ...], day: Day) -> list[Stretch]:
    return [
        row
        for row in scenario.bells
        if row.school == school and day in row.days and any(g in row.grades for g in grades)
    ]


def lessons_of(scenario: Scenario, name: str, day: Day, half: Half) -> list[Lesson]:
    return [
        row
        for row in scenario.lessons
        if row.class_ == name and row.day == day and row.half in (Half.ALL, half)
    ]


def day_of_the_pupils(scenario: Scenario, need: Need, day: Day) -> set[int]:
    """Minutes between the latest `earliest` and the earliest `latest` of the classes."""
    if not bells_of(scenario, need.school, need.grades, day):
        return set()
    listed = [row for row in scenario.classes if row.class_ in need.classes]
    who = [(row.grades, row.earliest, row.latest) for row in listed] or [(need.grades, None, None)]
    common = set(range(24 * 60))
    for grades, earliest, latest in who:
        rung = minutes(*bells_of(scenario, need.school, grades, day))
        first = earliest.on(day) if earliest else None
        last = latest.on(day) if latest else None
        start = min(rung) if first is None else first
        end = max(rung) + 1 if last is None else last
        common &= set(range(start, end))
    return common


def taken(scenario: Scenario, need: Need, day: Day, half: Half) -> set[int]:
    """Closed minutes, and home lessons that these pupils can neither leave nor miss."""
    closed = [
        row
        for row in scenario.closed
        if row.school == need.school
        and day in row.days
        and row.half in (Half.ALL, half)
        and any(grade in row.grades for grade in need.grades)
    ]
    held = [
        row
        for name in need.classes
        for row in lessons_of(scenario, name, day, half)
        if row.subject not in need.released_from and not row.may_miss
    ]
    return minutes(*closed, *held)


def derived(scenario: Scenario, need: Need, day: Day, half: Half) -> list[tuple[int, int]]:
    present = day_of_the_pupils(scenario, need, day)
    never = taken(scenario, need, day, half)
    planned = [any(row.class_ == name for row in scenario.lessons) for name in need.classes]
    if planned and all(planned):
        at_school = all(lessons_of(scenario, name, day, half) for name in need.classes)
        return spans(present - never) if at_school else []
    rung = bells_of(scenario, need.school, need.grades, day)
    found = set()
    for bell in rung:
        own = minutes(bell)
        others = [one for one in rung if (one.start, one.end) != (bell.start, bell.end)]
        blocked = never | minutes(*others)
        if own & present and not own & never:
            shift = scenario.settings.break_shift_minutes
            found.add(widened(own & present, present - blocked, shift))
    return sorted(found)


def widened(own: set[int], free: set[int], shift: int) -> tuple[int, int]:
    start, end = min(own), max(own) + 1
    for _ in range(shift):
        start -= (start - 1) in free
        end += end in free
    return start, end


@pytest.mark.parametrize("first", SEEDS)
def test_a_second_reading_gives_the_same_windows(first: int) -> None:
    compared = 0
    for scenario in map(tiny, range(first, first + 50)):
        for need in scenario.needs:
            if need.need in scenario.windows_of:
                continue
            for day in DAYS:
                for half in HALVES:
                    expected = derived(scenario, need, day, half)
                    read = [tuple(w.interval) for w in windows(scenario, need, day, half)]

                    assert read == expected, (scenario.content_hash, need.need, day, half)
                    compared += len(expected)

    assert compared >= 100
