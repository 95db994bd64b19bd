"""Solver values to a plan; the only place that reads them. It repairs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from scenarios.scenario import Scenario
from scenarios.times import DAYS, clock
from solver.candidates.courses import course_of
from solver.candidates.presence import Slot
from solver.model.variables import Literal, Variables
from solver.plan import Group, Meeting, Member, Plan, with_groups

Value = Callable[[Literal], bool]


def extract(variables: Variables, value: Value) -> Plan:
    """The plan that the decisions describe, groups numbered in the order of course and leader."""
    attended: defaultdict[str, list[Slot]] = defaultdict(list)
    for (need, _teacher, slot), attends in variables.attends.items():
        if value(attends):
            attended[need].append(slot)
    teacher_of = {need: t for (need, t), teaches in variables.teaches.items() if value(teaches)}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for (need, leader), joins in variables.joins.items():
        if value(joins):
            members[leader].append(need)
    scenario = variables.scenario
    groups = [
        _group(scenario, f"g{number}", leader, members[leader], teacher_of[leader], attended)
        for number, leader in enumerate(members, start=1)
    ]
    return with_groups(scenario, groups)


def _group(
    scenario: Scenario,
    name: str,
    leader: str,
    needs: list[str],
    teacher: str,
    attended: dict[str, list[Slot]],
) -> Group:
    course = course_of(scenario, scenario.need_of[leader])
    minutes = scenario.subject_of[course.subject].lesson_minutes
    slots = sorted(attended[leader])
    meetings = tuple(_meeting(slot, minutes) for slot in slots)
    return Group(
        group=name,
        subject=course.subject,
        level=course.level,
        language=course.language,
        teacher=teacher,
        meetings=meetings,
        members=tuple(
            Member(need=need, meetings=tuple(sorted(slots.index(s) for s in attended[need])))
            for need in sorted(needs)
        ),
    )


def _meeting(slot: Slot, minutes: int) -> Meeting:
    start, end = clock(slot.start), clock(slot.start + minutes)
    return Meeting.model_validate(
        {"day": DAYS[slot.day], "start": start, "end": end, "half": slot.half}
    )
