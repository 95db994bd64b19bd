"""At most so much may change: every plan keeps it, whatever serving more would be worth."""

from __future__ import annotations

import pytest

from scenarios.rules import StageId
from solver.measure.objective import stage_values
from solver.outcome import Status
from solver.search.params import SolveParams
from solver.solve import Solve
from tests.support.build import group, plan
from tests.support.worlds import newcomer_in_the_way

WORLD = newcomer_in_the_way()
BEFORE = plan(WORLD, group("t1", "mon 09:00", "n1"))
AFTER = plan(WORLD, group("t1", "tue 10:00", "n1"), group("t1", "mon 09:00", "n2"))
NEEDED = stage_values(WORLD, AFTER, BEFORE)[StageId.CONTINUITY]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("cap", "served"), [(NEEDED, {"n1", "n2"}), (NEEDED - 1, {"n1"})])
def test_a_cap_is_kept_before_anybody_is_served(cap: int, served: set[str], workers: int) -> None:
    params = SolveParams(seconds=2, workers=workers)
    outcome = Solve(WORLD, params, BEFORE, caps={StageId.CONTINUITY: cap}).run()

    assert outcome.plan is not None
    assert set(outcome.plan.group_of) == served
    assert stage_values(WORLD, outcome.plan, BEFORE)[StageId.CONTINUITY] <= cap


def test_without_a_previous_plan_a_cap_on_changes_says_nothing() -> None:
    params = SolveParams(seconds=1, workers=1)
    outcome = Solve(WORLD, params, caps={StageId.CONTINUITY: 0}).run()

    assert outcome.plan is not None
    assert set(outcome.plan.group_of) == {"n1", "n2"}


def test_where_no_plan_can_keep_it_there_is_none() -> None:
    """Another teacher has to take the need: that alone is more than nothing."""
    gone = plan(WORLD, group("t9", "mon 09:00", "n1"))
    outcome = Solve(WORLD, SolveParams(seconds=1, workers=1), gone, caps={StageId.CONTINUITY: 0})

    assert outcome.run().status is Status.FAILED
