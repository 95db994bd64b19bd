"""Bounds over columns against the optimum of every plan listed."""

from typing import Any

import pytest

from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.columns import settling
from solver.columns.integer import Solved, solved
from solver.columns.master import ColumnMaster
from solver.model.grains import most_grains
from tests.solver.columns.enclosing import bounds_and_optima, effort
from tests.solver.columns.mixed import mixed
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


def test_asked_again_nothing_is_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns that end whenever columns were too few come as far as a long one."""
    monkeypatch.setattr(settling, "AT_FIRST", 2)
    given = reduced(candidates(mixed(2, teachers=2)))
    at_once = ColumnMaster(given).settle(StageId.COVERAGE, {}, effort())
    master, turn, tried = ColumnMaster(given), effort(), list[int]()

    def solved_and_over(*asked: Any) -> Solved:
        tried.append(int(asked[2].sum()))
        found = solved(*asked)
        if found.bound is None:
            turn.stop.request()
        return found

    monkeypatch.setattr(settling, "solved", solved_and_over)
    found = master.settle(StageId.COVERAGE, {}, turn)
    while found != at_once and len(tried) < 20:
        turn = effort()
        found = master.settle(StageId.COVERAGE, {}, turn)

    assert found == at_once
    assert len(tried) > 3
    assert tried == sorted(set(tried))


def test_fairness_is_not_said_by_companies() -> None:
    master = ColumnMaster(candidates(tiny("fair")))
    assert master.settle(StageId.FAIRNESS, {}, effort()) is None
