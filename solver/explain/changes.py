"""Small changes of the limits in conflict, each by the effort that it takes an office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from scenarios.findings import Shown
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind
from scenarios.variants.edits import Cell
from solver.explain.limits import Limit

SHIFTS = (-10, 10, -20, 20)


class Change(NamedTuple):
    """A small change of a limit.

    Attributes
    ----------
    effort
        How hard an office finds it, from 1; a choice of ours, to rank by.
    """

    code: str
    subjects: tuple[str, ...]
    numbers: dict[str, Shown]
    edits: tuple[Edit, ...]
    effort: int


def small_changes(scenario: Scenario, need: Need, limit: Limit) -> Iterator[Change]:
    """Small changes of a limit, none for what an office would not change."""
    make = CHANGED.get(limit.code)
    for effort, edit, numbers in make(scenario, need, limit) if make else ():
        code = limit.code.replace("limit_", "help_", 1)
        yield Change(code, limit.subjects, {**limit.numbers, **numbers}, tuple(edit), effort)


Small = Iterator[tuple[int, list[Edit], dict[str, Shown]]]
Changes = Callable[[Scenario, Need, Limit], Small]


def _set(table: str, row: dict[str, Cell], **cells: Cell) -> list[Edit]:
    return [Edit(edit=EditKind.CHANGE, table=table, row=row, cells=cells)]


def _id(limit: Limit) -> str:
    return limit.subjects[0].partition(":")[2]


def _lessons(scenario: Scenario, need: Need, limit: Limit) -> Small:
    teacher = scenario.teacher_of[_id(limit)]
    most = teacher.max_lessons + need.lessons_per_week
    row: dict[str, Cell] = {"teacher": teacher.teacher}
    yield 2, _set("teachers", row, max_lessons=float(most)), {"new": float(most)}


def _day_lessons(scenario: Scenario, _need: Need, limit: Limit) -> Small:
    teacher = scenario.teacher_of[_id(limit)]
    most = teacher.max_lessons_day + 1
    yield 2, _set("teachers", {"teacher": teacher.teacher}, max_lessons_day=most), {"new": most}


def _least(scenario: Scenario, _need: Need, limit: Limit) -> Small:
    row: dict[str, Cell] = {"teacher": _id(limit)}
    yield 3, _set("teachers", row, min_lessons=0), {"new": 0}


def _rooms(scenario: Scenario, _need: Need, limit: Limit) -> Small:
    school = scenario.school_of[_id(limit)]
    column = "remote_rooms" if limit.code == "limit_rooms" else "supervisors"
    more = getattr(school, column) + 1
    edits = _set("schools", {"school": school.school}, **{column: more})
    if len(limit.edits) > 1:
        edits += _set("capacity", {"school": school.school}, **{column: more})
    yield (3 if column == "supervisors" else 4), edits, {"new": more}


def _closed(_scenario: Scenario, _need: Need, limit: Limit) -> Small:
    (removal,) = limit.edits
    for minutes in SHIFTS:
        shift = Edit(edit=EditKind.SHIFT, table="closed", row=removal.row, minutes=minutes)
        yield 2, [shift], {"minutes": minutes}


def _min_pupils(_scenario: Scenario, need: Need, limit: Limit) -> Small:
    row: dict[str, Cell] = {"subject": _id(limit)}
    yield 1, _set("subjects", row, min_pupils=need.pupils), {"new": need.pupils}


def _one_more(column: str) -> Changes:
    def make(scenario: Scenario, need: Need, limit: Limit) -> Small:
        subject = scenario.subject_of[_id(limit)]
        step = need.pupils if column == "max_pupils" else 1
        more = getattr(subject, column) + step
        yield 1, _set("subjects", {"subject": subject.subject}, **{column: more}), {"new": more}

    return make


def _agreement(scenario: Scenario, need: Need, limit: Limit) -> Small:
    buyer, seller = (subject.partition(":")[2] for subject in limit.subjects)
    rows = (row for row in scenario.agreements if (row.buyer, row.seller) == (buyer, seller))
    most = max((row.max_lessons or Decimal(0) for row in rows), default=Decimal(0))
    more = float(most + need.lessons_per_week)
    row: dict[str, Cell] = {"buyer": buyer, "seller": seller}
    yield 2, _set("agreements", row, max_lessons=more), {"new": more}


def _as_lifted(effort: int) -> Changes:
    def make(_scenario: Scenario, _need: Need, limit: Limit) -> Small:
        yield effort, list(limit.edits), {}

    return make


CHANGED: dict[str, Changes] = {
    "limit_teacher_lessons": _lessons,
    "limit_teacher_day_lessons": _day_lessons,
    "limit_teacher_least": _least,
    "limit_teacher_day": _as_lifted(3),
    "limit_rooms": _rooms,
    "limit_supervisors": _rooms,
    "limit_closed": _closed,
    "limit_changeover": _as_lifted(2),
    "limit_transport": _as_lifted(4),
    "limit_home_lessons": _as_lifted(3),
    "limit_min_pupils": _min_pupils,
    "limit_max_pupils": _one_more("max_pupils"),
    "limit_max_sites": _one_more("max_sites"),
    "limit_grade_span": _one_more("grade_span"),
    "limit_agreement": _agreement,
    "limit_pin": _as_lifted(1),
}
