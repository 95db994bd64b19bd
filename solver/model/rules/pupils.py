"""The rule `pupil_clash`: shared pupils are never wanted in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from scenarios.needs import Category, Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.model.at_once import halves_that_differ, in_half, overlapping
from solver.model.variables import Variables

BELIEFS = {Category.RELIGION, Category.ETHICS}


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


def sharing_pairs(scenario: Scenario, needs: tuple[Need, ...]) -> Iterator[tuple[Need, Need]]:
    """Pairs of needs with common pupils, as the office said or as their classes tell."""
    need_of = {need.need: need for need in needs}
    told_of: defaultdict[str, list[str]] = defaultdict(list)
    for need in needs:
        for name in need.classes:
            told_of[name].append(need.need)
    pairs = {
        (min(need.need, other), max(need.need, other))
        for need in needs
        for other in chain(need.shares_pupils_with, *(told_of[name] for name in need.classes))
        if other in need_of and other != need.need
    }
    for one, other in sorted(pairs):
        if _share(scenario, need_of[one], need_of[other]):
            yield need_of[one], need_of[other]


def _share(scenario: Scenario, one: Need, other: Need) -> bool:
    if other.need in one.shares_pupils_with or one.need in other.shares_pupils_with:
        return True
    if one.shares_pupils_with or other.shares_pupils_with:
        return False
    if not set(one.classes) & set(other.classes) or one.subject == other.subject:
        return False
    categories = {scenario.subject_of[need.subject].category for need in (one, other)}
    return not categories <= BELIEFS


def _minutes(scenario: Scenario, need: Need) -> int:
    return scenario.subject_of[need.subject].lesson_minutes
