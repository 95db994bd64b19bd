"""What may stand between a need and a place in the plan, each with the edits that lift it.

A limit is a fact of the scenario, or that another need stays served. Lifting it makes every plan
that was possible before still possible, so what cannot be with a limit lifted could not be before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from scenarios.findings import Shown
from scenarios.needs import Need, PinKind
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from scenarios.times import DAYS, Day, clock
from scenarios.variants import Edit, EditKind
from scenarios.variants.edits import Cell

MANY = 99
LESSONS, LESSONS_A_DAY = 50, 20
FIRST, LAST = "07:00", "18:00"


class Limit(NamedTuple):
    """Something that may be lifted.

    Attributes
    ----------
    code
        Of its sentence.
    edits
        What lifts it in the scenario.
    need
        A need that stays served as long as the limit is not lifted.
    """

    code: str
    subjects: tuple[str, ...]
    numbers: dict[str, Shown]
    edits: tuple[Edit, ...] = ()
    need: str = ""


def limits(
    scenario: Scenario, need: Need, teachers: Collection[str], others: Collection[str]
) -> tuple[Limit, ...]:
    """Everything that may keep the need out of a plan in which the others stay served.

    Parameters
    ----------
    teachers
        Who could teach the need, or teaches somebody who could make room.
    others
        Needs that stay served.
    """
    schools = sorted({scenario.need_of[name].school for name in (need.need, *others)})
    return (
        *(one for name in sorted(teachers) for one in _of_teacher(scenario.teacher_of[name])),
        *(one for name in sorted(teachers) for one in _of_week(scenario, name)),
        *(one for name in schools for one in _of_school(scenario, name)),
        *_of_pupils(scenario, need),
        *_of_course(scenario, need),
        *_of_agreements(scenario, need),
        *_of_pins(scenario, {need.need, *others}),
        *(Limit("limit_other_need", (f"need:{name}",), {}, (), name) for name in sorted(others)),
    )


def _change(table: str, row: dict[str, Cell], **cells: Cell) -> Edit:
    return Edit(edit=EditKind.CHANGE, table=table, row=row, cells=cells)


def _of_teacher(teacher: Teacher) -> Iterator[Limit]:
    about, row = (f"teacher:{teacher.teacher}",), {"teacher": teacher.teacher}
    name = {"teacher": teacher.teacher}
    yield Limit(
        "limit_teacher_lessons",
        about,
        {**name, "lessons": float(teacher.max_lessons)},
        (_change("teachers", dict(row), max_lessons=LESSONS),),
    )
    yield Limit(
        "limit_teacher_day_lessons",
        about,
        {**name, "lessons": teacher.max_lessons_day},
        (_change("teachers", dict(row), max_lessons_day=LESSONS_A_DAY),),
    )
    if teacher.min_lessons:
        yield Limit(
            "limit_teacher_least",
            about,
            {**name, "lessons": float(teacher.min_lessons)},
            (_change("teachers", dict(row), min_lessons=0),),
        )


def _of_week(scenario: Scenario, teacher: str) -> Iterator[Limit]:
    """The days of a teacher; without any row all days are alike."""
    rows = scenario.availability_of.get(teacher, ())
    about = (f"teacher:{teacher}",)
    for day in DAYS:
        there = [f"{clock(row.start)}-{clock(row.end)}" for row in rows if row.day is day]
        # A row for one day would take the others their default.
        rest = [] if rows else [_free(teacher, other, "08:00", "16:00") for other in DAYS]
        kept = [edit for edit in rest if edit.cells["day"] != day.value]
        gone = Edit(
            edit=EditKind.REMOVE, table="availability", row={"teacher": teacher, "day": day.value}
        )
        edits = ([gone] if there else []) + [_free(teacher, day, FIRST, LAST)] + kept
        said = {"teacher": teacher, "day": day.value, "times": ", ".join(there) or "-"}
        yield Limit("limit_teacher_day", about, dict(said), tuple(edits))


def _free(teacher: str, day: Day, start: str, end: str) -> Edit:
    cells: dict[str, Cell] = {"teacher": teacher, "day": day.value, "start": start, "end": end}
    return Edit(edit=EditKind.ADD, table="availability", cells=cells)


def _of_school(scenario: Scenario, school: str) -> Iterator[Limit]:
    row, about = scenario.school_of[school], (f"school:{school}",)
    for code, column, count in (
        ("limit_rooms", "remote_rooms", row.remote_rooms),
        ("limit_supervisors", "supervisors", row.supervisors),
    ):
        edits = [_change("schools", {"school": school}, **{column: MANY})]
        if any(getattr(one, column) is not None for one in scenario.capacity_of.get(school, ())):
            edits.append(_change("capacity", {"school": school}, **{column: MANY}))
        yield Limit(code, about, {"school": row.name, "count": count}, tuple(edits))
    for closed in scenario.closed_of.get(school, ()):
        shown = closed.model_dump(mode="json")
        cells = {
            column: tuple(shown[column]) if isinstance(shown[column], list) else shown[column]
            for column in closed.key_columns
        }
        yield Limit(
            "limit_closed",
            about,
            {
                "school": row.name,
                "reason": closed.reason,
                "start": clock(closed.start),
                "end": clock(closed.end),
                "days": ", ".join(day.value for day in closed.days),
            },
            (Edit(edit=EditKind.REMOVE, table="closed", row=cells),),
        )


def _of_pupils(scenario: Scenario, need: Need) -> Iterator[Limit]:
    about = (f"need:{need.need}",)
    yield Limit(
        "limit_pupils_elsewhere",
        about,
        {},
        (
            _change("needs", {"need": need.need}, shares_pupils_with="none"),
            *_not_naming(scenario, need),
        ),
    )
    for name in need.classes:
        row = scenario.class_of[name]
        if row.earliest is not None or row.latest is not None:
            yield Limit(
                "limit_transport",
                (f"class:{name}",),
                {"class_id": name},
                (_change("classes", {"class": name}, earliest=None, latest=None),),
            )
        if scenario.lessons_of.get(name):
            yield Limit(
                "limit_home_lessons",
                (f"class:{name}",),
                {"class_id": name},
                (_change("lessons", {"class": name}, may_miss=True),),
            )


def _not_naming(scenario: Scenario, need: Need) -> Iterator[Edit]:
    """Those who name the need as sharing its pupils do so no more."""
    for other in scenario.needs:
        if need.need in other.shares_pupils_with:
            left = tuple(one for one in other.shares_pupils_with if one != need.need)
            yield _change("needs", {"need": other.need}, shares_pupils_with=left or ("none",))


def _of_course(scenario: Scenario, need: Need) -> Iterator[Limit]:
    subject = scenario.subject_of[need.subject]
    about = (f"subject:{subject.subject}",)
    for column, limit, lifted in (
        ("max_pupils", subject.max_pupils, MANY),
        ("min_pupils", subject.min_pupils, 0),
        ("max_sites", subject.max_sites, MANY),
        ("grade_span", subject.grade_span, 8),
    ):
        yield Limit(
            f"limit_{column}",
            about,
            {"subject": subject.subject, "limit": limit},
            (_change("subjects", {"subject": subject.subject}, **{column: lifted}),),
        )


def _of_agreements(scenario: Scenario, need: Need) -> Iterator[Limit]:
    buyer = scenario.buyer_of(need)
    for row in scenario.agreements:
        if row.buyer == buyer and row.max_lessons is not None:
            pair: dict[str, Cell] = {"buyer": row.buyer, "seller": row.seller}
            yield Limit(
                "limit_agreement",
                (f"municipality:{row.buyer}", f"municipality:{row.seller}"),
                {"buyer": row.buyer, "seller": row.seller, "lessons": float(row.max_lessons)},
                (_change("agreements", pair, max_lessons=None),),
            )


def _of_pins(scenario: Scenario, needs: Collection[str]) -> Iterator[Limit]:
    binding = (PinKind.MUST, PinKind.MUST_NOT, PinKind.LOCKED)
    for pin in scenario.pins:
        if pin.need in needs and pin.kind in binding:
            shown = pin.model_dump(mode="json")
            said = {key: str(value) for key, value in shown.items() if value not in (None, "")}
            row = {column: shown[column] for column in pin.key_columns}
            edit = Edit(edit=EditKind.REMOVE, table="pins", row=row)
            numbers = {"need": pin.need, "pin": ", ".join(f"{k} {v}" for k, v in said.items())}
            yield Limit("limit_pin", (f"need:{pin.need}",), dict(numbers), (edit,))
