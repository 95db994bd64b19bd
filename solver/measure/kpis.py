"""Every KPI of a plan, one function each, by the ids of `scenarios.kpis`.

All values are plain JSON: numbers, lists of ids, and objects by id. `needs`, `pupils` and
`lessons` are `{"all": {"wanted", "servable", "served"}, "municipality": {id: {...}}, "subject":
{...}, "priority": {...}}`; `sixteen_lessons` is `{"reached", "risen", "fallen"}`, each a list of
teachers; `euros_week` and `euros_year` are `{"lessons", "hiring", "supervision", "total"}`;
`shares_week` and `shares_year` are `{"pupil" | "site_lesson" | "flat_and_pupil": {municipality:
euros}}`; `joint_weeks` and `lessons_year` are `null` without the first and the last school day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from scenarios.kpis import KpiId
from scenarios.needs import Need, WindowKind
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, halves_of
from scenarios.windows import Mode, mode_of
from solver.measure.bill import half_overtime
from solver.measure.convenience import gap_minutes, meeting_is_unqualified
from solver.measure.demand import counted
from solver.measure.numbers import WEEKS_A_YEAR, Number, from_halves, rounded
from solver.measure.presence import missed_lessons, presence
from solver.measure.school_year import joint_weeks, lessons_a_year
from solver.measure.shares import bill_in_euros, shares_in_euros
from solver.measure.timetable import (
    attendances,
    half_load,
    known_needs,
    meetings_by_teacher,
    receiving,
    sites,
)
from solver.plan import Meeting, Plan

MAIN_OCCUPATION_LESSONS = 16


def kpis(scenario: Scenario, plan: Plan, previous: Plan | None = None) -> dict[str, Any]:
    """Every KPI by its id.

    Parameters
    ----------
    previous
        Plan against which `sixteen_lessons` tells who rose and who fell.
    """
    values: dict[str, Any] = {
        kpi.value: measure(scenario, plan) for kpi, measure in MEASURES.items()
    }
    values[KpiId.SIXTEEN_LESSONS.value] = _sixteen_lessons(scenario, plan, previous)
    return {kpi.value: values[kpi.value] for kpi in KpiId}


def _meetings(scenario: Scenario, plan: Plan) -> dict[str, tuple[Meeting, ...]]:
    """Meetings of every teacher of the scenario, also of those without any."""
    held = meetings_by_teacher(plan)
    return {row.teacher: held.get(row.teacher, ()) for row in scenario.teachers}


def _teacher_load(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    meetings = _meetings(scenario, plan)
    return {teacher: from_halves(half_load(held)) for teacher, held in meetings.items()}


def _teacher_overtime(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    return {
        teacher: from_halves(half_overtime(scenario.teacher_of[teacher], half_load(held)))
        for teacher, held in _meetings(scenario, plan).items()
    }


def _teacher_days(scenario: Scenario, plan: Plan) -> dict[str, int]:
    meetings = _meetings(scenario, plan)
    return {teacher: len({m.day for m in held}) for teacher, held in meetings.items()}


def _teacher_gaps(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    return {
        teacher: from_halves(
            sum(gap_minutes(scenario, teacher, day, half, held) for day in DAYS for half in HALVES)
        )
        for teacher, held in _meetings(scenario, plan).items()
    }


def _sixteen_lessons(scenario: Scenario, plan: Plan, previous: Plan | None) -> dict[str, list[str]]:
    now = _reaching_sixteen(scenario, plan)
    before = now if previous is None else _reaching_sixteen(scenario, previous)
    return {"reached": sorted(now), "risen": sorted(now - before), "fallen": sorted(before - now)}


def _reaching_sixteen(scenario: Scenario, plan: Plan) -> set[str]:
    loads = _teacher_load(scenario, plan)
    return {teacher for teacher, load in loads.items() if load >= MAIN_OCCUPATION_LESSONS}


def _group_pupils(scenario: Scenario, plan: Plan) -> dict[str, int]:
    return {
        group.group: sum(need.pupils for need in known_needs(scenario, group))
        for group in plan.groups
    }


def _group_sites(scenario: Scenario, plan: Plan) -> dict[str, int]:
    return {
        group.group: len({need.school for need in known_needs(scenario, group)})
        for group in plan.groups
    }


def _site_lessons(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    halves: Counter[str] = Counter()
    for group in plan.groups:
        for index, meeting in enumerate(group.meetings):
            for school in sites(scenario, group, index):
                halves[school] += meeting.half_worth
    return {row.school: from_halves(halves[row.school]) for row in scenario.schools}


def _supervisor_hours(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    half_minutes: Counter[str] = Counter()
    for group in plan.groups:
        for index, meeting in enumerate(group.meetings):
            for school in receiving(scenario, group, index):
                half_minutes[school] += meeting.half_worth * meeting.interval.minutes
    return {
        row.school: rounded(Fraction(half_minutes[row.school], 2 * 60)) for row in scenario.schools
    }


def _by_group(
    scenario: Scenario, plan: Plan, measure: Callable[[Scenario, Any], Any]
) -> dict[str, Any] | None:
    if scenario.settings.first_day is None or scenario.settings.last_day is None:
        return None
    return {group.group: measure(scenario, group) for group in plan.groups}


def _meetings_by_kind(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    halves: Counter[WindowKind | None] = Counter()
    for group in plan.groups:
        for need, meeting in attendances(scenario, group):
            for half in halves_of(meeting.half):
                met = presence(scenario, need.need, meeting.day, half, meeting.interval)
                halves[met.kind] += 1
    return {kind.value: from_halves(halves[kind]) for kind in WindowKind}


def _pupils_missing(scenario: Scenario, plan: Plan) -> int:
    meetings: dict[str, list[Meeting]] = {}
    for group in plan.groups:
        for need, meeting in attendances(scenario, group):
            meetings.setdefault(need.need, []).append(meeting)
    return sum(
        scenario.need_of[need].pupils
        for need, attended in meetings.items()
        if _half_lessons_missed(scenario, scenario.need_of[need], attended) > 2
    )


def _half_lessons_missed(scenario: Scenario, need: Need, attended: list[Meeting]) -> int:
    """Home lessons a pupil misses in a week, in halves; of several classes the largest."""
    weekly = [(meeting, half) for meeting in attended for half in halves_of(meeting.half)]
    if mode_of(scenario, need) is Mode.EXPLICIT:
        return sum(
            presence(scenario, need.need, meeting.day, half, meeting.interval).kind
            is WindowKind.MISSED
            for meeting, half in weekly
        )
    by_class = (
        sum(
            missed_lessons(scenario, need, class_id, meeting.day, half, meeting.interval)
            for meeting, half in weekly
        )
        for class_id in need.classes
    )
    return max(by_class, default=0)


def _unqualified_lessons(scenario: Scenario, plan: Plan) -> Number:
    return from_halves(
        sum(
            meeting.half_worth
            for group in plan.groups
            for index, meeting in enumerate(group.meetings)
            if meeting_is_unqualified(scenario, group, index)
        )
    )


MEASURES: dict[KpiId, Callable[[Scenario, Plan], Any]] = {
    KpiId.NEEDS: lambda scenario, plan: counted(scenario, plan, lambda need: 2),
    KpiId.PUPILS: lambda scenario, plan: counted(scenario, plan, lambda need: 2 * need.pupils),
    KpiId.LESSONS: lambda scenario, plan: counted(scenario, plan, lambda need: need.half_lessons),
    KpiId.GROUPS: lambda scenario, plan: len(plan.groups),
    KpiId.GROUP_PUPILS: _group_pupils,
    KpiId.GROUP_SITES: _group_sites,
    KpiId.TEACHER_LOAD: _teacher_load,
    KpiId.TEACHER_OVERTIME: _teacher_overtime,
    KpiId.TEACHER_DAYS: _teacher_days,
    KpiId.TEACHER_GAPS: _teacher_gaps,
    KpiId.SITE_LESSONS: _site_lessons,
    KpiId.SUPERVISOR_HOURS: _supervisor_hours,
    KpiId.EUROS_WEEK: lambda scenario, plan: bill_in_euros(scenario, plan, 1),
    KpiId.EUROS_YEAR: lambda scenario, plan: bill_in_euros(scenario, plan, WEEKS_A_YEAR),
    KpiId.SHARES_WEEK: lambda scenario, plan: shares_in_euros(scenario, plan, 1),
    KpiId.SHARES_YEAR: lambda scenario, plan: shares_in_euros(scenario, plan, WEEKS_A_YEAR),
    KpiId.JOINT_WEEKS: lambda scenario, plan: _by_group(scenario, plan, joint_weeks),
    KpiId.LESSONS_YEAR: lambda scenario, plan: _by_group(scenario, plan, lessons_a_year),
    KpiId.MEETINGS_BY_KIND: _meetings_by_kind,
    KpiId.PUPILS_MISSING: _pupils_missing,
    KpiId.UNQUALIFIED_LESSONS: _unqualified_lessons,
}
