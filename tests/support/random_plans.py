"""Random plans of a tiny scenario: right ones, crowded ones and slightly wrong ones.

Right plans are grown group by group, keeping what the verifier passes. Crowded plans are groups,
each right alone, that nobody has seen together. Wrong ones are right plans with one change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from scenarios.scenario import Scenario
from scenarios.times import DAYS, clock
from solver.plan import Group, Meeting, Member, Plan
from solver.verify.report import verify
from tests.support.draw import Draw
from tests.support.every_group import all_groups, judged_groups, lenient, plan_of

PAIRS_TRIED = 60

Change = Callable[[Draw, Scenario, Plan], Plan | None]


def plans(seed: int | str, scenario: Scenario, each: int = 2) -> Iterator[Plan]:
    """Grown and crowded plans, some with one change each, and some with one broken rule each.

    No plan is given twice.
    """
    draw = Draw(f"plans {seed}")
    mild = lenient(scenario)
    judged = list(judged_groups(mild))
    groups = [group for group, broken in judged if not broken]
    seen: set[Plan] = set()
    for plan in (
        *_plans(draw, scenario, groups, each),
        *one_wrong_group(draw, scenario, judged),
        *one_wrong_pair(draw, scenario, groups),
    ):
        if plan not in seen:
            seen.add(plan)
            yield plan


def _plans(draw: Draw, scenario: Scenario, groups: list[Group], each: int) -> Iterator[Plan]:
    yield plan_of(scenario, [])
    for _ in range(each):
        grown = grown_plan(draw, scenario, groups)
        yield grown
        yield crowded_plan(draw, scenario, groups)
        for change in draw.some(CHANGES, 2, 3):
            broken = change(draw, scenario, grown)
            if broken is not None:
                yield broken


def one_wrong_group(
    draw: Draw, scenario: Scenario, judged: list[tuple[Group, frozenset[str]]]
) -> Iterator[Plan]:
    """For each rule a group that breaks it and no other."""
    told: set[str] = set()
    for group, broken in draw.shuffled(judged):
        if len(broken) == 1 and not broken <= told:
            told |= broken
            yield plan_of(scenario, [group])


def one_wrong_pair(draw: Draw, scenario: Scenario, groups: list[Group]) -> Iterator[Plan]:
    """For each rule two groups, each right alone, that together break it and no other."""
    told: set[str] = set()
    pairs = [pair for pair in combinations(groups, 2) if _disjoint([*pair]) and _near(*pair)]
    mild = lenient(scenario)
    for pair in draw.shuffled(pairs)[:PAIRS_TRIED]:
        broken = {finding.code for finding in verify(mild, plan_of(mild, [*pair]))}
        if len(broken) == 1 and not broken <= told:
            told |= broken
            yield plan_of(scenario, [*pair])


def _near(one: Group, other: Group) -> bool:
    """Whether some meetings of the two overlap or nearly touch: only then can much go wrong."""
    return any(
        a.day is b.day and a.start - 15 < b.end and b.start - 15 < a.end
        for a in one.meetings
        for b in other.meetings
    )


def grown_plan(draw: Draw, scenario: Scenario, groups: list[Group]) -> Plan:
    """Disjoint groups added in random order while the rules hold; some room is left."""
    mild = lenient(scenario)
    chosen: list[Group] = []
    for group in draw.shuffled(groups)[:40]:
        more = [*chosen, group]
        if _disjoint(more) and draw.chance(85) and not verify(mild, plan_of(mild, more)):
            chosen = more
    return plan_of(scenario, chosen)


def crowded_plan(draw: Draw, scenario: Scenario, groups: list[Group]) -> Plan:
    """Disjoint groups that may well clash."""
    chosen: list[Group] = []
    for group in draw.shuffled(groups)[:40]:
        if _disjoint([*chosen, group]):
            chosen.append(group)
    return plan_of(scenario, chosen)


def _disjoint(groups: list[Group]) -> bool:
    names = [member.need for group in groups for member in group.members]
    return len(names) == len(set(names))


# ------------------------------------------------------------------------------------- changes


def _with(plan: Plan, **fields: Any) -> Plan:
    """A new plan: a copy would keep what the old one remembers of its groups."""
    own = {"scenario": plan.scenario, "groups": plan.groups, "unserved": plan.unserved}
    return Plan(**{**own, **fields})


def _edit(plan: Plan, index: int, **fields: Any) -> Plan:
    groups = list(plan.groups)
    groups[index] = groups[index].model_copy(update=fields)
    return _with(plan, groups=tuple(groups))


def _meetings_edited(edit: Callable[[Draw, Scenario, Meeting], dict[str, Any]]) -> Change:
    def change(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
        if not plan.groups:
            return None
        index = draw.whole(0, len(plan.groups) - 1)
        meetings = list(plan.groups[index].meetings)
        place = draw.whole(0, len(meetings) - 1)
        old = {**meetings[place].model_dump(mode="json")}
        meetings[place] = Meeting(**{**old, **edit(draw, scenario, meetings[place])})
        return _edit(plan, index, meetings=tuple(meetings))

    return change


def _shifted(draw: Draw, scenario: Scenario, old: Meeting) -> dict[str, Any]:
    step = scenario.settings.start_step_minutes
    by = draw.pick([-3, -2, -1, 1, 2, 3]) * step
    return {"start": clock(old.start + by), "end": clock(old.end + by)}


def _off_the_step(draw: Draw, scenario: Scenario, old: Meeting) -> dict[str, Any]:
    by = draw.pick([-1, 1])
    return {"start": clock(old.start + by), "end": clock(old.end + by)}


def _longer(draw: Draw, scenario: Scenario, old: Meeting) -> dict[str, Any]:
    return {"end": clock(old.end + draw.pick([-5, 5]))}


def _other_day(draw: Draw, scenario: Scenario, old: Meeting) -> dict[str, Any]:
    return {"day": draw.pick([day for day in DAYS if day is not old.day])}


def _other_half(draw: Draw, scenario: Scenario, old: Meeting) -> dict[str, Any]:
    return {"half": draw.pick([half for half in ("all", "A", "B") if half != old.half])}


def _other_teacher(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    if not plan.groups:
        return None
    index = draw.whole(0, len(plan.groups) - 1)
    others = [t for t in sorted(scenario.teacher_of) if t != plan.groups[index].teacher]
    return _edit(plan, index, teacher=draw.pick(others)) if others else None


def _one_more_member(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    if not plan.groups or not plan.unserved:
        return None
    index = draw.whole(0, len(plan.groups) - 1)
    group, name = plan.groups[index], draw.pick(plan.unserved)
    all_meetings = tuple(range(len(group.meetings)))
    member = Member(need=name, meetings=tuple(draw.some(all_meetings, 1)))
    joined = _edit(plan, index, members=(*group.members, member))
    left = tuple(other for other in plan.unserved if other != name)
    return _with(joined, unserved=left)


def _one_member_less(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    shared = [k for k, group in enumerate(plan.groups) if len(group.members) > 1]
    if not shared:
        return None
    index = draw.pick(shared)
    group = plan.groups[index]
    gone = draw.pick(group.members)
    left = _edit(plan, index, members=tuple(m for m in group.members if m != gone))
    unserved = tuple(sorted((*plan.unserved, gone.need)))
    return _with(left, unserved=unserved)


def _other_attendance(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    rich = [k for k, group in enumerate(plan.groups) if len(group.meetings) > 1]
    if not rich:
        return None
    index = draw.pick(rich)
    group = plan.groups[index]
    place = draw.whole(0, len(group.members) - 1)
    members = list(group.members)
    meetings = tuple(draw.some(range(len(group.meetings)), 1))
    members[place] = members[place].model_copy(update={"meetings": meetings})
    return _edit(plan, index, members=tuple(members))


def _merged(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    if len(plan.groups) < 2:
        return None
    one, other = draw.some(plan.groups, 2, 2)
    first = len(one.meetings)
    came = [
        Member(need=m.need, meetings=tuple(i for i in m.meetings if i < first) or (0,))
        for m in other.members
    ]
    merged = one.model_copy(update={"members": (*one.members, *came)})
    rest = [group for group in plan.groups if group not in (one, other)]
    return _with(plan, groups=(merged, *rest))


def _twice_served(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    if not plan.groups:
        return None
    group = draw.pick(plan.groups)
    return _with(plan, groups=(*plan.groups, group.model_copy(update={"group": "again"})))


def _forgotten(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    """A need that is neither served nor listed as unserved."""
    if not plan.unserved:
        return None
    gone = draw.pick(plan.unserved)
    left = tuple(name for name in plan.unserved if name != gone)
    return _with(plan, unserved=left)


def _one_meeting_less(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    rich = [k for k, group in enumerate(plan.groups) if len(group.meetings) > 1]
    if not rich:
        return None
    index = draw.pick(rich)
    group = plan.groups[index]
    last = len(group.meetings) - 1
    members = tuple(
        m.model_copy(update={"meetings": tuple(i for i in m.meetings if i != last) or (0,)})
        for m in group.members
    )
    return _edit(plan, index, meetings=group.meetings[:-1], members=members)


def _mislabelled(draw: Draw, scenario: Scenario, plan: Plan) -> Plan | None:
    if not plan.groups:
        return None
    index = draw.whole(0, len(plan.groups) - 1)
    return _edit(plan, index, **draw.pick([{"level": "Z"}, {"language": "en"}]))


CHANGES: tuple[Change, ...] = (
    _meetings_edited(_shifted),
    _meetings_edited(_shifted),
    _meetings_edited(_off_the_step),
    _meetings_edited(_longer),
    _meetings_edited(_other_day),
    _meetings_edited(_other_half),
    _other_teacher,
    _other_teacher,
    _one_more_member,
    _one_more_member,
    _one_member_less,
    _other_attendance,
    _merged,
    _twice_served,
    _forgotten,
    _one_meeting_less,
    _mislabelled,
)


def previous_plan(seed: int | str, scenario: Scenario) -> Plan:
    """A plan of last year: its needs carry their old ids, and some of it no longer fits."""
    draw = Draw(f"previous {seed}")
    plan = grown_plan(draw, scenario, list(all_groups(lenient(scenario))))
    if draw.chance(60):
        change = draw.pick([_meetings_edited(_shifted), _other_teacher, _one_member_less])
        plan = change(draw, scenario, plan) or plan
    old = {need.need: need.continues or need.need for need in scenario.needs}
    groups = tuple(
        group.model_copy(
            update={
                "members": tuple(m.model_copy(update={"need": old[m.need]}) for m in group.members)
            }
        )
        for group in plan.groups
    )
    unserved = tuple(sorted(old[name] for name in plan.unserved))
    return Plan(scenario=plan.scenario, groups=groups, unserved=unserved)
