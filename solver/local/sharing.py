"""Needs that share pupils, by what the office says of them or by their classes."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from scenarios.needs import Category, Need
from scenarios.scenario import Scenario

BELIEFS = (Category.RELIGION, Category.ETHICS)


def neighbours(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """By need the needs it shares pupils with, sorted; needs without any are absent."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    by_class: defaultdict[str, list[Need]] = defaultdict(list)
    for need in scenario.needs:
        for named in need.shares_pupils_with:
            if named in scenario.need_of and named != need.need:
                found[need.need].add(named)
                found[named].add(need.need)
        # A need that names somebody, or nobody, has said all there is.
        for class_id in () if need.shares_pupils_with else need.classes:
            by_class[class_id].append(need)
    for classmates in by_class.values():
        for one, other in combinations(classmates, 2):
            if _may_be_the_same_pupils(scenario, one, other):
                found[one.need].add(other.need)
                found[other.need].add(one.need)
    return {need: tuple(sorted(others)) for need, others in found.items()}


def _may_be_the_same_pupils(scenario: Scenario, one: Need, other: Need) -> bool:
    """Nobody has a subject twice, or two beliefs."""
    categories = [scenario.subject_of[need.subject].category for need in (one, other)]
    both_beliefs = all(category in BELIEFS for category in categories)
    return one.subject != other.subject and not both_beliefs
