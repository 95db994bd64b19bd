"""Convenience: awkward times for pupils and teachers, term by term.

Every term is kept in halves of a hundredth of a point: weights have hundredths, worth has
halves, so the terms are whole numbers and are rounded only in their sum.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from scenarios.needs import Need, PinKind, WindowKind
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, Day, Half, Interval, covered, halves_of, holds_in
from solver.measure.bill import hundredths
from solver.measure.presence import presence
from solver.measure.teaching import busy, preferred, uncovered_grades
from solver.measure.timetable import (
    attendances,
    attending,
    known_needs,
    meetings_by_teacher,
)
from solver.measure.wishes import holds
from solver.plan import Group, Meeting, Plan


def convenience_terms(scenario: Scenario, plan: Plan) -> dict[str, int]:
    """Half-hundredths of a point by the key of the weight; terms of 0 are left out."""
    amounts: Counter[str] = Counter()
    for group in plan.groups:
        amounts.update(_for_pupils(scenario, group))
        amounts.update(_for_group(scenario, group))
    for teacher, meetings in meetings_by_teacher(plan).items():
        if teacher in scenario.teacher_of:
            amounts.update(_for_teacher(scenario, teacher, meetings))
    amounts["weight_wish"] = 2 * _wishes_not_followed(scenario, plan)
    return _weighted(scenario, amounts)


def pupils_terms(scenario: Scenario, plan: Plan) -> dict[str, int]:
    """Half-hundredths of a point by need: what its meetings take from its pupils."""
    points: Counter[str] = Counter()
    for group in plan.groups:
        for need, meeting in attendances(scenario, group):
            taken = _weighted(scenario, _from_pupils(scenario, need, meeting))
            points[need.need] += sum(taken.values())
    return dict(points)


def _weighted(scenario: Scenario, amounts: Counter[str]) -> dict[str, int]:
    return {
        key: amount * hundredths(getattr(scenario.settings, key))
        for key, amount in sorted(amounts.items())
        if amount
    }


def _for_pupils(scenario: Scenario, group: Group) -> Counter[str]:
    amounts: Counter[str] = Counter()
    for need, meeting in attendances(scenario, group):
        amounts.update(_from_pupils(scenario, need, meeting))
    return amounts


def _from_pupils(scenario: Scenario, need: Need, meeting: Meeting) -> Counter[str]:
    amounts: Counter[str] = Counter()
    for half in halves_of(meeting.half):
        met = presence(scenario, need.need, meeting.day, half, meeting.interval)
        amounts["weight_window_free"] += need.pupils * (met.kind is WindowKind.FREE)
        amounts["weight_window_missed"] += need.pupils * (met.kind is WindowKind.MISSED)
        amounts["weight_absent_minute"] += need.pupils * met.absent
        amounts["weight_break_minute"] += need.pupils * met.in_break
        amounts["weight_longer_day_minute"] += need.pupils * met.longer_day
    return amounts


def _for_group(scenario: Scenario, group: Group) -> Counter[str]:
    grades = [grade for need in known_needs(scenario, group) for grade in need.grades]
    beyond_one = max(0, max(grades) - min(grades) - 1) if grades else 0
    days = [DAYS.index(meeting.day) for meeting in group.meetings]
    unqualified = sum(
        meeting_is_unqualified(scenario, group, index) for index in range(len(group.meetings))
    )
    return Counter(
        weight_grade_mix=2 * len(group.meetings) * beyond_one,
        weight_unqualified=2 * unqualified,
        weight_unpreferred=2 * sum(_unpreferred(scenario, group, m) for m in group.meetings),
        weight_adjacent_days=2 * sum(abs(a - b) == 1 for a, b in combinations(days, 2)),
    )


def meeting_is_unqualified(scenario: Scenario, group: Group, index: int) -> bool:
    """Whether a need is there one of whose grades no qualified row covers."""
    return group.teacher in scenario.teacher_of and any(
        uncovered_grades(scenario, group.teacher, need, unqualified=False)
        for need in attending(scenario, group, index)
    )


def _unpreferred(scenario: Scenario, group: Group, meeting: Meeting) -> bool:
    for half in halves_of(meeting.half):
        rows = preferred(scenario, group.teacher, meeting.day, half)
        if rows and not any(row.contains(meeting.interval) for row in rows):
            return True
    return False


def _for_teacher(scenario: Scenario, teacher: str, meetings: tuple[Meeting, ...]) -> Counter[str]:
    gaps = sum(
        gap_minutes(scenario, teacher, day, half, meetings) for day in DAYS for half in HALVES
    )
    days = len({meeting.day for meeting in meetings})
    return Counter(weight_teacher_gap_minute=gaps, weight_teacher_day=2 * days)


def gap_minutes(
    scenario: Scenario, teacher: str, day: Day, half: Half, meetings: tuple[Meeting, ...]
) -> int:
    """Idle minutes between a teacher's meetings on a weekday of a single half."""
    held = [m.interval for m in meetings if m.day is day and holds_in(m.half, half)]
    if not held:
        return 0
    whole = Interval(min(m.start for m in held), max(m.end for m in held))
    changeovers = (len(held) - 1) * scenario.settings.changeover_minutes
    taken = sum(m.minutes for m in held) + covered(whole, busy(scenario, teacher, day, half))
    return max(0, whole.minutes - taken - changeovers)


def _wishes_not_followed(scenario: Scenario, plan: Plan) -> int:
    served = [pin for pin in scenario.pins if pin.need in plan.group_of]
    return sum(
        1
        for pin in served
        if (pin.kind is PinKind.PREFER and not holds(plan, pin))
        or (pin.kind is PinKind.AVOID and holds(plan, pin))
    )
