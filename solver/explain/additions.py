"""The cheapest way to serve one more need while every group of a plan stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.times import Day, Half, clock, halves_of
from solver.explain.facts import Option, enough
from solver.explain.fits import Starts, binding_pins, days_found, pupils_starts
from solver.explain.occupied import Occupied
from solver.explain.openings import group_of_its_own, joinable
from solver.measure.bill import bill, half_up
from solver.plan import Group, Meeting, Member, Plan
from solver.verify.report import verify


class Addition(NamedTuple):
    """Who would teach the need, and what that adds to the bill in cents a week."""

    teacher: str
    cents: int


def cheapest_addition(
    scenario: Scenario, occupied: Occupied, need: Need, options: tuple[Option, ...]
) -> Addition | None:
    """The addition to the plan that keeps every rule and adds least to the bill.

    Groups it could join are tried, and one group of its own with each teacher. The other groups
    keep teachers and times, so `None` does not say that no plan serves the need.
    """
    before = bill(scenario, occupied.plan).total
    larger = [*_joined(scenario, occupied.plan, need), *_opened(scenario, occupied, need, options)]
    priced = [(bill(scenario, plan).total - before, group, plan) for group, plan in larger]
    for half_cents, group, plan in sorted(priced, key=lambda one: (one[0], one[1].group)):
        if not verify(scenario, plan):
            return Addition(group.teacher, half_up(half_cents))
    return None


def _joined(scenario: Scenario, plan: Plan, need: Need) -> Iterator[tuple[Group, Plan]]:
    starts = pupils_starts(scenario, need)
    for group in joinable(scenario, plan, need):
        for attended in _attendances(group, need, starts):
            member = Member(need=need.need, meetings=attended)
            larger = group.model_copy(update={"members": (*group.members, member)})
            groups = tuple(larger if one is group else one for one in plan.groups)
            yield larger, _with(plan, need, groups)


def _attendances(group: Group, need: Need, starts: Starts) -> Iterator[tuple[int, ...]]:
    """Choices of meetings at which the pupils are present and which carry the need's lessons."""
    present = [
        index
        for index, meeting in enumerate(group.meetings)
        if all(meeting.start in starts[meeting.day, half] for half in halves_of(meeting.half))
    ]
    weekly = [index for index in present if group.meetings[index].half is Half.ALL]
    halved = [index for index in present if group.meetings[index].half is not Half.ALL]
    whole, half = divmod(need.half_lessons, 2)
    if not half or not any(meeting.half is not Half.ALL for meeting in group.meetings):
        yield from combinations(weekly, whole + half)
    elif halved:
        yield from (tuple(sorted((*some, halved[0]))) for some in combinations(weekly, whole))


def _opened(
    scenario: Scenario, occupied: Occupied, need: Need, options: tuple[Option, ...]
) -> Iterator[tuple[Group, Plan]]:
    """A group of the need alone, with each teacher who has the minutes for it."""
    subject = scenario.subject_of[need.subject]
    if need.priority is not Priority.STATUTORY and need.pupils < subject.min_pupils:
        return
    free = [
        Option(teacher, occupied.free(teacher, need, subject.lesson_minutes, starts))
        for teacher, starts in options
    ]
    taken = {group.group for group in occupied.plan.groups}
    for teacher, starts in enough(free, need):
        meetings = _first_meetings(scenario, need, starts, subject.lesson_minutes)
        group = group_of_its_own(scenario, need, teacher.teacher, meetings, taken)
        yield group, _with(occupied.plan, need, (*occupied.plan.groups, group))


def _first_meetings(
    scenario: Scenario, need: Need, starts: Starts, minutes: int
) -> tuple[Meeting, ...]:
    """Lessons on the first days that have a start, pinned ones before others."""
    pins = [(pin.day, pin.start) for pin in binding_pins(scenario, need)]

    def unpinned(day: Day, start: int) -> bool:
        return not any(day_ in (None, day) and at in (None, start) for day_, at in pins)

    def earliest(day: Day, candidates: frozenset[int]) -> tuple[bool, int]:
        return min((unpinned(day, start), start) for start in candidates)

    whole, half = divmod(need.half_lessons, 2)
    weekly = {
        day: starts[day, Half.A] & starts[day, Half.B] for day in days_found(starts).every_week
    }
    days = sorted(weekly, key=lambda day: (earliest(day, weekly[day])[0], list(weekly).index(day)))
    chosen = [(day, earliest(day, weekly[day])[1], Half.ALL) for day in days[:whole]]
    if half:
        taken = set(days[:whole])
        chosen += [
            (day, earliest(day, starts[day, part])[1], part)
            for day, part in sorted(starts, key=lambda key: (list(Day).index(key[0]), key[1]))
            if day not in taken and starts[day, part]
        ][:1]
    return tuple(
        Meeting(day=day, start=clock(start), end=clock(start + minutes), half=part)
        for day, start, part in chosen
    )


def _with(plan: Plan, need: Need, groups: tuple[Group, ...]) -> Plan:
    unserved = tuple(name for name in plan.unserved if name != need.need)
    return Plan(scenario=plan.scenario, groups=groups, unserved=unserved)
