"""Needs that share pupils, as the office said or as their classes tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from scenarios.needs import Category, Need
from scenarios.scenario import Scenario

BELIEFS = {Category.RELIGION, Category.ETHICS}


def sharing_pairs(scenario: Scenario, needs: Iterable[Need]) -> Iterator[tuple[Need, Need]]:
    """Pairs of these needs with common pupils, each once, in the order of their ids."""
    need_of = {need.need: need for need in needs}
    told_of: defaultdict[str, list[str]] = defaultdict(list)
    for need in need_of.values():
        for name in need.classes:
            told_of[name].append(need.need)
    pairs = {
        (min(need.need, other), max(need.need, other))
        for need in need_of.values()
        for other in chain(need.shares_pupils_with, *(told_of[name] for name in need.classes))
        if other in need_of and other != need.need
    }
    for one, other in sorted(pairs):
        if _share(scenario, need_of[one], need_of[other]):
            yield need_of[one], need_of[other]


def sharing(scenario: Scenario) -> dict[str, frozenset[str]]:
    """By need the needs it shares pupils with; needs without any are absent."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in sharing_pairs(scenario, scenario.needs):
        found[one.need].add(other.need)
        found[other.need].add(one.need)
    return {need: frozenset(others) for need, others in found.items()}


def _share(scenario: Scenario, one: Need, other: Need) -> bool:
    if other.need in one.shares_pupils_with or one.need in other.shares_pupils_with:
        return True
    # A need that names somebody, or nobody, has said all there is.
    if one.shares_pupils_with or other.shares_pupils_with:
        return False
    if not set(one.classes) & set(other.classes) or one.subject == other.subject:
        return False
    categories = {scenario.subject_of[need.subject].category for need in (one, other)}
    return not categories <= BELIEFS
