"""The shapes that the steps of an explanation hand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scenarios.findings import Shown
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from solver.explain.fits import DaysFound, Starts, days_found


class Option(NamedTuple):
    """A teacher and the starts at which this teacher and the pupils can meet."""

    teacher: Teacher
    starts: Starts


class Fact(NamedTuple):
    """A reason before it is told of a need: code, further subjects, numbers."""

    code: str
    subjects: tuple[str, ...]
    numbers: dict[str, Shown]


def enough(options: Iterable[Option], need: Need) -> tuple[Option, ...]:
    """Those options with a start on as many weekdays as the need has lessons."""
    return tuple(
        option for option in options if days_found(option.starts).suffice(need.half_lessons)
    )


def closest(code: str, need: Need, options: Iterable[Option]) -> Fact:
    """The fact that no option has enough days, with the teacher who has most (first by id)."""
    best = max(
        sorted(options, key=lambda option: option.teacher.teacher),
        key=lambda option: _carried(days_found(option.starts), need),
    )
    numbers: dict[str, Shown] = {
        "teacher": best.teacher.teacher,
        "days": _carried(days_found(best.starts), need),
        "wanted": -(-need.half_lessons // 2),
    }
    return Fact(code, (f"teacher:{best.teacher.teacher}",), numbers)


def _carried(days: DaysFound, need: Need) -> int:
    """Lessons of the need that find a day of their own."""
    whole, half = divmod(need.half_lessons, 2)
    placed = min(len(days.every_week), whole)
    return placed + min(half, len(days.some_half) - placed)


def course_numbers(scenario: Scenario, need: Need) -> dict[str, str]:
    """Course, grades and language of instruction as sentences show them."""
    grades = sorted({need.grade_from, need.grade_to})
    return {
        "course": f"{need.subject} {need.level}".strip(),
        "grades": "–".join(str(grade) for grade in grades),  # noqa: RUF001
        "language": scenario.language_of(need),
    }
