"""The rule `pupil_clash`: shared pupils are never wanted in two places at once."""

from __future__ import annotations

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.candidates.overlaps import overlapping
from solver.candidates.sharing import sharing_pairs
from solver.model.at_once import halves_that_differ, in_half
from solver.model.variables import Variables


def pupil_clash(variables: Variables) -> None:
    """Needs that share pupils do not attend overlapping meetings of different groups."""
    for one, other in sharing_pairs(variables.scenario, variables.needs):
        same_course = (other.need, one.need) in variables.joins or (
            set(variables.leaders_of[one.need]) & set(variables.leaders_of[other.need])
        )
        exception = variables.together(one.need, other.need) if same_course else None
        for day in range(len(DAYS)):
            mine = variables.attended_on(one.need, day)
            theirs = variables.attended_on(other.need, day)
            for half in halves_that_differ(slot for slot, _ in [*mine, *theirs]):
                first = in_half(mine, half, _minutes(variables.scenario, one))
                second = in_half(theirs, half, _minutes(variables.scenario, other))
                own = {use.decision.index for use in first}
                for _, uses in overlapping(first + second):
                    sides = [use.decision.index in own for use in uses]
                    if all(sides) or not any(sides):
                        continue
                    both = sum(use.decision for use in uses)
                    limit = 1 if exception is None else 1 + exception
                    variables.model.add(both <= limit)


def _minutes(scenario: Scenario, need: Need) -> int:
    return scenario.subject_of[need.subject].lesson_minutes
