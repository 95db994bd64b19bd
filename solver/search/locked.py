"""A first plan where pins are locked and none was made quickly."""

from __future__ import annotations

from scenarios.needs import PinKind
from solver.candidates.candidates import Candidates
from solver.candidates.coarse import coarse
from solver.model.build import PlanModel
from solver.search.cpsat import minimise
from solver.search.effort import Effort
from solver.search.first_plans import nothing_served
from solver.search.incumbent import Incumbent
from solver.search.submodel import in_order


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
