"""A school's home timetable as other programs have it: days and period numbers, no clock yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scenarios.findings import Finding, Severity
from scenarios.times import Day, Interval


class WeekLesson(NamedTuple):
    """A lesson, or the part of a split one, of `duration` periods on end.

    `period` counts from 0 within the day.
    """

    day: Day
    period: int
    duration: int
    course: str
    classes: tuple[str, ...]
    teachers: tuple[str, ...]
    rooms: tuple[str, ...]
    event: str


class HomeWeek(NamedTuple):
    """A week of a school, and everything that is to be said about its reading."""

    name: str
    solution: str
    periods: int
    classes: tuple[str, ...]
    teachers: tuple[str, ...]
    lessons: tuple[WeekLesson, ...]
    findings: tuple[Finding, ...]


class PlacedLesson(NamedTuple):
    """One period of a lesson on the clock."""

    lesson: WeekLesson
    day: Day
    interval: Interval


def on_bells(
    week: HomeWeek, bells: Sequence[Interval]
) -> tuple[tuple[PlacedLesson, ...], tuple[Finding, ...]]:
    """Every period of every lesson at the time of that period in a bell schedule.

    A period that the bells do not have is left out, with the finding `period_without_bell`.
    """
    placed: list[PlacedLesson] = []
    findings: list[Finding] = []
    for lesson, period in _periods(week):
        if period < len(bells):
            placed.append(PlacedLesson(lesson, lesson.day, bells[period]))
        else:
            findings.append(
                Finding(
                    code="period_without_bell",
                    severity=Severity.WARNING,
                    subjects=(f"lesson:{lesson.event}",),
                    numbers={"period": period + 1, "bells": len(bells)},
                )
            )
    return tuple(placed), tuple(findings)


def _periods(week: HomeWeek) -> Iterator[tuple[WeekLesson, int]]:
    for lesson in week.lessons:
        for period in range(lesson.period, lesson.period + lesson.duration):
            yield lesson, period
