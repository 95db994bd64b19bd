"""Bounds over columns against the optimum of every plan listed."""

from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.columns.master import ColumnMaster
from solver.model.objective import most_grains
from tests.solver.columns.enclosing import bounds_and_optima, effort
from tests.support.oracle import TooManyPlansError, optimum
from tests.support.strategies import tiny

SCENARIOS, MOST_PLANS = 60, 800
STAGES = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST, StageId.CONVENIENCE)


def test_no_bound_is_above_the_best_of_all_plans() -> None:
    """Over many scenarios; and a bound that never meets the optimum would be none."""
    met: dict[StageId, int] = dict.fromkeys(StageId, 0)
    seen: dict[StageId, int] = dict.fromkeys(StageId, 0)
    for seed in range(SCENARIOS):
        for stage, (bound, value) in bounds_and_optima(
            ColumnMaster, f"columns {seed}", MOST_PLANS
        ).items():
            assert bound <= value, (seed, stage)
            seen[stage] += 1
            met[stage] += bound == value
    for stage in STAGES:
        assert seen[stage] > SCENARIOS / 2
        assert met[stage] > 0.4 * seen[stage]


def test_a_known_plan_does_not_move_the_bound_above_it() -> None:
    """What is known only spares the search for worse."""
    for seed in range(15):
        scenario = tiny(f"known {seed}")
        try:
            best = optimum(scenario, limit=MOST_PLANS).values
        except TooManyPlansError:
            continue
        if next(iter(best), None) is not StageId.STATUTORY:
            continue
        known = most_grains(StageId.STATUTORY, best[StageId.STATUTORY])
        master = ColumnMaster(reduced(candidates(scenario)))
        settled = master.settle(StageId.STATUTORY, {}, effort(), known)
        alone = master.settle(StageId.STATUTORY, {}, effort())
        assert settled is not None
        assert settled == alone


def test_fairness_is_not_said_by_companies() -> None:
    master = ColumnMaster(candidates(tiny("fair")))
    assert master.settle(StageId.FAIRNESS, {}, effort()) is None
