"""Times, grades and halves as people write them."""

from __future__ import annotations

from collections.abc import Iterable

from api.i18n import catalogue, numbers
from scenarios.needs import Need
from scenarios.times import Half, clock
from solver.plan import Meeting


def time_text(meeting: Meeting) -> str:
    """`09:15–10:00`."""
    return f"{clock(meeting.start)}–{clock(meeting.end)}"  # noqa: RUF001


def meeting_text(meeting: Meeting, language: str) -> str:
    """`ti 09:15–10:00`, followed by the half if it has one."""
    shown = f"{numbers.day_short(meeting.day, language)} {time_text(meeting)}"
    return shown if meeting.half is Half.ALL else f"{shown} ({half_text(meeting.half, language)})"


def half_text(half: Half, language: str) -> str:
    """`joka viikko`, `A` or `B`."""
    return catalogue.text(f"half.{half}", language)


def grades_text(needs: Iterable[Need]) -> str:
    """Lowest to highest grade: `3`, `3–5`."""
    grades = sorted({grade for need in needs for grade in need.grades})
    ends = [str(grade) for grade in dict.fromkeys((grades[0], grades[-1]))] if grades else []
    return "–".join(ends)  # noqa: RUF001
