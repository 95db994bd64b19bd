"""Random teachers with their qualifications and times, agreements between employers, and pins."""

from __future__ import annotations

from typing import Any

from scenarios.needs import Need
from scenarios.rows import Row
from scenarios.times import clock
from tests.support.build import agreement, available, pin, qualification, teacher
from tests.support.draw import Draw
from tests.support.random_places import FIRST_BELL, Frame, stretch
from tests.support.random_wants import Wants

KINDS = ("must", "must_not", "locked", "prefer", "avoid")


def people(draw: Draw, frame: Frame, asked: Wants) -> list[Row]:
    rows: list[Row] = []
    names = [f"t{number}" for number in range(1, draw.pick([1, 2, 2, 2]) + 1)]
    for name in names:
        rows.append(_teacher(draw, frame, name))
        rows += _qualifications(draw, asked, name)
        rows += _times(draw, frame, name)
    if draw.chance(45):
        rows += _agreements(draw)
    if draw.chance(42):
        rows += _pins(draw, frame, asked, names)
    return rows


def _teacher(draw: Draw, frame: Frame, name: str) -> Row:
    inside = draw.pick([19, 31])
    cells: dict[str, Any] = {
        "municipality": draw.pick(["m1", "m1", "m2"]),
        "languages": draw.pick(["fi", "fi;sv", "fi;sv"]),
        "contract_lessons": draw.pick([0, 0.5, 1.5, 4]),
        "lesson_cost": inside,
        "overtime_cost": inside + draw.pick([0, 16.25]),
        "hire_cost": draw.pick([0, 13, 55.5]),
        "max_lessons": draw.pick([1.5, 2.5, 4, 20]),
        "max_lessons_day": draw.pick([1, 2, 6, 6]),
    }
    if draw.chance(35):
        cells["school"] = draw.pick(frame.places).name
    if draw.chance(20):
        cells["min_lessons"] = min(draw.pick([0.5, 1, 2]), cells["max_lessons"])
    return teacher(name, **cells)


def _qualifications(draw: Draw, asked: Wants, name: str) -> list[Row]:
    rows: list[Row] = []
    for wanted in asked.subjects:
        if draw.chance(12):
            rows.append(qualification(name, wanted.subject, grade_to=4))
            later = {"grade_from": 5, "qualified": draw.chance(30)}
            rows.append(qualification(name, wanted.subject, **later))
        elif draw.chance(15):
            rows.append(qualification(name, wanted.subject, qualified=False))
        elif draw.chance(10):
            rows.append(qualification(name, wanted.subject, level="A"))
        else:
            rows.append(qualification(name, wanted.subject))
    return rows


def _times(draw: Draw, frame: Frame, name: str) -> list[Row]:
    rows: list[Row] = []
    for day in frame.days:
        start = FIRST_BELL + 15 * draw.whole(0, 2)
        span = draw.pick([105, 120, 180])
        if draw.chance(92):
            half = draw.half(8)
            rows += available(name, stretch(day, start, start + span), half=half)
        if draw.chance(20):
            where = stretch(day, start, start + draw.pick([60, 90]))
            rows += available(name, where, kind="preferred", half=draw.half(20))
        if draw.chance(15):
            where = stretch(day, start + 45, start + 55)
            rows += available(name, where, kind="busy", half=draw.half(30))
    return rows


def _agreements(draw: Draw) -> list[Row]:
    rows: list[Row] = []
    for buyer, seller in draw.some([("m1", "m2"), ("m2", "m1")], 1):
        limit = {"max_lessons": draw.pick([0.5, 1, 1.5])} if draw.chance(70) else {}
        rows.append(agreement(buyer, seller, **limit))
    return rows


def _pins(draw: Draw, frame: Frame, asked: Wants, teachers: list[str]) -> list[Row]:
    """At most one pin a need, and companions of one course: checked scenarios only."""
    rows: list[Row] = []
    for one in draw.some(asked.needs, 1, 2):
        kind = draw.pick(KINDS)
        alike = [
            other.need
            for other in asked.needs
            if _course(frame, other) == _course(frame, one) and other is not one
        ]
        cells: dict[str, str] = {}
        if draw.chance(40):
            cells["teacher"] = draw.pick(teachers)
        if draw.chance(40):
            cells["day"] = draw.pick(frame.days)
        if draw.chance(30):
            later = FIRST_BELL + draw.whole(0, 3) * 30
            cells["start"] = clock(later)
        if alike and (draw.chance(20) or not cells):
            cells["with_need"] = draw.pick(alike)
        if cells:
            rows.append(pin(one.need, kind=kind, **cells))
    return rows


def _course(frame: Frame, need: Need) -> tuple[str, str, str]:
    language = {place.name: place.language for place in frame.places}
    return need.subject, need.level, language[need.school]
