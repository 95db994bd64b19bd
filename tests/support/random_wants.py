"""Random subjects and needs, with explicit windows for some."""

from __future__ import annotations

from typing import Any, NamedTuple

from scenarios.needs import Need, Subject
from scenarios.rows import Row
from tests.support.build import need, subject, window
from tests.support.draw import Draw
from tests.support.random_places import Frame, Place, stretch

LESSONS = (1, 1, 1, 1, 0.5, 1.5, 2, 2.5)
PRIORITIES = ("statutory", "promised", "promised", "optional")
CATEGORY = {"OR": "religion", "IS": "religion", "EN": "language", "VA": "elective"}


class Wants(NamedTuple):
    """Subjects and needs, and their rows."""

    rows: list[Row]
    subjects: tuple[Subject, ...]
    needs: tuple[Need, ...]


def wants(draw: Draw, frame: Frame) -> Wants:
    names = draw.pick([["OR"], ["OR", "IS"], ["OR", "EN"], ["OR", "EN"], ["EN", "VA"], ["EN"]])
    subjects = tuple(_subject(draw, name) for name in names)
    count = draw.pick([2, 3, 3, 4, 4, 4])
    needs = [_need(draw, frame, subjects, number) for number in range(1, count + 1)]
    needs = [_linked(draw, one, needs) for one in needs]
    shown = [row for one in needs if draw.chance(30) for row in _windows(draw, frame, one)]
    return Wants([*subjects, *needs, *shown], subjects, tuple(needs))


def _subject(draw: Draw, name: str) -> Subject:
    minutes = draw.pick([30, 30, 45, 45, 45, 60])
    cells: dict[str, Any] = {"category": CATEGORY[name], "lesson_minutes": minutes}
    if draw.chance(80 if minutes == 60 else 45):
        cells["core_minutes"] = minutes - draw.pick([5, 15, 15])
    if CATEGORY[name] in ("language", "elective"):
        cells["min_pupils"] = draw.pick([2, 3, 4])
    if draw.chance(30):
        cells["max_pupils"] = draw.pick([4, 6])
    if draw.chance(35):
        cells["max_sites"] = draw.pick([1, 2])
    if draw.chance(40):
        cells["grade_span"] = draw.pick([0, 1, 4])
    return subject(name, **cells)


def _need(draw: Draw, frame: Frame, subjects: tuple[Subject, ...], number: int) -> Need:
    place = draw.pick(frame.places)
    wanted = draw.pick(subjects)
    grades, classes = _pupils(draw, place)
    cells: dict[str, Any] = {
        "school": place.name,
        "subject": wanted.subject,
        "grade_from": min(grades),
        "grade_to": max(grades),
        "pupils": draw.whole(1, min(4, wanted.max_pupils)),
        "lessons_per_week": _lessons(draw, frame),
        "classes": ";".join(classes),
        "priority": draw.pick(PRIORITIES),
    }
    if draw.chance(40):
        cells["released_from"] = draw.pick(["UE", "UE;LI", "MA"])
    if draw.chance(20):
        cells["level"] = "A"
    if draw.chance(25):
        cells["continues"] = f"old{number}"
    return need(f"n{number}", **cells)


def _lessons(draw: Draw, frame: Frame) -> float:
    """Lessons that the days of the frame can hold."""
    return min(draw.pick(LESSONS), len(frame.days))


def _pupils(draw: Draw, place: Place) -> tuple[tuple[int, ...], list[str]]:
    """Grades of a need and the classes it lists."""
    if draw.chance(15):
        return draw.pick([(3,), (3, 4, 5), (8,)]), []
    if len(place.classes) > 1 and draw.chance(30):
        some = sorted(place.classes)[:2]
        return tuple(grade for one in some for grade in place.classes[one]), some
    one = draw.pick(sorted(place.classes))
    grades = place.classes[one]
    return (grades if draw.chance(60) else grades[:1]), [one]


def _linked(draw: Draw, one: Need, needs: list[Need]) -> Need:
    others = [other.need for other in needs if other.need != one.need]
    if draw.chance(12):
        return one.model_copy(update={"shares_pupils_with": ("none",)})
    if draw.chance(15) and others:
        return one.model_copy(update={"shares_pupils_with": (draw.pick(others),)})
    return one


def _windows(draw: Draw, frame: Frame, one: Need) -> list[Row]:
    """Two to four stretches that a lesson fits into, of differing kinds and halves."""
    rows: list[Row] = []
    for _ in range(draw.whole(2, 4)):
        start = 9 * 60 + 15 * draw.whole(0, 7)
        where = stretch(draw.pick(frame.days), start, start + draw.pick([45, 60, 60, 90]))
        kind = draw.pick(["band", "open", "free", "missed"])
        rows.append(window(one.need, where, kind=kind, half=draw.half(25)))
    return rows
