"""The school year of a group: weeks and lessons that all its municipalities have in common."""

from __future__ import annotations

from datetime import date, timedelta

from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.settings import HalvesMean
from scenarios.times import DAYS, Half, holds_in
from solver.measure.numbers import WEEKS_A_YEAR, Number, from_halves
from solver.measure.timetable import half_load, known_needs
from solver.plan import Group

FIRST_MONTH_OF_AUTUMN_TERM = 7


def joint_weeks(scenario: Scenario, group: Group) -> int:
    """Calendar weeks with at least one day on which everybody has school."""
    days = joint_days(scenario, _municipalities(scenario, group))
    return len({day.isocalendar()[:2] for day in days})


def lessons_a_year(scenario: Scenario, group: Group) -> dict[str, Number]:
    """Lessons wanted, and those that fall on a day on which everybody has school."""
    days = joint_days(scenario, _municipalities(scenario, group))
    reached = sum(
        day.weekday() == DAYS.index(meeting.day) and holds_in(meeting.half, half_of(scenario, day))
        for meeting in group.meetings
        for day in days
    )
    return {"wanted": from_halves(WEEKS_A_YEAR * half_load(group.meetings)), "reached": reached}


def half_of(scenario: Scenario, day: date) -> Half:
    """Half that a day belongs to: odd or even week, autumn or spring term."""
    if scenario.settings.halves is HalvesMean.TERMS:
        return Half.A if day.month >= FIRST_MONTH_OF_AUTUMN_TERM else Half.B
    return Half.A if day.isocalendar().week % 2 else Half.B


@per_scenario
def joint_days(scenario: Scenario, municipalities: tuple[str, ...]) -> tuple[date, ...]:
    """Weekdays of the school year that are a holiday in none of the municipalities."""
    first, last = scenario.settings.first_day, scenario.settings.last_day
    if first is None or last is None:
        return ()
    holidays = [row for row in scenario.holidays if row.municipality in municipalities]
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day
        for day in days
        if day.weekday() < len(DAYS) and not any(row.from_ <= day <= row.to for row in holidays)
    )


def _municipalities(scenario: Scenario, group: Group) -> tuple[str, ...]:
    """Of every member, and the teacher's employer."""
    names = {scenario.buyer_of(need) for need in known_needs(scenario, group)}
    teacher = scenario.teacher_of.get(group.teacher)
    return tuple(sorted(names | ({teacher.municipality} if teacher else set())))
