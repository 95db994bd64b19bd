"""What was wanted, what could be served and what is, counted from several sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from scenarios.needs import Need
from scenarios.scenario import Scenario
from solver.measure.numbers import from_halves
from solver.measure.servable import servable
from solver.plan import Plan

Amount = Callable[[Need], int]


def counted(scenario: Scenario, plan: Plan, half_amount: Amount) -> dict[str, Any]:
    """Amounts of all needs, and by municipality, subject and priority.

    Parameters
    ----------
    half_amount
        Twice what one need counts for.
    """
    sides: dict[str, Callable[[Need], str]] = {
        "municipality": scenario.buyer_of,
        "subject": lambda need: need.subject,
        "priority": lambda need: need.priority.value,
    }
    result: dict[str, Any] = {"all": _three(scenario, plan, scenario.needs, half_amount)}
    for side, name_of in sides.items():
        needs_of: defaultdict[str, list[Need]] = defaultdict(list)
        for need in scenario.needs:
            needs_of[name_of(need)].append(need)
        result[side] = {
            name: _three(scenario, plan, needs, half_amount)
            for name, needs in sorted(needs_of.items())
        }
    return result


def _three(
    scenario: Scenario, plan: Plan, needs: Sequence[Need], half_amount: Amount
) -> dict[str, int | float]:
    return {
        "wanted": from_halves(sum(half_amount(need) for need in needs)),
        "servable": from_halves(sum(half_amount(n) for n in needs if servable(scenario, n))),
        "served": from_halves(sum(half_amount(n) for n in needs if n.need in plan.group_of)),
    }
