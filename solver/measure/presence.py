"""How a meeting suits the pupils of a need: kind, absence, breaks, a longer day."""

from __future__ import annotations

from typing import NamedTuple

from scenarios.needs import Need, WindowKind
from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.times import Day, Half, Interval, covered
from scenarios.windows import Mode, Window, bell_periods, home_lessons, mode_of, windows

_BEST_FIRST = tuple(WindowKind)


class Presence(NamedTuple):
    """A meeting as the pupils of a need meet it in a single half.

    `kind` is `None` when no window is met; minutes are of one pupil.
    """

    kind: WindowKind | None
    present: int
    absent: int
    in_break: int
    longer_day: int


@per_scenario
def windows_of(scenario: Scenario, need: str, day: Day, half: Half) -> tuple[Window, ...]:
    """Windows of a need by its id."""
    return windows(scenario, scenario.need_of[need], day, half)


@per_scenario
def presence(scenario: Scenario, need: str, day: Day, half: Half, meeting: Interval) -> Presence:
    """Judge a meeting of these minutes by the one window it overlaps most."""
    row = scenario.need_of[need]
    met = [w for w in windows_of(scenario, need, day, half) if w.interval.overlap(meeting)]
    longer = _longer_day(scenario, row, day, half, meeting)
    if not met:
        return Presence(None, 0, meeting.minutes, 0, longer)
    window = min(met, key=lambda w: (-w.interval.overlap(meeting), _rank(w), w.interval))
    inside = Interval(
        max(meeting.start, window.interval.start), min(meeting.end, window.interval.end)
    )
    kind = window.kind or _kind_of_meeting(scenario, row, day, half, meeting)
    in_bells = covered(inside, bell_periods(scenario, row, day))
    absent = meeting.minutes - inside.minutes
    return Presence(kind, inside.minutes, absent, inside.minutes - in_bells, longer)


def _rank(window: Window) -> int:
    return _BEST_FIRST.index(window.kind) if window.kind else 0


def _kind_of_meeting(
    scenario: Scenario, need: Need, day: Day, half: Half, meeting: Interval
) -> WindowKind:
    if any(
        missed_lessons(scenario, need, class_id, day, half, meeting) for class_id in need.classes
    ):
        return WindowKind.MISSED
    released = [
        lesson.interval
        for class_id in need.classes
        for lesson in home_lessons(scenario, class_id, day, half)
        if lesson.subject in need.released_from
    ]
    core = scenario.subject_of[need.subject].core_minutes
    return WindowKind.BAND if covered(meeting, released) >= core else WindowKind.FREE


def missed_lessons(
    scenario: Scenario, need: Need, class_id: str, day: Day, half: Half, meeting: Interval
) -> int:
    """Home lessons of the class, not released, that the meeting overlaps."""
    return sum(
        1
        for lesson in home_lessons(scenario, class_id, day, half)
        if lesson.subject not in need.released_from and lesson.interval.overlap(meeting)
    )


def _longer_day(scenario: Scenario, need: Need, day: Day, half: Half, meeting: Interval) -> int:
    if mode_of(scenario, need) is not Mode.PLANNED:
        return 0
    minutes = [0]
    for class_id in need.classes:
        lessons = [lesson.interval for lesson in home_lessons(scenario, class_id, day, half)]
        if lessons:
            first = min(lesson.start for lesson in lessons)
            last = max(lesson.end for lesson in lessons)
            minutes.append(max(0, first - meeting.start) + max(0, meeting.end - last))
    return max(minutes)
