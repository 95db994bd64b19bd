"""Why a need of one's own is taught when it is, or not at all: minutes, never reasons of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.principal import Role
from api.views.sight import Sight
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.servability import Servability, available
from scenarios.teachers import Teacher
from scenarios.times import DAYS, HALVES, Day, Half, Interval, clock, holds_in, subtract, union
from scenarios.windows import windows
from solver.measure.timetable import meetings_by_teacher
from solver.plan import Plan

Minutes = Mapping[tuple[Day, Half], tuple[Interval, ...]]


def seen_why(scenario: Scenario, plan: Plan, sight: Sight, need: str) -> dict[str, Any]:
    """Usable and unusable minutes of the pupils and of each teacher who may teach them.

    `pupils` are the minutes in which they could sit in front of the screen. Of a teacher `usable`
    are those of them in which the teacher could teach, and `unusable` the others, be it for an
    appointment, another group or the way there: that is not told. Other pupils who could join
    are not told of at all: that there are any would tell their choice.

    Raises
    ------
    LookupError
        If there is no such need for this reader.
    NotShownError
        To a school or a viewer.
    """
    sight.require(Role.MUNICIPALITY)
    if need not in sight.needs:
        raise LookupError(need)
    asked = scenario.need_of[need]
    able = Servability(scenario)
    pupils = _of_pupils(scenario, asked)
    return {
        "need": need,
        "served": need in plan.group_of,
        "pupils": _shown(pupils),
        "teachers": [
            _teacher(scenario, plan, teacher, pupils, need)
            for teacher in scenario.teachers
            if able.qualified(teacher, asked) and able.permitted(teacher, asked)
        ],
    }


def _of_pupils(scenario: Scenario, need: Need) -> Minutes:
    return {
        (day, half): union(one.interval for one in windows(scenario, need, day, half))
        for day in DAYS
        for half in HALVES
    }


def _teacher(
    scenario: Scenario, plan: Plan, teacher: Teacher, pupils: Minutes, need: str
) -> dict[str, Any]:
    rows = scenario.availability_of.get(teacher.teacher, ())
    group, _ = plan.group_of.get(need, (None, None))
    held = [
        one
        for one in meetings_by_teacher(plan).get(teacher.teacher, ())
        if group is None or one not in group.meetings or group.teacher != teacher.teacher
    ]
    pause = scenario.settings.changeover_minutes
    usable, unusable = {}, {}
    for (day, half), stretches in pupils.items():
        taken = [
            Interval(one.start - pause, one.end + pause)
            for one in held
            if one.day is day and holds_in(one.half, half)
        ]
        free = subtract(available(rows, day, half), taken)
        unusable[day, half] = subtract(stretches, free)
        usable[day, half] = subtract(stretches, unusable[day, half])
    return {
        "teacher": teacher.teacher,
        "name": teacher.name,
        "usable": _shown(usable),
        "unusable": _shown(unusable),
    }


def _shown(minutes: Minutes) -> list[dict[str, str]]:
    """Stretches through the week; one row where both halves are alike."""
    rows = []
    for day in DAYS:
        first, second = (set(minutes[day, half]) for half in HALVES)
        rows += _rows(day, Half.ALL, first & second)
        rows += _rows(day, Half.A, first - second)
        rows += _rows(day, Half.B, second - first)
    return rows


def _rows(day: Day, half: Half, stretches: Iterable[Interval]) -> list[dict[str, str]]:
    return [
        {"day": day.value, "start": clock(start), "end": clock(end), "half": half.value}
        for start, end in sorted(stretches)
    ]
