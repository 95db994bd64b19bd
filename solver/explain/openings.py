"""Where one more need has a place in a plan: groups that it could join, a group of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count

from scenarios.needs import Need
from scenarios.scenario import Scenario
from solver.explain.company import may_join
from solver.plan import Group, Meeting, Member, Plan


def joinable(scenario: Scenario, plan: Plan, need: Need) -> Iterator[Group]:
    """Groups in which every other need has the same course and grades near enough."""
    for group in plan.groups:
        members = [scenario.need_of[member.need] for member in group.members]
        if all(may_join(scenario, need, other) for other in members):
            yield group


def group_of_its_own(
    scenario: Scenario,
    need: Need,
    teacher: str,
    meetings: tuple[Meeting, ...],
    taken: Collection[str],
) -> Group:
    """A group of the need alone, which attends everything.

    Parameters
    ----------
    taken
        Names of the other groups.
    """
    names = (f"g{number}" for number in count(len(taken) + 1))
    return Group(
        group=next(name for name in names if name not in taken),
        subject=need.subject,
        level=need.level,
        language=scenario.language_of(need),
        teacher=teacher,
        meetings=meetings,
        members=(Member(need=need.need, meetings=tuple(range(len(meetings)))),),
    )
