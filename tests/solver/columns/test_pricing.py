"""Companies priced without listing them, against all of them listed."""

from random import Random

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.reductions import reduced
from solver.columns.column import Forbidden, columns_of
from solver.columns.offers import TeacherAlone
from solver.columns.priced import PricedMaster
from solver.columns.programme import SCALE
from solver.columns.sums import Sum
from solver.measure.objective import stage_values
from solver.model.grains import most_grains
from solver.verify.report import verify
from tests.solver.columns.enclosing import bounds_and_optima, effort
from tests.support.oracle import Listing, TooManyPlansError
from tests.support.strategies import tiny

SCENARIOS = 150
ENOUGH, TOO_FEW = 10_000, 0
LARGE, MOST_PLANS = 1_000, 120


def drawn_profits(scenario: Scenario, seed: int) -> dict[str, int]:
    draw = Random(seed)
    return {need.need: draw.randint(-LARGE, 20 * LARGE) * SCALE for need in scenario.needs}


def most_of_all(given: Candidates, alone: TeacherAlone, teacher: str, seed: int) -> dict[int, int]:
    """By lessons the most profit of the teacher's companies, by listing them."""
    profits = drawn_profits(given.scenario, seed)
    best: dict[int, int] = {}
    for column in columns_of(given, ENOUGH):
        if column.company.teacher == teacher:
            gained = sum(profits[need] for need in column.members) - alone.fees(column) * SCALE
            best[column.lessons] = max(best.get(column.lessons, 0), gained)
    return best


@pytest.mark.parametrize("seed", range(30))
def test_the_most_profitable_company_is_found(seed: int) -> None:
    """Of every length; and where the search may not look further, nothing is above its bound."""
    given = reduced(candidates(tiny(f"priced {seed}")))
    scenario = given.scenario
    for row in scenario.teachers:
        alone = TeacherAlone(given, row, Forbidden(scenario), Sum({}, bill=True))
        listed = most_of_all(given, alone, row.teacher, seed)
        profits = drawn_profits(scenario, seed)
        exact = alone.most(profits, ENOUGH)
        rough = alone.most(profits, TOO_FEW)
        for lessons, best in listed.items():
            assert exact[lessons] == best
            assert rough[lessons] >= best


def test_no_bound_is_above_the_best_of_all_plans() -> None:
    """Over many scenarios; and a bound that never meets the optimum would be none."""
    stages = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)
    met = dict.fromkeys(stages, 0)
    seen = dict.fromkeys(stages, 0)
    for seed in range(SCENARIOS):
        for stage, (bound, value) in bounds_and_optima(
            PricedMaster, f"columns {seed}", MOST_PLANS
        ).items():
            assert bound <= value, (seed, stage)
            seen[stage] += 1
            met[stage] += bound == value
    for stage in stages:
        assert seen[stage] > SCENARIOS / 3
        assert met[stage] > 0.4 * seen[stage]


def test_no_plan_that_serves_fewer_is_cheaper_than_prices_say() -> None:
    """Whatever a plan leaves out of a part where all must be served, or of which some may not."""
    met = 0
    for seed in range(40):
        scenario = tiny(f"paid {seed}")
        try:
            listing = Listing(scenario, None, MOST_PLANS)
            plans = [listing.plan(leaf) for leaf in listing.leaves()]
        except TooManyPlansError:
            continue
        master = PricedMaster(reduced(candidates(scenario)))
        for most in (0, 4):
            alone = {StageId.STATUTORY: most, StageId.COVERAGE: most}
            master.settle(StageId.COST, alone, effort())
            paid = master.paid(StageId.COST, alone, dict.fromkeys(alone, ENOUGH))
            assert paid is not None
            for plan in plans:
                if not verify(scenario, plan):
                    values = stage_values(scenario, plan, None)
                    lost = sum(paid.needs.get(need, 0) for need in plan.unserved)
                    for stage, price in paid.limits.items():
                        grains = most_grains(stage, values[stage])
                        lost += price * max(0, grains - most)
                    cost = most_grains(StageId.COST, values[StageId.COST]) * SCALE
                    assert cost >= paid.least - lost, (seed, most)
                    met += cost - SCALE <= paid.least - lost
    assert met


def test_other_stages_are_not_priced() -> None:
    master = PricedMaster(candidates(tiny("fair")))
    assert master.settle(StageId.FAIRNESS, {}, effort()) is None
    assert master.settle(StageId.CONVENIENCE, {}, effort()) is None
