"""What still stands of a plan when the scenario has changed and nothing is moved."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.measure.school_year import lessons_a_year
from solver.plan import Group, Plan, with_groups
from solver.search.carry import trimmed
from solver.verify.report import verify


def standing(scenario: Scenario, plan: Plan) -> Plan:
    """The plan without those who can no longer be taught as planned; nobody is taught otherwise.

    As long as a rule is broken, the fewest pupil-lessons with which that violation goes are left
    out of a group that it names. So what stands is what is found to stand: a wiser choice among
    several violations may keep a little more. A violation that names no group, such as a teacher
    with fewer lessons than their least, stays: the lessons take place.
    """
    kept = tuple(
        group
        for one in plan.groups
        if one.teacher in scenario.teacher_of
        and (group := _only(one, set(scenario.need_of))) is not None
    )
    left = with_groups(scenario, kept)
    while (mended := _mended(scenario, left)) is not None:
        left = mended
    return left


def _mended(scenario: Scenario, plan: Plan) -> Plan | None:
    """The plan without the first violation that leaving somebody out mends."""
    for broken in verify(scenario, plan):
        named = {subject for subject in broken.subjects if subject.startswith("group:")}
        groups = [group for group in plan.groups if f"group:{group.group}" in named]
        ways = [way for group in groups for way in _ways(scenario, plan, group)]
        ways.sort(key=lambda way: (_lost(scenario, plan, way), way.unserved))
        for way in ways:
            if not _still(broken, verify(scenario, way)):
                return way
    return None


def _still(broken: Finding, findings: tuple[Finding, ...]) -> bool:
    """Whether it is still said of the same, be it with other numbers."""
    said = (broken.code, broken.subjects)
    return any((finding.code, finding.subjects) == said for finding in findings)


def _ways(scenario: Scenario, plan: Plan, group: Group) -> Iterator[Plan]:
    """The plan without a member, without a school's members, without the group."""
    members = {member.need for member in group.members}
    schools = {scenario.need_of[need].school for need in members}
    leaving = [{need} for need in members]
    leaving += [{n for n in members if scenario.need_of[n].school == one} for one in schools]
    for gone in (*leaving, members):
        groups = []
        for one in plan.groups:
            left = _only(one, members - gone) if one.group == group.group else one
            groups += [left] if left is not None else []
        yield with_groups(scenario, tuple(groups))


def _only(group: Group, needs: set[str]) -> Group | None:
    members = tuple(member for member in group.members if member.need in needs)
    if len(members) == len(group.members):
        return group
    return trimmed(group.model_copy(update={"members": members})) if members else None


def _lost(scenario: Scenario, before: Plan, after: Plan) -> int:
    return half_pupil_lessons(scenario, set(before.group_of) - set(after.group_of))


def half_pupil_lessons(scenario: Scenario, needs: set[str]) -> int:
    """Of these needs together."""
    return sum(scenario.need_of[need].half_pupil_lessons for need in needs)


def pupil_lessons_a_year(scenario: Scenario, plan: Plan) -> int:
    """Lessons of a school year that fall on days on which a whole group has school, times pupils.

    0 without the first and the last school day.
    """
    total = 0
    for group in plan.groups:
        for member in group.members:
            attended = group.model_copy(update={"meetings": group.attended(member)})
            lessons = lessons_a_year(scenario, attended)["reached"]
            total += int(lessons) * scenario.need_of[member.need].pupils
    return total
