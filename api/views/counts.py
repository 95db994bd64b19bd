"""Counts of pupils as somebody may see them.

To whoever has not entered it, a count is one of two ranges: from 1 to 4, or more. A range is worth
nothing if it can be narrowed from outside. Needs of one course in one school may be taught in one
group, whose size has a known limit: beside nine pupils of one need a few of another are three at
most. So no count of more than 4 is told exactly, and where even ranges would narrow each other
nothing is told. Whether that is so depends on the number of needs and never on a count. No total
is shown that is not had from what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.principal import Role
from api.views.sight import Sight
from scenarios.needs import Need
from scenarios.scenario import Scenario

SMALL = range(1, 5)
"""Counts that could point at a pupil: religion is special-category data (GDPR, article 9)."""
FEW = "1–4"  # noqa: RUF001  (an en dash, as between two numbers in a table)
MANY = f"{SMALL.stop}+"

Count = int | str | None
"""A count, a range that holds it, or nothing where a range would tell too much."""


def shown_count(count: int, sight: Sight) -> int | str:
    """A count, or the range that it is in to whoever does not see the whole.

    What a municipality has entered itself `shown_pupils` shows it exactly.
    """
    if sight.whole or not count:
        return count
    return FEW if count in SMALL else MANY


def shown_pupils(scenario: Scenario, need: Need, sight: Sight) -> Count:
    """Pupils of one need of one's own: exact to the municipality that has entered them."""
    if sight.exact:
        return need.pupils
    if sight.role is Role.VIEWER:
        return None
    neighbours = sum(
        (other.school, other.subject, other.level) == (need.school, need.subject, need.level)
        for other in scenario.needs
        if other.need != need.need
    )
    # Beside as many others of 5 and more in one group, or one that a variant may add.
    places = scenario.subject_of[need.subject].max_pupils - SMALL.stop * max(1, neighbours)
    if places < max(SMALL):
        return None
    return shown_count(need.pupils, sight)


def shown_total(scenario: Scenario, needs: Iterable[Need], sight: Sight) -> Count:
    """Pupils of several needs of one's own, from their shown counts alone."""
    shown = [shown_pupils(scenario, need, sight) for need in needs]
    exact = [count for count in shown if isinstance(count, int)]
    if len(exact) == len(shown):
        return sum(exact)
    return shown[0] if len(shown) == 1 else None
