"""The plans of a peer, each verified and measured by the same code as ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Plan, with_groups
from solver.search.carry import sound_part
from solver.verify.report import verify

Line = TypeVar("Line")
# Verifying every plan of a long search would take longer than the search.
MOST_POINTS = 60
RACED = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)


class Point(NamedTuple):
    """What a plan is worth, at the moment it was written.

    Attributes
    ----------
    dropped
        Groups left out because they broke a rule.
    broken
        Codes of the rules that remain broken; such a plan counts for nothing.
    """

    seconds: float
    values: dict[str, int]
    served: float
    dropped: int
    broken: tuple[str, ...]


class Trace(NamedTuple):
    """All that a peer told in one run."""

    points: tuple[Point, ...]
    bounds: tuple[dict[str, Any], ...]


def read(lines: Iterable[str], scenario: Scenario, until: float) -> Trace:
    """The plans and bounds among the lines that came in time."""
    told = [line for line in map(json.loads, lines) if line["seconds"] <= until]
    plans = [line for line in told if "plan" in line]
    points = tuple(
        judged(line["seconds"], scenario, Plan.model_validate(line["plan"]))
        for line in thinned(plans, MOST_POINTS)
    )
    bounds = tuple(line for line in told if line.get("bound") is not None)
    return Trace(points, thinned(bounds, 4 * MOST_POINTS))


def thinned(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """At most so many of the lines, the first and the last among them, evenly."""
    if len(lines) <= most:
        return tuple(lines)
    step = (len(lines) - 1) / (most - 1)
    return tuple(lines[round(step * index)] for index in range(most))


def mended(scenario: Scenario, plan: Plan) -> Plan:
    """The plan without the groups that break a rule, or whose needs do."""
    while True:
        plan = sound_part(scenario, plan)
        named = {subject for finding in verify(scenario, plan) for subject in finding.subjects}
        kept = tuple(
            group
            for group in plan.groups
            if not any(f"need:{member.need}" in named for member in group.members)
        )
        if len(kept) == len(plan.groups):
            return plan
        plan = with_groups(scenario, kept)


def judged(seconds: float, scenario: Scenario, plan: Plan) -> Point:
    """The plan without the groups that break a rule, verified and measured."""
    sound = mended(scenario, plan)
    values = stage_values(scenario, sound)
    lessons = sum(need.half_pupil_lessons for need in scenario.needs if need.need in sound.group_of)
    return Point(
        seconds,
        {stage.value: values[stage] for stage in RACED},
        lessons / 2,
        len(plan.groups) - len(sound.groups),
        tuple(sorted({finding.code for finding in verify(scenario, sound)})),
    )
