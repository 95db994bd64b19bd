"""The first plans: nothing served, what is known from before, what is made quickly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from scenarios.scenario import Scenario
from solver.plan import Plan, with_groups
from solver.search.carry import sound_part
from solver.search.incumbent import Incumbent


class Constructs(Protocol):
    """Whoever makes a plan quickly."""

    def construct(self, start: Plan | None) -> Plan | None:
        """A plan with all that is in the one to start from; none if time is over."""


def nothing_served(scenario: Scenario) -> Plan:
    """The plan that leaves every need unserved; it keeps every rule but locked pins."""
    return with_groups(scenario, ())


def offer_first_plans(
    incumbent: Incumbent, known: Iterable[Plan | None], local: Constructs
) -> None:
    """Offer the empty plan, the sound part of known ones, and what is made from the best."""
    scenario = incumbent.scenario
    incumbent.try_out(nothing_served(scenario))
    for plan in known:
        if plan is not None:
            incumbent.try_out(sound_part(scenario, plan))
    made = local.construct(incumbent.plan)
    if made is not None:
        incumbent.try_out(made)
