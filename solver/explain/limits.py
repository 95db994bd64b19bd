"""What may stand between a need and a place in the plan, each with the edits that lift it.

A limit is a fact of the scenario, or that another need stays served. Lifting it makes every plan
that was possible before still possible, so what cannot be with a limit lifted could not be before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from scenarios.daytimes import DayTimes
from scenarios.findings import Shown
from scenarios.needs import Need, PinKind
from scenarios.scenario import Scenario
from scenarios.schools import SchoolClass
from scenarios.servability import DEFAULT_AVAILABILITY, available
from scenarios.teachers import AvailabilityKind, Teacher
from scenarios.times import DAYS, HALVES, Day, clock
from scenarios.variants import Edit, EditKind
from scenarios.variants.edits import Cell

MANY = 99
LESSONS, LESSONS_A_DAY = 50, 20
FIRST, LAST = "07:00", "18:00"
DEFAULT_DAY = (clock(DEFAULT_AVAILABILITY.start), clock(DEFAULT_AVAILABILITY.end))
BINDING = (PinKind.MUST, PinKind.MUST_NOT, PinKind.LOCKED)


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
        *_of_changeover(scenario),
        *_of_pins(scenario, {need.need, *others}),
        *(Limit("limit_other_need", (f"need:{name}",), {}, (), name) for name in sorted(others)),
    )


def change_row(table: str, row: dict[str, Cell], **cells: Cell) -> Edit:
    """The rows that have these cells, with others."""
    return Edit(edit=EditKind.CHANGE, table=table, row=row, cells=cells)


def _of_teacher(teacher: Teacher) -> Iterator[Limit]:
    about, row = (f"teacher:{teacher.teacher}",), {"teacher": teacher.teacher}
    name = {"teacher": teacher.teacher}
    yield Limit(
        "limit_teacher_lessons",
        about,
        {**name, "lessons": float(teacher.max_lessons)},
        (change_row("teachers", dict(row), max_lessons=LESSONS),),
    )
    yield Limit(
        "limit_teacher_day_lessons",
        about,
        {**name, "lessons": teacher.max_lessons_day},
        (change_row("teachers", dict(row), max_lessons_day=LESSONS_A_DAY),),
    )
    if teacher.min_lessons:
        yield Limit(
            "limit_teacher_least",
            about,
            {**name, "lessons": float(teacher.min_lessons)},
            (change_row("teachers", dict(row), min_lessons=0),),
        )


def _of_week(scenario: Scenario, teacher: str) -> Iterator[Limit]:
    """The days of a teacher; without any row of free time all days are alike."""
    rows = scenario.availability_of.get(teacher, ())
    by_default = all(row.kind is AvailabilityKind.BUSY for row in rows)
    about = (f"teacher:{teacher}",)
    for day in DAYS:
        of_day = [row for row in rows if row.day is day]
        # A row for one day would take the others their default.
        rest = [_free(teacher, other, *DEFAULT_DAY) for other in DAYS] if by_default else []
        kept = [edit for edit in rest if edit.cells["day"] != day.value]
        gone = Edit(
            edit=EditKind.REMOVE, table="availability", row={"teacher": teacher, "day": day.value}
        )
        # Lifting a limit may take nobody time they have.
        start = min([FIRST, *(clock(row.start) for row in of_day)])
        end = max([LAST, *(clock(row.end) for row in of_day)])
        edits = ([gone] if of_day else []) + [_free(teacher, day, start, end)] + kept
        free = sorted({stretch for half in HALVES for stretch in available(rows, day, half)})
        said = {
            "teacher": teacher,
            "day": day.value,
            "times": ", ".join(f"{clock(start)}–{clock(end)}" for start, end in free),  # noqa: RUF001
            "what": "there" if free else "away",
        }
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
        edits = [change_row("schools", {"school": school}, **{column: MANY})]
        if any(getattr(one, column) is not None for one in scenario.capacity_of.get(school, ())):
            edits.append(change_row("capacity", {"school": school}, **{column: MANY}))
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
                "days": ";".join(day.value for day in closed.days),
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
            change_row("needs", {"need": need.need}, shares_pupils_with="none"),
            *_not_naming(scenario, need),
        ),
    )
    if need.need in scenario.windows_of:
        yield Limit("limit_windows", about, {}, at_any_time(scenario, need))
    for name in need.classes:
        row = scenario.class_of[name]
        if row.earliest is not None or row.latest is not None:
            yield Limit(
                "limit_transport", (f"class:{name}",), {"class_id": name}, (_collected(row),)
            )
        if scenario.lessons_of.get(name):
            yield Limit(
                "limit_home_lessons",
                (f"class:{name}",),
                {"class_id": name},
                (change_row("lessons", {"class": name}, may_miss=True),),
            )


def at_any_time(scenario: Scenario, need: Need) -> tuple[Edit, ...]:
    """Edits with which the pupils are there all day."""
    row: dict[str, Cell] = {"need": need.need}
    own = scenario.windows_of.get(need.need, ())
    start = min([FIRST, *(clock(one.start) for one in own)])
    end = max([LAST, *(clock(one.end) for one in own)])
    gone = [Edit(edit=EditKind.REMOVE, table="windows", row=row)] if own else []
    return (
        *gone,
        *(
            Edit(
                edit=EditKind.ADD,
                table="windows",
                cells={**row, "day": day.value, "start": start, "end": end},
            )
            for day in DAYS
        ),
    )


def _collected(row: SchoolClass) -> Edit:
    """The class is there all day; the default, its bells, might be less than it has."""

    def times(of: DayTimes | None) -> list[str]:
        given = [] if of is None else [of.default, *(minute for _, minute in of.by_day)]
        return [clock(minute) for minute in given if minute is not None]

    earliest, latest = min([FIRST, *times(row.earliest)]), max([LAST, *times(row.latest)])
    return change_row("classes", {"class": row.class_}, earliest=earliest, latest=latest)


def _not_naming(scenario: Scenario, need: Need) -> Iterator[Edit]:
    """Those who name the need as sharing its pupils do so no more."""
    for other in scenario.needs:
        if need.need in other.shares_pupils_with:
            left = tuple(one for one in other.shares_pupils_with if one != need.need)
            yield change_row("needs", {"need": other.need}, shares_pupils_with=left or ("none",))


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
            (change_row("subjects", {"subject": subject.subject}, **{column: lifted}),),
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
                (change_row("agreements", pair, max_lessons=None),),
            )


def _of_changeover(scenario: Scenario) -> Iterator[Limit]:
    minutes = scenario.settings.changeover_minutes
    if minutes:
        lifted = change_row("settings", {}, changeover_minutes=0)
        yield Limit("limit_changeover", (), {"minutes": minutes}, (lifted,))


def _of_pins(scenario: Scenario, needs: Collection[str]) -> Iterator[Limit]:
    for pin in scenario.pins:
        if pin.need in needs and pin.kind in BINDING:
            shown = pin.model_dump(mode="json")
            said = {key: str(value) for key, value in shown.items() if value not in (None, "")}
            row = {column: shown[column] for column in pin.key_columns}
            edit = Edit(edit=EditKind.REMOVE, table="pins", row=row)
            yield Limit("limit_pin", (f"need:{pin.need}",), dict(said), (edit,))
