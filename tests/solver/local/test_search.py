"""What the local search hands out is sound, never impossible, and mostly the best there is."""

from collections import Counter
from itertools import accumulate

import pytest

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.generate import Season, Tightness, generate
from scenarios.library import load
from scenarios.needs import PinKind
from scenarios.rules import StageId, allowed
from solver.local.energy import AFTER, Energy
from solver.local.search import LocalSearch
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.search.incumbent import stage_order
from solver.verify.report import verify
from tests.solver.local.test_board import own_values, previous_of
from tests.support.oracle import TooManyPlansError, optimum
from tests.support.strategies import tiny

ITERATIONS = 128
SERVED_AND_PAID = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)


def improved(
    search: LocalSearch,
    stages: tuple[StageId, ...],
    limits: dict[StageId, int],
    iterations: int = ITERATIONS,
) -> list[Plan]:
    found: list[Plan] = []
    until = search.iterations + iterations
    search.improve(stages, limits, lambda: search.iterations < until, found.append)
    return found


def solved(seed: int) -> tuple[dict[StageId, int], dict[StageId, int]]:
    """Values reached in `tiny(seed)`, and of two seeds in three the optima of the same stages."""
    scenario = tiny(seed)
    previous = previous_of(seed, scenario)
    search = LocalSearch(scenario, previous, 1)
    assert not verify(scenario, search.construct())
    limits: dict[StageId, int] = {}
    reached: dict[StageId, int] = {}
    order = stage_order(scenario, previous)
    for place, stage in enumerate(order):
        for plan in [*improved(search, order[place:], limits), search.plan()]:
            assert not verify(scenario, plan)
        values = stage_values(scenario, search.plan(), previous)
        assert own_values(search, values) == values
        assert all(values[earlier] <= most for earlier, most in limits.items())
        reached[stage] = values[stage]
        limits[stage] = allowed(values[stage], scenario.settings.slack(stage))
    if seed % 3 > 1:
        return reached, {}
    try:
        return reached, optimum(scenario, previous, 200).values
    except TooManyPlansError:
        return reached, {}


@pytest.mark.parametrize("first", [3000, 3050, 3100])
def test_tiny_scenarios_are_solved_soundly_and_mostly_to_the_optimum(first: int) -> None:
    compared: Counter[StageId] = Counter()
    best: Counter[StageId] = Counter()
    for seed in range(first, first + 50):
        scenario = tiny(seed)
        locked = any(pin.kind is PinKind.LOCKED for pin in scenario.pins)
        if locked or has_errors(check(scenario)):
            continue
        reached, optima = solved(seed)
        for stage, least in optima.items():
            assert reached[stage] >= least
            compared[stage] += 1
            best[stage] += reached[stage] == least
            # Behind a stage that fell short, the optimum is that of other plans.
            if reached[stage] > least:
                break
    assert min(compared[stage] for stage in SERVED_AND_PAID) > 10
    assert sum(best[s] for s in SERVED_AND_PAID) > 0.97 * sum(compared[s] for s in SERVED_AND_PAID)
    assert best.total() > 0.93 * compared.total()


def test_the_same_seed_and_iterations_give_the_same_plans() -> None:
    scenario = load("savogrow-august")
    plans = []
    for _ in range(2):
        search = LocalSearch(scenario, None, 7)
        search.construct()
        improved(search, scenario.settings.priorities, {}, 640)
        plans.append(search.plan())

    assert plans[0] == plans[1]
    assert search.iterations == 640


def test_what_is_found_out_early_changes_no_plan() -> None:
    scenario = load("savogrow-august")
    plans = []
    for early in (False, True):
        search = LocalSearch(scenario, None, 7)
        search.construct()
        if early:
            assert not search.prepare(iter((True, True, False)).__next__)
            assert search.prepare(lambda: True)
        plans.append(improved(search, scenario.settings.priorities[-2:], {}, 160))

    assert plans[0] == plans[1]
    assert plans[0]


@pytest.mark.parametrize("name", ["kielisaareke-spring", "paijat-hame-august"])
def test_library_scenarios_get_sound_plans_that_become_better(name: str) -> None:
    scenario = load(name)
    search = LocalSearch(scenario, None, 1)
    first = search.construct()
    handed_out = improved(search, scenario.settings.priorities, {}, 1600)
    last = handed_out[-1]

    assert not any(verify(scenario, plan) for plan in (first, *handed_out))
    order = [stage for stage in scenario.settings.priorities if stage is not StageId.CONTINUITY]
    values = [stage_values(scenario, plan) for plan in (first, last)]
    assert [values[1][s] for s in order] < [values[0][s] for s in order]
    assert search.plan() == last


def test_more_are_served_by_way_of_plans_that_serve_fewer() -> None:
    scenario = generate("etela-savo", Season.AUGUST, Tightness.TIGHT, 2, 100)
    search = LocalSearch(scenario, None, 1)
    search.construct()
    unserved: list[int] = []

    def keep_going() -> bool:
        unserved.append(search.measures.doubled(StageId.STATUTORY))
        return search.iterations < 2_240

    search.improve(scenario.settings.priorities, {}, keep_going, lambda _: None)

    least = min(unserved)
    best_so_far = list(accumulate(unserved, min))
    assert any(now > best > least for now, best in zip(unserved, best_so_far, strict=True))
    assert search.measures.doubled(StageId.STATUTORY) == least


def test_promises_behind_the_cost_stay_behind_it_while_duties_are_minimised() -> None:
    search = LocalSearch(load("savogrow-spring"), None, 1)

    def weights(*stages: StageId) -> dict[StageId, float]:
        return Energy(search.board, search.measures, stages, {}).weights

    before = weights(StageId.STATUTORY, StageId.COVERAGE, StageId.COST)
    behind = weights(StageId.STATUTORY, StageId.COST, StageId.COVERAGE)

    assert before[StageId.STATUTORY] > before[StageId.COVERAGE] > before[StageId.COST]
    assert behind[StageId.COVERAGE] == AFTER[StageId.COVERAGE] < before[StageId.COVERAGE]


def test_needs_that_may_not_move_stay_where_they_are() -> None:
    scenario = load("savogrow-spring")
    search = LocalSearch(scenario, None, 3)
    before = search.construct()
    only = [need.need for need in scenario.needs if need.subject in ("OR", "IS", "ET")]
    until = 480
    search.improve(
        scenario.settings.priorities, {}, lambda: search.iterations < until, lambda _: None, only
    )
    after = search.plan()

    def places(plan: Plan) -> dict[str, object]:
        return {
            need: (group.teacher, sorted(m.slot for m in group.attended(member)))
            for need, (group, member) in plan.group_of.items()
            if need not in only
        }

    assert not verify(scenario, after)
    assert places(after) == places(before)
    assert stage_values(scenario, after) != stage_values(scenario, before)
