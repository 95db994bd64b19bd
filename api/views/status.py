"""What a reader is told of a plan as a piece of work: that it is there, and no numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.views.sight import Glance, Sight

SHOWN = frozenset({"id", "scenario", "name", "state", "status", "created", "started", "ended"})
"""Fields for a reader without sight of the whole.

Live values, bounds, gaps, KPIs and stages are sums over counts of others; limits, attempts,
revisions and seconds spent tell how much others have entered.
"""


def seen_status(told: Mapping[str, Any], sight: Sight | Glance) -> dict[str, Any]:
    """The fields of a plan's status, job or event that this reader gets.

    Parameters
    ----------
    told
        What a reader of the whole is told, by field; `scenario` is the scenario's own random id.
    """
    return {field: value for field, value in told.items() if sight.whole or field in SHOWN}
