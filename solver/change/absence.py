"""A teacher is away: which lessons that concerns, and who could take each of them.

Nobody else's lessons move: a substitute takes the lesson where and when it is, on top of the own
lessons of that week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, Field

from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from scenarios.times import DAYS, Half, holds_in
from solver.change.asking import OF_TEACHERS, breaks
from solver.measure.school_year import half_of
from solver.measure.teaching import uncovered_grades
from solver.measure.timetable import half_load, known_needs
from solver.plan import Group, Meeting, Plan


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Absence(_Frozen):
    """A teacher who cannot teach from one day to another, both included."""

    teacher: str
    first: date
    last: date


class Substitute(_Frozen):
    """A teacher who could take a lesson."""

    teacher: str
    qualified: bool = Field(description="Has a qualified row for every grade of every need.")
    knows_group: bool = Field(description="Teaches pupils of the same schools the same subject.")
    lessons: float = Field(description="Own lessons in such a week.")
    cents: int = Field(description="What the lesson costs, in cents.")


class LostLesson(_Frozen):
    """A lesson of the absent teacher on a day."""

    day: date
    group: str
    meeting: int = Field(description="Index in the group, from 0.")
    start: int = Field(description="Minutes after midnight.")
    end: int = Field(description="Minutes after midnight.")
    substitutes: tuple[Substitute, ...] = Field(description="Best first; empty if nobody can.")


def lost_lessons(scenario: Scenario, plan: Plan, absence: Absence) -> tuple[LostLesson, ...]:
    """Lessons that fall into the absence, by day and start, each with who could take it.

    Days outside the school year, and holidays of every municipality of a group, have no lessons.

    Raises
    ------
    LookupError
        If there is no such teacher.
    """
    if absence.teacher not in scenario.teacher_of:
        raise LookupError(f"there is no teacher {absence.teacher}")
    known: dict[tuple[str, int], tuple[Substitute, ...]] = {}
    found = []
    for day in _days(absence):
        for group, index, meeting in _meetings_on(scenario, plan, absence.teacher, day):
            key = (group.group, index)
            if key not in known:
                known[key] = substitutes(scenario, plan, group, index)
            found.append(
                LostLesson(
                    day=day,
                    group=group.group,
                    meeting=index,
                    start=meeting.start,
                    end=meeting.end,
                    substitutes=known[key],
                )
            )
    return tuple(sorted(found, key=lambda lesson: (lesson.day, lesson.start, lesson.group)))


def substitutes(
    scenario: Scenario, plan: Plan, group: Group, meeting: int
) -> tuple[Substitute, ...]:
    """Who could take one meeting of a group in any week, best first.

    Qualified before unqualified, who knows the group before who does not, then the cheaper, then
    who has fewer lessons.
    """
    found = [
        _as_substitute(scenario, plan, group, teacher)
        for teacher in scenario.teachers
        if teacher.teacher != group.teacher and _could(scenario, plan, group, meeting, teacher)
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.qualified,
                not one.knows_group,
                one.cents,
                one.lessons,
                one.teacher,
            ),
        )
    )


def _could(scenario: Scenario, plan: Plan, group: Group, meeting: int, teacher: Teacher) -> bool:
    """Whether the verifier has nothing to say of the teacher in that meeting that is new."""
    if group.language not in teacher.languages:
        return False
    after = _with_substitute(plan, group, meeting, teacher)
    return not breaks(scenario, plan, after, OF_TEACHERS)


def _with_substitute(plan: Plan, group: Group, meeting: int, teacher: Teacher) -> Plan:
    """The plan with that meeting as a group of the substitute's own."""
    kept = [index for index in range(len(group.meetings)) if index != meeting]
    place = {old: new for new, old in enumerate(kept)}
    rest = group.model_copy(
        update={
            "meetings": tuple(group.meetings[index] for index in kept),
            "members": tuple(
                member.model_copy(
                    update={"meetings": tuple(place[i] for i in member.meetings if i in place)}
                )
                for member in group.members
            ),
        }
    )
    taken = group.model_copy(
        update={
            "group": f"{group.group}+",
            "teacher": teacher.teacher,
            "meetings": (group.meetings[meeting],),
            "members": tuple(
                member.model_copy(update={"meetings": (0,)})
                for member in group.members
                if meeting in member.meetings
            ),
        }
    )
    others = tuple(one for one in plan.groups if one.group != group.group)
    return Plan(scenario=plan.scenario, groups=(*others, rest, taken), unserved=plan.unserved)


def _as_substitute(scenario: Scenario, plan: Plan, group: Group, teacher: Teacher) -> Substitute:
    own = [one for one in plan.groups if one.teacher == teacher.teacher]
    half_lessons = half_load(tuple(meeting for one in own for meeting in one.meetings))
    within = half_lessons + 2 <= teacher.contract_lessons * 2
    needs = known_needs(scenario, group)
    schools = {need.school for need in needs}
    lacking = any(
        True
        for need in needs
        for _ in uncovered_grades(scenario, teacher.teacher, need, unqualified=False)
    )
    return Substitute(
        teacher=teacher.teacher,
        qualified=not lacking,
        knows_group=any(
            one.subject == group.subject
            and schools & {need.school for need in known_needs(scenario, one)}
            for one in own
        ),
        lessons=half_lessons / 2,
        cents=int((teacher.lesson_cost if within else teacher.overtime_cost) * 100),
    )


def _days(absence: Absence) -> Iterator[date]:
    for number in range((absence.last - absence.first).days + 1):
        day = absence.first + timedelta(days=number)
        if day.weekday() < len(DAYS):
            yield day


def _meetings_on(
    scenario: Scenario, plan: Plan, teacher: str, day: date
) -> Iterator[tuple[Group, int, Meeting]]:
    first, last = scenario.settings.first_day, scenario.settings.last_day
    if (first and day < first) or (last and day > last):
        return
    half = half_of(scenario, day)
    for group in plan.groups:
        if group.teacher == teacher and not _on_holiday(scenario, group, day):
            for index, meeting in enumerate(group.meetings):
                if DAYS.index(meeting.day) == day.weekday() and holds_in(meeting.half, half):
                    yield group, index, meeting


def _on_holiday(scenario: Scenario, group: Group, day: date) -> bool:
    """Whether every municipality of the group has a holiday."""
    away = {row.municipality for row in scenario.holidays if row.from_ <= day <= row.to}
    return {scenario.buyer_of(need) for need in known_needs(scenario, group)} <= away


def holds(half: Half, day: date, scenario: Scenario) -> bool:
    """Whether a meeting of that half takes place in the week of the day."""
    return holds_in(half, half_of(scenario, day))
