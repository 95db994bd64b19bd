"""Groups of a new plan under the names of the earlier groups they go on with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from solver.plan import Group, Plan


def named_as_before(plan: Plan, before: Plan) -> Plan:
    """The plan with its groups renamed; ids of needs are the same in both plans.

    A group goes on with the earlier one that it has most needs in common with, then the same
    teacher and most times. A group that goes on with none has a name that none had.
    """
    pairs = [
        (_likeness(new, old), -later, -earlier)
        for later, new in enumerate(plan.groups)
        for earlier, old in enumerate(before.groups)
        if _needs(new) & _needs(old)
    ]
    name_of: dict[int, str] = {}
    taken: set[int] = set()
    for _, later, earlier in sorted(pairs, reverse=True):
        if -later not in name_of and -earlier not in taken:
            name_of[-later] = before.groups[-earlier].group
            taken.add(-earlier)
    fresh = _fresh({group.group for group in before.groups})
    groups = tuple(
        group.model_copy(update={"group": name_of.get(number) or next(fresh)})
        for number, group in enumerate(plan.groups)
    )
    return Plan(scenario=plan.scenario, groups=groups, unserved=plan.unserved)


def _likeness(new: Group, old: Group) -> tuple[int, bool, int]:
    times = {meeting.slot for meeting in new.meetings} & {meeting.slot for meeting in old.meetings}
    return len(_needs(new) & _needs(old)), new.teacher == old.teacher, len(times)


def _needs(group: Group) -> set[str]:
    return {member.need for member in group.members}


def _fresh(taken: set[str]) -> Iterator[str]:
    names = (f"g{number}" for number in count(1))
    return (name for name in names if name not in taken)
