"""Companies near what prices prove, against all plans."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.reductions import reduced
from solver.columns import rounds
from solver.columns.column import Steps, TooManyColumnsError
from solver.columns.near import NearMaster
from solver.columns.priced import PricedMaster
from solver.columns.weeks import Weeks
from solver.measure.objective import stage_values
from solver.model.company import Settled, companies_of
from solver.model.grains import least_grains
from solver.plan import Plan
from solver.search.effort import Effort
from solver.verify.report import verify
from tests.solver.columns.enclosing import bounds_and_optima, effort
from tests.support.build import need, qualification, subject, teacher, window, world
from tests.support.oracle import Listing, TooManyPlansError
from tests.support.strategies import tiny

SCENARIOS, MOST_PLANS = 100, 120
STAGES = (*PRIORITY, StageId.COST)
WHEN = ("mon 08:00-08:45", "mon 09:00-09:45", "mon 10:00-10:45")


class AfterPrices(NearMaster):
    """Asked as the search does it: prices first."""

    def __init__(self, given: Candidates) -> None:
        self.priced = PricedMaster(given)
        super().__init__(given, self.priced, Weeks(given))

    def settle(
        self, stage: StageId, limits: Mapping[StageId, int], effort: Effort
    ) -> Settled | None:
        self.priced.settle(stage, limits, effort)
        return super().settle(stage, limits, effort)


def right_plans(scenario: Scenario) -> list[Plan]:
    try:
        listing = Listing(scenario, None, MOST_PLANS)
        found = [listing.plan(leaf) for leaf in listing.leaves()]
    except TooManyPlansError:
        return []
    return [plan for plan in found if not verify(scenario, plan)]


def test_no_bound_is_above_the_best_of_all_plans() -> None:
    """And most are the best: there is little that companies do not say of tiny scenarios."""
    met, seen = dict.fromkeys(STAGES, 0), dict.fromkeys(STAGES, 0)
    for seed in range(SCENARIOS):
        found = bounds_and_optima(AfterPrices, f"near {seed}", MOST_PLANS)
        for stage, (bound, value) in found.items():
            assert bound <= value, (seed, stage)
            seen[stage] += 1
            met[stage] += bound == value
    for stage in STAGES:
        assert seen[stage] > SCENARIOS / 3
        assert met[stage] > 0.8 * seen[stage]


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_every_company_of_a_better_plan_is_listed(first: int) -> None:
    """Whatever the target, of each plan below it within the limits."""
    left_out = listed = 0
    for seed in range(first, first + 20):
        scenario = tiny(f"listed {seed}")
        plans = right_plans(scenario)
        given = reduced(candidates(scenario))
        master = PricedMaster(given)
        limits: dict[StageId, int] = {}
        for stage in STAGES:
            values = [grains_of(scenario, plan) for plan in plans]
            kept = [
                (plan, value[stage])
                for plan, value in zip(plans, values, strict=True)
                if all(value[earlier] <= most for earlier, most in limits.items())
            ]
            master.settle(stage, limits, effort())
            proved = master.rounds(stage, limits, effort())
            if proved is None or not kept:
                break
            for target in {value for _, value in kept}:
                near = {column.company for column in proved.near(target)}
                for plan, value in kept:
                    groups = set(companies_of(given, plan.groups))
                    assert value >= target or groups <= near, (seed, stage, target)
                    left_out += value > target and not groups <= near
                    listed += value < target
            limits[stage] = min(value for _, value in kept)
    assert listed
    assert left_out, "what lists everything says nothing"


def grains_of(scenario: Scenario, plan: Plan) -> dict[StageId, int]:
    values = stage_values(scenario, plan, None)
    return {stage: least_grains(stage, values[stage]) for stage in STAGES}


def three_for_two_lessons() -> Scenario:
    """Two lessons of a teacher, and three needs with no time in common."""
    return world(
        [need(f"n{k}", subject="OR", pupils=k, priority="statutory") for k in (1, 2, 3)],
        [window(f"n{k}", when) for k, when in enumerate(WHEN, start=1)],
        subject("OR"),
        teacher("t1", max_lessons=2),
        qualification("t1", "OR"),
    )


def test_the_best_companies_are_told_with_their_proof() -> None:
    """The smallest need is left out where each wants a lesson of its own."""
    given = reduced(candidates(three_for_two_lessons()))

    settled = AfterPrices(given).settle(StageId.STATUTORY, {}, effort())

    assert settled is not None
    assert (settled.bound, settled.value, settled.proved) == (2, 2, True)
    assert {one.needs for one in settled.companies or ()} == {("n2",), ("n3",)}


def test_stages_that_are_no_such_sum_are_left_to_others() -> None:
    given = reduced(candidates(three_for_two_lessons()))

    assert AfterPrices(given).settle(StageId.FAIRNESS, {}, effort()) is None
    assert AfterPrices(given).settle(StageId.CONVENIENCE, {}, effort()) is None


def test_where_listing_takes_too_many_steps_what_prices_found_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounds, "MOST_STEPS", 1)
    given = reduced(candidates(three_for_two_lessons()))
    master = AfterPrices(given)

    settled = master.settle(StageId.STATUTORY, {}, effort())
    priced = master.priced.rounds(StageId.STATUTORY, {}, effort())

    assert settled is not None
    assert priced is not None
    assert (settled.bound, settled.value) == (priced.bound, 2)
    with pytest.raises(TooManyColumnsError):
        priced.near(3)


def test_who_has_taken_all_steps_is_told_so() -> None:
    steps = Steps(2)
    steps.take()
    steps.take()

    with pytest.raises(TooManyColumnsError):
        steps.take()
