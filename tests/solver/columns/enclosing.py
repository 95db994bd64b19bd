"""Bounds of a master beside the best of all plans, stage after stage."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.reductions import reduced
from solver.columns.master import ColumnMaster
from solver.columns.near import NearMaster
from solver.columns.priced import PricedMaster
from solver.model.grains import in_units, most_grains
from solver.search.effort import Effort
from solver.search.stop import Clock, Stop
from tests.support.judging import TooManyPlansError, optimum
from tests.support.strategies import tiny

Make = Callable[[Candidates], ColumnMaster | PricedMaster | NearMaster]


def effort() -> Effort:
    return Effort(Clock(20, deterministic=True), Stop(), 20, 1, 1)


def bounds_and_optima(make: Make, seed: str, most_plans: int) -> dict[StageId, tuple[int, int]]:
    """By stage the bound and the optimum, the earlier stages kept at their optima."""
    scenario = tiny(seed)
    try:
        best = optimum(scenario, limit=most_plans)
    except TooManyPlansError:
        return {}
    master = make(reduced(candidates(scenario)))
    limits: dict[StageId, int] = {}
    found: dict[StageId, tuple[int, int]] = {}
    for reached in best.stages:
        settled = master.settle(reached.stage, limits, effort())
        if settled is not None:
            assert settled.bound is not None
            found[reached.stage] = (in_units(settled.bound, reached.stage), reached.value)
        limits[reached.stage] = most_grains(reached.stage, reached.most)
    return found
