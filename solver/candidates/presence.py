"""When the pupils of a need could be in front of the screen, and how awkward it would be."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scenarios.needs import Need, WindowKind
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half, Interval, covered
from scenarios.windows import Mode, Window, bell_periods, home_lessons, mode_of, windows
from solver.plan import Meeting

RANK = {kind: rank for rank, kind in enumerate(WindowKind)}


class Slot(NamedTuple):
    """A start that a meeting may have: weekday from 0, minutes after midnight, half."""

    day: int
    start: int
    half: Half


def slot_of(meeting: Meeting) -> Slot:
    """Slot of a meeting."""
    return Slot(DAYS.index(meeting.day), meeting.start, meeting.half)


def hundredths(weight: Decimal) -> int:
    """A weight or an amount of euros in hundredths; both have at most two decimals."""
    return int(weight * 100)


class _DayOfNeed:
    """What one weekday of one half looks like to the pupils of a need."""

    def __init__(self, scenario: Scenario, need: Need, day: int, half: Half) -> None:
        self.subject = scenario.subject_of[need.subject]
        self.settings = scenario.settings
        self.pupils = need.pupils
        self.planned = mode_of(scenario, need) is Mode.PLANNED
        self.windows = windows(scenario, need, DAYS[day], half)
        self.bells = bell_periods(scenario, need, DAYS[day])
        lessons = [home_lessons(scenario, name, DAYS[day], half) for name in need.classes]
        released = set(need.released_from)
        self.attended = tuple(
            row.interval for rows in lessons for row in rows if row.subject not in released
        )
        self.released = tuple(
            row.interval for rows in lessons for row in rows if row.subject in released
        )
        self.days = tuple(
            Interval(min(row.start for row in rows), max(row.end for row in rows))
            for rows in lessons
            if rows
        )

    def starts(self) -> list[int]:
        """Multiples of the step at which some window is overlapped by the core minutes."""
        step, length = self.settings.start_step_minutes, self.subject.lesson_minutes
        core = self.subject.core_minutes
        found: set[int] = set()
        for window in self.windows:
            if window.interval.minutes >= core:
                first = max(0, window.interval.start + core - length)
                last = window.interval.end - core
                found.update(range(-(-first // step) * step, last + 1, step))
        return sorted(found)

    def points(self, start: int) -> int:
        """Hundredths of a point for the whole need, were every week like this."""
        meeting = Interval(start, start + self.subject.lesson_minutes)
        window, kind = self._judged(meeting)
        inside = Interval(
            max(meeting.start, window.interval.start), min(meeting.end, window.interval.end)
        )
        weights = self.settings
        each = (
            {
                WindowKind.FREE: hundredths(weights.weight_window_free),
                WindowKind.MISSED: hundredths(weights.weight_window_missed),
            }.get(kind, 0)
            + hundredths(weights.weight_absent_minute) * (meeting.minutes - inside.minutes)
            + hundredths(weights.weight_break_minute)
            * (inside.minutes - covered(inside, self.bells))
            + hundredths(weights.weight_longer_day_minute) * self._longer(meeting)
        )
        return self.pupils * each

    def _judged(self, meeting: Interval) -> tuple[Window, WindowKind]:
        def order(window: Window) -> tuple[int, int, Interval]:
            kind = window.kind or WindowKind.BAND
            return (-meeting.overlap(window.interval), RANK[kind], window.interval)

        window = min(self.windows, key=order)
        return window, window.kind or self._kind(meeting)

    def _kind(self, meeting: Interval) -> WindowKind:
        if any(meeting.overlap(lesson) for lesson in self.attended):
            return WindowKind.MISSED
        if covered(meeting, self.released) >= self.subject.core_minutes:
            return WindowKind.BAND
        return WindowKind.FREE

    def _longer(self, meeting: Interval) -> int:
        if not self.planned:
            return 0
        return max(
            (
                max(0, day.start - meeting.start) + max(0, meeting.end - day.end)
                for day in self.days
            ),
            default=0,
        )

    def same_as(self, other: _DayOfNeed) -> bool:
        """Whether both halves look alike to these pupils."""
        return (self.windows, self.attended, self.released, self.days) == (
            other.windows,
            other.attended,
            other.released,
            other.days,
        )


def presence(scenario: Scenario, need: Need, *, with_halves: bool) -> dict[Slot, int]:
    """Slots the need can attend, with the points of attending in half-hundredths.

    A meeting of all weeks must fit in both halves; its points are the sum of both.
    """
    found: dict[Slot, int] = {}
    for day in range(len(DAYS)):
        in_a = _DayOfNeed(scenario, need, day, Half.A)
        in_b = _DayOfNeed(scenario, need, day, Half.B)
        points_a = {start: in_a.points(start) for start in in_a.starts()}
        points_b = (
            points_a
            if in_a.same_as(in_b)
            else {start: in_b.points(start) for start in in_b.starts()}
        )
        for start in sorted(points_a.keys() & points_b.keys()):
            found[Slot(day, start, Half.ALL)] = points_a[start] + points_b[start]
        if with_halves:
            found.update({Slot(day, s, Half.A): points for s, points in points_a.items()})
            found.update({Slot(day, s, Half.B): points for s, points in points_b.items()})
    return found
