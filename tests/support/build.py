"""Small scenarios and plans in which a test says only what matters to it.

    tiny = world(need("n1", pupils=3), need("n2", school="s2"), teacher("t1"))
    answer = plan(tiny, group("t1", "mon 09:00", "n1", "n2"))

Whatever a row refers to and the test does not give is filled in:

- school: in municipality `m1`, language `fi`, one room, one supervisor, and the bells
  09:00-09:45, 10:00-10:45 and 11:00-11:45 on all days for all grades;
- municipality: a supervisor costs 21 €;
- class: in the school and of the grades of the need that lists it;
- subject: a religion (so one pupil is a group) of 45 minutes;
- teacher: `t1` if there is none, in `m1`; teaches everything in `fi` and `sv`; costs 31 € within
  4 contract lessons, 47 € above, 13 € if used at all; 20 lessons a week at most;
- a teacher without qualification rows may teach every subject of the scenario.

Weights are pairwise different and none is 1, so that no two terms can stand for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from scenarios.rows import Row
from scenarios.scenario import Scenario
from scenarios.tables import TABLES
from scenarios.times import clock, parse_clock
from solver.plan import Group, Meeting, Member, Plan
from tests.support.rows import (
    agreement,
    available,
    bells,
    capacity,
    closed,
    holiday,
    lesson,
    municipality,
    need,
    pin,
    qualification,
    school,
    school_class,
    subject,
    teacher,
    window,
)

__all__ = [
    "PERIODS",
    "WEIGHTS",
    "agreement",
    "available",
    "bells",
    "capacity",
    "changed",
    "closed",
    "group",
    "holiday",
    "lesson",
    "meeting",
    "municipality",
    "need",
    "pin",
    "plan",
    "qualification",
    "replaced",
    "school",
    "school_class",
    "subject",
    "teacher",
    "window",
    "with_rows",
    "with_settings",
    "without",
    "world",
]

WEIGHTS = {
    "weight_dropped": "2.3",
    "weight_teacher_changed": "0.7",
    "weight_time_changed": "1.2",
    "worth_optional": "37",
    "weight_window_free": "2.1",
    "weight_window_missed": "11",
    "weight_absent_minute": "0.53",
    "weight_break_minute": "0.07",
    "weight_longer_day_minute": "0.09",
    "weight_grade_mix": "1.3",
    "weight_unqualified": "5.9",
    "weight_unpreferred": "1.7",
    "weight_teacher_gap_minute": "0.03",
    "weight_teacher_day": "3.1",
    "weight_adjacent_days": "1.9",
    "weight_wish": "6.7",
}
PERIODS = ("09:00-09:45", "10:00-10:45", "11:00-11:45")


Given = Row | Iterable[Row]
Tables = dict[str, dict[tuple[str, ...], Row]]


def world(*given: Given, **settings: Any) -> Scenario:
    """The given rows, what they refer to, and the given settings."""
    tables: Tables = {table: {} for table in TABLES}
    _put(tables, given)
    _fill_in_people(tables)
    _fill_in_places(tables)
    return Scenario(
        settings={"name": "tiny", **WEIGHTS, **settings},
        **{table: tuple(rows.values()) for table, rows in tables.items()},
    )


def with_rows(scenario: Scenario, *given: Given) -> Scenario:
    """The scenario with these rows added; a row with the key of an old one replaces it."""
    tables: Tables = {t: {row.key: row for row in scenario.rows(t)} for t in TABLES}
    _put(tables, given)
    return scenario.replace(**{table: tuple(rows.values()) for table, rows in tables.items()})


def with_settings(scenario: Scenario, **settings: Any) -> Scenario:
    """The scenario with these settings changed."""
    return scenario.replace(settings={**scenario.settings.model_dump(mode="json"), **settings})


def changed(scenario: Scenario, row_id: str, **cells: Any) -> Scenario:
    """The scenario with cells of one row changed; the row is found by its id in any table."""
    for table, kind in TABLES.items():
        rows = scenario.rows(table)
        if kind.has_id and any(row.key == (row_id,) for row in rows):
            edited = [
                kind.model_validate({**row.model_dump(mode="json"), **cells})
                if row.key == (row_id,)
                else row
                for row in rows
            ]
            return scenario.replace(**{table: tuple(edited)})
    raise LookupError(row_id)


def without(scenario: Scenario, *ids: str) -> Scenario:
    """The scenario without the rows of these ids; rows that refer to them are kept."""
    tables = {table: scenario.rows(table) for table, kind in TABLES.items() if kind.has_id}
    return scenario.replace(
        **{
            table: tuple(row for row in rows if row.key[0] not in ids)
            for table, rows in tables.items()
        }
    )


def _put(tables: Tables, given: Iterable[Given]) -> None:
    table_of = {kind: table for table, kind in TABLES.items()}
    for item in given:
        for row in [item] if isinstance(item, Row) else item:
            tables[table_of[type(row)]][row.key] = row


def _fill_in_people(tables: Tables) -> None:
    needs = list(tables["needs"].values())
    if not tables["teachers"]:
        _put(tables, [teacher()])
    _missing(tables, "subjects", [row.subject for row in needs], subject)
    able = {row.teacher for row in tables["qualifications"].values()}
    for key in list(tables["teachers"]):
        if key[0] not in able:
            _put(tables, [[qualification(key[0], one[0]) for one in tables["subjects"]]])


def _fill_in_places(tables: Tables) -> None:
    for row in tables["needs"].values():
        for name in row.classes:
            grades = f"{row.grade_from}-{row.grade_to}"
            if (name,) not in tables["classes"]:
                _put(tables, [school_class(name, row.school, grades=grades)])
    placed = [*tables["needs"].values(), *tables["classes"].values(), *tables["bells"].values()]
    teaching_from = [row.school for row in tables["teachers"].values() if row.school]
    _missing(tables, "schools", [row.school for row in placed] + teaching_from, school)
    belled = {row.school for row in tables["bells"].values()}
    _put(tables, [bells(key[0], *PERIODS) for key in tables["schools"] if key[0] not in belled])
    employers = [*tables["schools"].values(), *tables["teachers"].values()]
    _missing(tables, "municipalities", [row.municipality for row in employers], municipality)


def _missing(tables: Tables, table: str, names: Iterable[str], make: Any) -> None:
    _put(tables, [make(name) for name in sorted(set(names)) if (name,) not in tables[table]])


class Taught(NamedTuple):
    """A group as a test says it: who teaches, when, and who attends which meetings."""

    teacher: str
    when: tuple[str, ...]
    members: tuple[tuple[str, tuple[int, ...]], ...]


def group(
    teacher: str, when: str | Iterable[str], *members: str, **partly: Iterable[int]
) -> Taught:
    """Needs taught by a teacher `mon 09:00` or `["mon 09:00", "tue 09:00 A"]`.

    A member attends all meetings; `n2=[0]` says that `n2` attends only the first.
    """
    times = (when,) if isinstance(when, str) else tuple(when)
    whole = {name: tuple(range(len(times))) for name in members}
    some = {name: tuple(indices) for name, indices in partly.items()}
    return Taught(teacher, times, tuple({**whole, **some}.items()))


def plan(scenario: Scenario, *groups: Taught) -> Plan:
    """Plan of these groups; every other need is unserved."""
    made = tuple(_group(scenario, f"g{k}", one) for k, one in enumerate(groups, start=1))
    served = {name for one in groups for name, _ in one.members}
    return Plan(
        scenario=scenario.content_hash,
        groups=made,
        unserved=tuple(row.need for row in scenario.needs if row.need not in served),
    )


def _group(scenario: Scenario, name: str, taught: Taught) -> Group:
    first = scenario.need_of[taught.members[0][0]]
    minutes = scenario.subject_of[first.subject].lesson_minutes
    return Group(
        group=name,
        subject=first.subject,
        level=first.level,
        language=scenario.language_of(first),
        teacher=taught.teacher,
        meetings=tuple(meeting(text, minutes) for text in taught.when),
        members=tuple(Member(need=need, meetings=indices) for need, indices in taught.members),
    )


def meeting(text: str, minutes: int = 45) -> Meeting:
    """`mon 09:00` or `mon 09:00 A`, so many minutes long."""
    day, start, *half = text.split()
    begin = parse_clock(start)
    end = clock(begin + minutes)
    return Meeting(day=day, start=start, end=end, half=half[0] if half else "all")


def replaced(answer: Plan, group: str, **fields: Any) -> Plan:
    """The plan with fields of one group replaced, valid or not: for broken plans."""
    groups = [one.model_copy(update=fields) if one.group == group else one for one in answer.groups]
    return Plan(scenario=answer.scenario, groups=tuple(groups), unserved=answer.unserved)
