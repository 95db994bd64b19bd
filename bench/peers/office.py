"""What an engineer reads off the tables before writing anything down as a program.

HiGHS comes twice, by itself and inside OR-Tools, and a process can load only one of them; so
nothing here may lead to OR-Tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from scenarios.needs import Category, Need
from scenarios.scenario import Scenario

BELIEFS = {Category.RELIGION, Category.ETHICS}


def limits(scenario: Scenario) -> dict[tuple[str, str], int]:
    """Half lessons a week that a buyer takes of a seller at most, where there is a limit."""
    found: dict[tuple[str, str], int] = {}
    for row in scenario.agreements:
        if row.max_lessons is not None and row.buyer != row.seller:
            pair, most = (row.buyer, row.seller), int(row.max_lessons * 2)
            found[pair] = min(found.get(pair, most), most)
    return found


def sharing_pairs(scenario: Scenario) -> Iterator[tuple[Need, Need]]:
    """Pairs of needs with common pupils."""
    for one, other in combinations(scenario.needs, 2):
        named = one.need in other.shares_pupils_with or other.need in one.shares_pupils_with
        said = one.shares_pupils_with or other.shares_pupils_with
        if named or (not said and _in_one_class(scenario, one, other)):
            yield one, other


def _in_one_class(scenario: Scenario, one: Need, other: Need) -> bool:
    categories = {scenario.subject_of[need.subject].category for need in (one, other)}
    return (
        bool(set(one.classes) & set(other.classes))
        and one.subject != other.subject
        and not categories <= BELIEFS
    )
