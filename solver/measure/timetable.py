"""A plan read as a timetable: who attends what, and where.

Nothing here presumes a sound plan: what the scenario does not know is passed over, since the
verifier reports it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.plan import Group, Meeting, Member, Plan


class Attendance(NamedTuple):
    """One need at one meeting."""

    need: Need
    meeting: Meeting


def attended_indices(group: Group, member: Member) -> tuple[int, ...]:
    """Indices of the meetings a member attends, each once."""
    return tuple(sorted(set(member.meetings) & set(range(len(group.meetings)))))


def known_needs(scenario: Scenario, group: Group) -> tuple[Need, ...]:
    """Needs of the group, each once."""
    ids = dict.fromkeys(member.need for member in group.members)
    return tuple(scenario.need_of[need] for need in ids if need in scenario.need_of)


def attendances(scenario: Scenario, group: Group) -> Iterator[Attendance]:
    """Each need of the group at each meeting it attends."""
    for member in group.members:
        need = scenario.need_of.get(member.need)
        if need is not None:
            for index in attended_indices(group, member):
                yield Attendance(need, group.meetings[index])


def attending(scenario: Scenario, group: Group, index: int) -> tuple[Need, ...]:
    """Needs at the group's meeting with this index, each once."""
    members = (member for member in group.members if index in member.meetings)
    ids = dict.fromkeys(member.need for member in members)
    return tuple(scenario.need_of[need] for need in ids if need in scenario.need_of)


def sites(scenario: Scenario, group: Group, index: int) -> tuple[str, ...]:
    """Schools with a need at the group's meeting, sorted."""
    return tuple(sorted({need.school for need in attending(scenario, group, index)}))


def receiving(scenario: Scenario, group: Group, index: int) -> tuple[str, ...]:
    """Schools that need a room and an adult at the group's meeting, sorted."""
    teacher = scenario.teacher_of.get(group.teacher)
    own_school = teacher and teacher.school
    return tuple(school for school in sites(scenario, group, index) if school != own_school)


def meetings_by_teacher(plan: Plan) -> dict[str, tuple[Meeting, ...]]:
    """All meetings of each teacher in the plan, known or not, teachers sorted."""
    found: defaultdict[str, list[Meeting]] = defaultdict(list)
    for group in plan.groups:
        found[group.teacher].extend(group.meetings)
    return {
        teacher: tuple(sorted(meetings, key=lambda m: (DAYS.index(m.day), m.start, m.half)))
        for teacher, meetings in sorted(found.items())
    }


def half_load(meetings: tuple[Meeting, ...]) -> int:
    """Worth of the meetings, in halves."""
    return sum(meeting.half_worth for meeting in meetings)
