"""The school year of a group: weeks and lessons that all its municipalities have in common."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.settings import HalvesMean
from scenarios.times import DAYS, Half, halves_of
from solver.measure.numbers import WEEKS_A_YEAR, Number, from_halves
from solver.measure.timetable import half_load, known_needs
from solver.plan import Group

FIRST_MONTH_OF_AUTUMN_TERM = 7


def joint_weeks(scenario: Scenario, group: Group) -> int:
    """Calendar weeks with at least one day on which everybody has school."""
    return _weeks(scenario, _municipalities(scenario, group))


@per_scenario
def _weeks(scenario: Scenario, municipalities: tuple[str, ...]) -> int:
    days = joint_days(scenario, municipalities)
    return len({day.isocalendar()[:2] for day in days})


def lessons_a_year(scenario: Scenario, group: Group) -> dict[str, Number]:
    """Lessons wanted, and those that fall on a day on which everybody has school."""
    days = _days_by_weekday(scenario, _municipalities(scenario, group))
    reached = sum(
        days[DAYS.index(meeting.day), half]
        for meeting in group.meetings
        for half in halves_of(meeting.half)
    )
    return {"wanted": from_halves(WEEKS_A_YEAR * half_load(group.meetings)), "reached": reached}


@per_scenario
def _days_by_weekday(
    scenario: Scenario, municipalities: tuple[str, ...]
) -> Counter[tuple[int, Half]]:
    """Joint days by weekday and the half they belong to."""
    days = joint_days(scenario, municipalities)
    return Counter((day.weekday(), half_of(scenario, day)) for day in days)


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
    free: frozenset[date] = frozenset().union(
        *(_holidays(scenario, name, first, last) for name in municipalities)
    )
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < len(DAYS) and day not in free)


@per_scenario
def _holidays(scenario: Scenario, municipality: str, first: date, last: date) -> frozenset[date]:
    """Days of a holiday from the first to the last of the school year."""
    return frozenset(
        max(row.from_, first) + timedelta(days=n)
        for row in scenario.holidays
        if row.municipality == municipality
        for n in range((min(row.to, last) - max(row.from_, first)).days + 1)
    )


def _municipalities(scenario: Scenario, group: Group) -> tuple[str, ...]:
    """Of every member, and the teacher's employer."""
    names = {scenario.buyer_of(need) for need in known_needs(scenario, group)}
    teacher = scenario.teacher_of.get(group.teacher)
    return tuple(sorted(names | ({teacher.municipality} if teacher else set())))
