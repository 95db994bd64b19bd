"""The week of a plan as rows, by whatever somebody looks at it by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from api.exports.names import Names
from api.exports.view import by_time
from api.exports.words import grades_text
from api.principal import Role
from api.views.counts import shown_total
from api.views.groups import FITS, SeenGroup, seen_groups
from api.views.sight import Sight
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import clock
from solver.plan import Meeting, Plan


class By(StrEnum):
    """What a schedule is of."""

    TEACHER = "teacher"
    SCHOOL = "school"
    CLASS = "class"
    MUNICIPALITY = "municipality"
    GROUP = "group"


class _Lesson(NamedTuple):
    seen: SeenGroup
    meeting: Meeting
    needs: tuple[Need, ...]


def schedule(
    scenario: Scenario, plan: Plan, sight: Sight, by: str, name: str | None, language: str
) -> list[dict[str, Any]]:
    """One row for each weekly lesson and each teacher, school, class … it concerns.

    Parameters
    ----------
    by
        One of `By`.
    name
        Whose schedule; of all that the reader sees if none.
    language
        Of the names of subjects.

    Raises
    ------
    LookupError
        If `by` is none of these, or there is nothing of that name for this reader: whether it is
        another's or nobody's is not told.
    """
    if by not in list(By):
        raise LookupError(by)
    side = By(by)
    if name is not None and name not in _names(scenario, plan, sight, side):
        raise LookupError(name)
    names = Names(scenario, language)
    rows = [
        (owner, by_time(lesson.meeting), lesson)
        for lesson in _lessons(scenario, plan, sight)
        for owner in _owners(scenario, sight, side, lesson)
        if name in (None, owner)
    ]
    rows.sort(key=lambda row: (row[0], row[1], row[2].seen.code))
    return [_row(names, sight, side, owner, lesson) for owner, _, lesson in rows]


def _names(scenario: Scenario, plan: Plan, sight: Sight, by: By) -> set[str]:
    """Names that a reader may ask by."""
    groups = list(seen_groups(scenario, plan, sight))
    if by is By.GROUP:
        return {seen.code for seen in groups}
    if by is By.TEACHER:
        return {*sight.teachers, *(seen.group.teacher for seen in groups)}
    if by is By.SCHOOL:
        return set(sight.schools)
    if by is By.CLASS:
        if sight.role is Role.VIEWER:
            return set()
        return {one.class_ for one in scenario.classes if one.school in sight.schools}
    if sight.role is Role.SCHOOL:
        return set()
    return {scenario.school_of[name].municipality for name in sight.schools} | (
        {sight.municipality} if sight.municipality else set()
    )


def _lessons(scenario: Scenario, plan: Plan, sight: Sight) -> Iterator[_Lesson]:
    for seen in seen_groups(scenario, plan, sight):
        for meeting in seen.meetings:
            needs = (one.need for one in seen.members if meeting in one.meetings)
            yield _Lesson(seen, meeting, tuple(needs))


def _owners(scenario: Scenario, sight: Sight, by: By, lesson: _Lesson) -> set[str]:
    if by is By.GROUP:
        return {lesson.seen.code}
    if by is By.TEACHER:
        return {lesson.seen.group.teacher}
    if by is By.SCHOOL:
        return {need.school for need in lesson.needs}
    if by is By.CLASS:
        return set() if sight.role is Role.VIEWER else {c for n in lesson.needs for c in n.classes}
    if sight.role is Role.SCHOOL:
        return set()
    return {scenario.buyer_of(need) for need in lesson.needs}


def _of_owner(scenario: Scenario, by: By, owner: str, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """The needs that a row is about: of all in the group only the owner's."""
    if by is By.SCHOOL:
        return tuple(need for need in needs if need.school == owner)
    if by is By.CLASS:
        return tuple(need for need in needs if owner in need.classes)
    if by is By.MUNICIPALITY:
        return tuple(need for need in needs if scenario.buyer_of(need) == owner)
    return needs


def _row(names: Names, sight: Sight, by: By, owner: str, lesson: _Lesson) -> dict[str, Any]:
    scenario, group, meeting = names.scenario, lesson.seen.group, lesson.meeting
    row: dict[str, Any] = {
        by.value: owner,
        "day": meeting.day.value,
        "start": clock(meeting.start),
        "end": clock(meeting.end),
        "half": meeting.half.value,
        "group": lesson.seen.code,
        "teacher": group.teacher,
        "teacher_name": names.scenario.teacher_of[group.teacher].name,
    }
    if sight.role is Role.VIEWER:
        return row
    needs = _of_owner(scenario, by, owner, lesson.needs)
    schools = sorted({need.school for need in needs})
    row |= {
        "subject": group.subject,
        "subject_name": names.subject(group.subject),
        "level": group.level,
        "grades": grades_text(needs),
        "schools": schools,
        "school_names": [names.school(school) for school in schools],
        "classes": sorted({name for need in needs for name in need.classes}),
        "pupils": shown_total(scenario, needs, sight) if needs else None,
        "remote": any(school != scenario.teacher_of[group.teacher].school for school in schools),
    }
    if sight.whole:
        row["id"] = group.group
    elif sight.role is Role.MUNICIPALITY:
        row["others"] = FITS if lesson.seen.others else None
    return row
