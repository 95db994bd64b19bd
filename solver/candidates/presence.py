"""When the pupils of a need could be in front of the screen, and how awkward it would be."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scenarios.needs import Need, WindowKind
from scenarios.scenario import Scenario
from scenarios.settings import Settings
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


class Weights(NamedTuple):
    """What is awkward for one pupil, in hundredths of a point, and the step of the starts."""

    free: int
    missed: int
    absent: int
    in_break: int
    longer: int
    step: int

    @classmethod
    def of(cls, settings: Settings) -> Weights:
        """Those of a scenario."""
        return cls(
            hundredths(settings.weight_window_free),
            hundredths(settings.weight_window_missed),
            hundredths(settings.weight_absent_minute),
            hundredths(settings.weight_break_minute),
            hundredths(settings.weight_longer_day_minute),
            settings.start_step_minutes,
        )


class DayOfNeed(NamedTuple):
    """What one weekday of one half looks like to the pupils of a need."""

    lesson: int
    core: int
    planned: bool
    windows: tuple[Window, ...]
    bells: tuple[Interval, ...]
    attended: tuple[Interval, ...]
    released: tuple[Interval, ...]
    days: tuple[Interval, ...]

    def starts(self, step: int) -> list[int]:
        """Multiples of the step at which some window is overlapped by the core minutes."""
        found: set[int] = set()
        for window in self.windows:
            if window.interval.minutes >= self.core:
                first = max(0, window.interval.start + self.core - self.lesson)
                last = window.interval.end - self.core
                found.update(range(-(-first // step) * step, last + 1, step))
        return sorted(found)

    def points(self, start: int, weights: Weights) -> int:
        """Hundredths of a point for one pupil, were every week like this."""
        meeting = Interval(start, start + self.lesson)
        window, kind = self._judged(meeting)
        inside = Interval(
            max(meeting.start, window.interval.start), min(meeting.end, window.interval.end)
        )
        return (
            weights.free * (kind is WindowKind.FREE)
            + weights.missed * (kind is WindowKind.MISSED)
            + weights.absent * (meeting.minutes - inside.minutes)
            + weights.in_break * (inside.minutes - covered(inside, self.bells))
            + weights.longer * self._longer(meeting)
        )

    def _judged(self, meeting: Interval) -> tuple[Window, WindowKind]:
        def order(window: Window) -> tuple[int, int, Interval]:
            kind = window.kind or WindowKind.BAND
            return (-meeting.overlap(window.interval), RANK[kind], window.interval)

        window = min(self.windows, key=order)
        return window, window.kind or self._kind(meeting)

    def _kind(self, meeting: Interval) -> WindowKind:
        if any(meeting.overlap(lesson) for lesson in self.attended):
            return WindowKind.MISSED
        if covered(meeting, self.released) >= self.core:
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


def day_of_need(scenario: Scenario, need: Need, day: int, half: Half) -> DayOfNeed:
    """A weekday of a single half (`A` or `B`) as the pupils of the need see it."""
    subject = scenario.subject_of[need.subject]
    lessons = [home_lessons(scenario, name, DAYS[day], half) for name in need.classes]
    released = set(need.released_from)
    return DayOfNeed(
        lesson=subject.lesson_minutes,
        core=subject.core_minutes,
        planned=mode_of(scenario, need) is Mode.PLANNED,
        windows=windows(scenario, need, DAYS[day], half),
        bells=bell_periods(scenario, need, DAYS[day]),
        attended=tuple(
            row.interval for rows in lessons for row in rows if row.subject not in released
        ),
        released=tuple(row.interval for rows in lessons for row in rows if row.subject in released),
        days=tuple(
            Interval(min(row.start for row in rows), max(row.end for row in rows))
            for rows in lessons
            if rows
        ),
    )
