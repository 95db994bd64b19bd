"""Counts of pupils as somebody may see them.

Counts from 1 to 4 are a range to whoever has not entered them. A range is worth nothing if it can
be narrowed from outside, so its neighbours, the other needs of the same course in the same school,
are ranges as well: they may be taught in one group, whose size has a known limit. No total is
shown that is not a total of what is shown.
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
    """The count, or `1–4` in its place where the reader may not know it."""
    return count if sight.exact or count not in SMALL else FEW


def shown_pupils(scenario: Scenario, need: Need, sight: Sight) -> Count:
    """Pupils of one need of one's own: nothing at all for a viewer."""
    if sight.exact:
        return need.pupils
    if sight.role is Role.VIEWER:
        return None
    counts = [
        other.pupils
        for other in scenario.needs
        if (other.school, other.subject, other.level) == (need.school, need.subject, need.level)
    ]
    few = sum(count in SMALL for count in counts)
    if not few:
        return need.pupils
    most = scenario.subject_of[need.subject].max_pupils
    # In one group with all its neighbours at their least, each small count may still be any.
    room = most - SMALL.stop * (len(counts) - few) - (few - 1)
    if len(counts) > 1 and room < SMALL.stop - 1:
        return None
    return FEW if need.pupils in SMALL else MANY


def shown_total(scenario: Scenario, needs: Iterable[Need], sight: Sight) -> Count:
    """Pupils of several needs of one's own, from their shown counts alone."""
    shown = [shown_pupils(scenario, need, sight) for need in needs]
    if len(shown) == 1:
        return shown[0]
    whole = [count for count in shown if isinstance(count, int)]
    return sum(whole) if len(whole) == len(shown) else None
