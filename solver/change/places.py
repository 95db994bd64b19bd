"""Where something could go: the moves that break no rule, the best first, each with its price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from pydantic import BaseModel, ConfigDict, Field

from scenarios.needs import Need
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half, clock
from solver.candidates.presence import Slot, slot_of
from solver.change.asking import OF_MEETINGS, breaks
from solver.change.effects import Before
from solver.change.moves import Begin, ChangeTeacher, Join, Move, MoveMeeting, moved
from solver.explain.openings import joinable
from solver.plan import Group, Meeting, Plan

MOST = 20
MOST_BEGINS, MOST_TIMES = 24, 3


class Place(BaseModel):
    """A way to move something, and what it does to the whole plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moves: tuple[Move, ...]
    values: dict[StageId, int] = Field(description="Value of each stage after the moves.")
    differences: dict[StageId, int] = Field(description="Value after less value before.")
    others: tuple[str, ...] = Field(description="Other needs that would be taught otherwise.")


def places_of_group(before: Before, name: str, most: int = MOST) -> tuple[Place, ...]:
    """Other times of one of its meetings, and other teachers at its times, best first.

    Raises
    ------
    LookupError
        If there is no such group.
    """
    group = next((one for one in before.plan.groups if one.group == name), None)
    if group is None:
        raise LookupError(f"there is no group {name}")
    own = {member.need for member in group.members}
    return _ranked(before, _moves_of_group(before, group), own, most)


def places_of_need(before: Before, name: str, most: int = MOST) -> tuple[Place, ...]:
    """Groups that a need could join, and groups that it could begin, best first.

    Every group of its course is tried; of new groups the most convenient times, on several days,
    with each of the cheapest teachers.

    Raises
    ------
    LookupError
        If there is no such need.
    """
    need = before.scenario.need_of.get(name)
    if need is None:
        raise LookupError(f"there is no need {name}")
    ways = chain(_joins(before, need), islice(_begins(before, need), MOST_BEGINS))
    return _ranked(before, ways, {name}, most)


def _ranked(
    before: Before, ways: Iterable[tuple[Move, ...]], own: set[str], most: int
) -> tuple[Place, ...]:
    """The ways that break nothing and do something, by the stages in their order."""
    order = before.scenario.settings.priorities
    estimates = [(before.estimate(moves), moves) for moves in ways]
    allowed = [(values, moves) for values, moves in estimates if values is not None]
    places = [_place(before, moves, own) for _, moves in sorted(allowed, key=_first)[:most]]
    return tuple(sorted(places, key=lambda p: [p.values[s] for s in order if s in p.values]))


def _first(estimate: tuple[list[int], tuple[Move, ...]]) -> list[int]:
    return estimate[0]


def _place(before: Before, moves: tuple[Move, ...], own: set[str]) -> Place:
    effects = before.effects(moves)
    return Place(
        moves=moves,
        values=effects.values,
        differences=effects.differences,
        others=tuple(one.need for one in effects.changes if one.need not in own),
    )


def _moves_of_group(before: Before, group: Group) -> Iterator[tuple[Move, ...]]:
    given = before.candidates(member.need for member in group.members)
    slots = given.slots
    for index, meeting in enumerate(group.meetings):
        attending = [member.need for member in group.members if index in member.meetings]
        possible = [set(slots.get((need, group.teacher), ())) for need in attending]
        for slot in sorted(set.intersection(*possible)) if possible else ():
            if slot.half is meeting.half and slot != slot_of(meeting):
                then = {"day": DAYS[slot.day], "start": clock(slot.start)}
                yield (MoveMeeting(group=group.group, meeting=index, **then),)
    able = [set(given.teachers_of[member.need]) for member in group.members]
    for teacher in sorted(set.intersection(*able) - {group.teacher}):
        yield (ChangeTeacher(group=group.group, teacher=teacher),)


def _joins(before: Before, need: Need) -> Iterator[tuple[Move, ...]]:
    for group in joinable(before.scenario, before.plan, need):
        yield (Join(need=need.need, group=group.group),)


def _begins(before: Before, need: Need) -> Iterator[tuple[Move, ...]]:
    """A group of its own with each teacher, the cheapest first, at the most convenient times."""
    scenario, given = before.scenario, before.candidates([need.need])
    around = _groups_around(scenario, before.plan, need)
    for teacher in sorted(
        given.teachers_of[need.need], key=lambda name: (scenario.teacher_of[name].lesson_cost, name)
    ):
        near = Plan(
            scenario=before.plan.scenario,
            groups=tuple(
                one for one in before.plan.groups if one.group in around or one.teacher == teacher
            ),
        )
        points = given.points[need.need]
        by_comfort = sorted(given.slots[need.need, teacher], key=lambda s: (points[s], s))
        for _ in range(MOST_TIMES):
            meetings = _convenient(scenario, near, need, teacher, by_comfort)
            if not meetings:
                break
            yield (Begin(need=need.need, teacher=teacher, meetings=meetings),)
            by_comfort = [slot for slot in by_comfort if DAYS[slot.day] is not meetings[0].day]


def _groups_around(scenario: Scenario, plan: Plan, need: Need) -> set[str]:
    """Groups at the need's school: who else could be in its way there."""
    return {
        group.group
        for group in plan.groups
        if any(scenario.need_of[member.need].school == need.school for member in group.members)
    }


def _convenient(
    scenario: Scenario, near: Plan, need: Need, teacher: str, by_comfort: Sequence[Slot]
) -> tuple[Meeting, ...]:
    """As many meetings as the need has lessons, each on a day of its own; empty if there are not.

    A meeting of every week is looked for first, then that of one half.
    """
    minutes = scenario.subject_of[need.subject].lesson_minutes
    wanted = [True] * (need.half_lessons // 2) + [False] * (need.half_lessons % 2)
    chosen: list[Meeting] = []
    for weekly in wanted:
        free = (
            meeting
            for slot in by_comfort
            if (slot.half is Half.ALL) is weekly
            and all(DAYS.index(one.day) != slot.day for one in chosen)
            and _fits(scenario, near, need, teacher, meeting := _meeting(slot, minutes))
        )
        found = next(free, None)
        if found is None:
            return ()
        chosen.append(found)
    return tuple(chosen)


def _meeting(slot: Slot, minutes: int) -> Meeting:
    return Meeting.model_validate(
        {
            "day": DAYS[slot.day],
            "start": clock(slot.start),
            "end": clock(slot.start + minutes),
            "half": slot.half,
        }
    )


def _fits(scenario: Scenario, near: Plan, need: Need, teacher: str, meeting: Meeting) -> bool:
    """Whether that meeting alone breaks nothing among the groups around it."""
    move = Begin(need=need.need, teacher=teacher, meetings=(meeting,))
    after = moved(scenario, near, [move])
    return not breaks(scenario, near, after, OF_MEETINGS)
