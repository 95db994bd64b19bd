"""The first plans: nothing served, what is known from before, what is made quickly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from scenarios.needs import PinKind
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates
from solver.candidates.coarse import coarse
from solver.model.build import PlanModel
from solver.plan import Plan, with_groups
from solver.search.carry import sound_part
from solver.search.cpsat import Effort, minimise
from solver.search.incumbent import Incumbent
from solver.search.submodel import in_order


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


def lock(given: Candidates, incumbent: Incumbent, effort: Effort) -> bool:
    """Find a plan that keeps the locked pins; say whether there is proved to be none.

    First only the needs that the pins name may be served, then all over few starts; only all
    needs over all starts can prove that there is no plan.
    """
    pins = [pin for pin in given.scenario.pins if pin.kind is PinKind.LOCKED]
    named = sorted({name for pin in pins for name in (pin.need, pin.with_need) if name})
    everything = [need.need for need in given.scenario.needs]
    for some, free in ((given, named), (coarse(given), everything), (given, everything)):
        model = PlanModel(some.around(nothing_served(given.scenario), free), incumbent.previous)
        proves = some is given and free is everything
        seconds = effort.clock.left if proves else effort.clock.left / 2
        objective = in_order(model, incumbent.who_and_what_stays())
        answer = minimise(model, model.cp, objective, effort._replace(seconds=seconds))
        if answer.plan is not None:
            incumbent.offer(answer.plan)
            return False
        if effort.stop.requested:
            return False
    return answer.impossible
