"""Earlier plans as a start: in today's ids, and as much of them as still keeps the rules."""

from __future__ import annotations

from scenarios.scenario import Scenario
from solver.plan import Group, Member, Plan, with_groups
from solver.verify.report import verify


def carried_over(scenario: Scenario, previous: Plan | None) -> Plan | None:
    """The previous plan in today's ids, without the needs that are gone."""
    if previous is None:
        return None
    today = {need.continues or need.need: need.need for need in scenario.needs}
    groups = []
    for group in previous.groups:
        members = tuple(
            Member(need=today[member.need], meetings=member.meetings)
            for member in group.members
            if member.need in today
        )
        if members:
            groups.append(trimmed(group.model_copy(update={"members": members})))
    return with_groups(scenario, tuple(groups))


def trimmed(group: Group) -> Group:
    """The group without meetings that nobody attends any more."""
    attended = sorted({index for member in group.members for index in member.meetings})
    kept = {old: new for new, old in enumerate(i for i in attended if i < len(group.meetings))}
    members = tuple(
        member.model_copy(update={"meetings": tuple(kept[i] for i in member.meetings if i in kept)})
        for member in group.members
    )
    meetings = tuple(group.meetings[old] for old in kept)
    return group.model_copy(update={"members": members, "meetings": meetings})


def sound_part(scenario: Scenario, plan: Plan) -> Plan:
    """The plan without the groups that break a rule, as far as leaving them out mends it.

    Of the groups that a violation names the last goes; a violation without a group, such as a
    locked need left unserved, is left to the search.
    """
    while True:
        named = [
            [subject for subject in finding.subjects if subject.startswith("group:")]
            for finding in verify(scenario, plan)
        ]
        broken = {groups[-1].removeprefix("group:") for groups in named if groups}
        kept = tuple(group for group in plan.groups if group.group not in broken)
        if len(kept) == len(plan.groups):
            return plan
        plan = with_groups(scenario, kept)
