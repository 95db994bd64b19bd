"""Rules about places: rooms and adults of the receiving schools, minute by minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from scenarios.findings import Finding
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from scenarios.schools import Capacity, School
from scenarios.times import DAYS, HALVES, Day, Half, Interval, clock, holds_in
from solver.measure.timetable import receiving
from solver.plan import Meeting, Plan
from solver.verify.violations import violation


class Reception(NamedTuple):
    """A school receiving the group at this position of the plan."""

    position: int
    group: str
    meeting: Meeting


class Load(NamedTuple):
    """Groups received in these minutes, and as many as can be."""

    minutes: Interval
    groups: tuple[str, ...]
    limit: int


def rooms(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """At any minute a school receives at most `remote_rooms` groups."""
    yield from _too_many(scenario, plan, RuleId.ROOMS, "remote_rooms")


def supervision(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """At any minute a school receives at most `supervisors` groups."""
    yield from _too_many(scenario, plan, RuleId.SUPERVISION, "supervisors")


def _too_many(scenario: Scenario, plan: Plan, rule: RuleId, column: str) -> Iterator[Finding]:
    receptions = _receptions(scenario, plan)
    for school in scenario.schools:
        held = receptions.get(school.school, [])
        for day in DAYS:
            for half in HALVES:
                for load in _loads(scenario, school, held, day, half, column):
                    if len(load.groups) > load.limit:
                        yield violation(
                            rule,
                            "too_many",
                            f"school:{school.school}",
                            *(f"group:{group}" for group in load.groups),
                            day=day,
                            half=half,
                            start=clock(load.minutes.start),
                            end=clock(load.minutes.end),
                            groups=len(load.groups),
                            limit=load.limit,
                        )


def _receptions(scenario: Scenario, plan: Plan) -> dict[str, list[Reception]]:
    found: defaultdict[str, list[Reception]] = defaultdict(list)
    for position, group in enumerate(plan.groups):
        for index, meeting in enumerate(group.meetings):
            for school in receiving(scenario, group, index):
                found[school].append(Reception(position, group.group, meeting))
    return found


def _loads(
    scenario: Scenario,
    school: School,
    receptions: list[Reception],
    day: Day,
    half: Half,
    column: str,
) -> Iterator[Load]:
    """Stretches of the day between any two changes."""
    held = [r for r in receptions if r.meeting.day is day and holds_in(r.meeting.half, half)]
    if not held:
        return
    rows = [
        row
        for row in scenario.capacity_of.get(school.school, ())
        if row.day is day and holds_in(row.half, half) and getattr(row, column) is not None
    ]
    stretches = [r.meeting.interval for r in held] + [row.interval for row in rows]
    changes = sorted({minute for stretch in stretches for minute in stretch})
    for start, end in pairwise(changes):
        minutes = Interval(start, end)
        present = {r.position: r.group for r in held if r.meeting.interval.contains(minutes)}
        yield Load(minutes, tuple(present.values()), _limit(school, rows, minutes, column))


def _limit(school: School, rows: list[Capacity], minutes: Interval, column: str) -> int:
    in_force: list[int] = [getattr(row, column) for row in rows if row.interval.contains(minutes)]
    usual: int = getattr(school, column)
    return min(in_force, default=usual)
