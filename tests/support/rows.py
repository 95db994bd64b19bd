"""One maker per table: a valid row of which a test names only the cells that matter.

Stretches of a weekday are said in one text, `mon 09:00-09:45`.
"""

from __future__ import annotations

from typing import Any

from scenarios.needs import Need, Pin, Subject, WindowRow
from scenarios.schools import (
    Bell,
    Capacity,
    Closed,
    Holiday,
    Lesson,
    Municipality,
    School,
    SchoolClass,
)
from scenarios.teachers import Agreement, Availability, Qualification, Teacher


def _times(text: str) -> dict[str, str]:
    start, end = text.split("-")
    return {"start": start, "end": end}


def _stretch(text: str) -> dict[str, str]:
    day, times = text.split()
    return {"day": day, **_times(times)}


def municipality(name: str = "m1", **cells: Any) -> Municipality:
    return Municipality(
        **{"municipality": name, "name": name.upper(), "supervisor_cost": 21, **cells}
    )


def school(name: str = "s1", **cells: Any) -> School:
    return School(
        **{"school": name, "municipality": "m1", "name": name.upper(), "language": "fi", **cells}
    )


def bells(school: str = "s1", *periods: str, **cells: Any) -> list[Bell]:
    """Bell rows `09:00-09:45`, numbered from 1."""
    return [
        Bell(**{"school": school, "period": str(number), **_times(times), **cells})
        for number, times in enumerate(periods, start=1)
    ]


def closed(school: str, days: str, times: str, **cells: Any) -> Closed:
    return Closed(**{"school": school, "days": days, **_times(times), **cells})


def school_class(name: str, school: str = "s1", **cells: Any) -> SchoolClass:
    return SchoolClass(**{"class": name, "school": school, "grades": "3", **cells})


def lesson(class_: str, when: str, subject: str = "MA", **cells: Any) -> Lesson:
    """Home lesson at `mon 09:00-09:45`."""
    return Lesson(**{"class": class_, **_stretch(when), "subject": subject, **cells})


def capacity(school: str, when: str, **cells: Any) -> Capacity:
    return Capacity(**{"school": school, **_stretch(when), **cells})


def subject(name: str = "OR", **cells: Any) -> Subject:
    return Subject(**{"subject": name, "category": "religion", **cells})


def need(name: str = "n1", **cells: Any) -> Need:
    """A promised need of two pupils of grade 3 for one weekly lesson of `OR` in `s1`."""
    grade = cells.get("grade_from", 3)
    default = {"school": "s1", "subject": "OR", "grade_from": grade, "grade_to": grade}
    return Need(
        **{"need": name, "pupils": 2, "lessons_per_week": 1, "priority": "promised"}
        | default
        | cells
    )


def window(need: str, when: str, **cells: Any) -> WindowRow:
    """Explicit window `mon 09:00-10:00`."""
    return WindowRow(**{"need": need, **_stretch(when), **cells})


def teacher(name: str = "t1", **cells: Any) -> Teacher:
    paid = {"contract_lessons": 4, "lesson_cost": 31, "overtime_cost": 47, "hire_cost": 13}
    return Teacher(
        **{"teacher": name, "municipality": "m1", "languages": "fi;sv", "max_lessons": 20}
        | paid
        | cells
    )


def qualification(teacher: str = "t1", subject: str = "OR", **cells: Any) -> Qualification:
    return Qualification(**{"teacher": teacher, "subject": subject, **cells})


def available(teacher: str, *when: str, **cells: Any) -> list[Availability]:
    """Availability rows `mon 09:00-12:00`, with `kind="busy"` or `"preferred"` if wanted."""
    return [Availability(**{"teacher": teacher, **_stretch(text), **cells}) for text in when]


def agreement(buyer: str, seller: str, **cells: Any) -> Agreement:
    return Agreement(**{"buyer": buyer, "seller": seller, **cells})


def pin(need: str, **cells: Any) -> Pin:
    return Pin(**{"need": need, **cells})


def holiday(municipality: str, first: str, last: str, **cells: Any) -> Holiday:
    return Holiday(**{"municipality": municipality, "from": first, "to": last, **cells})
