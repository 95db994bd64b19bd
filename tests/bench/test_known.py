"""What is kept of several runs, and what proves a bound wrong."""

from pathlib import Path

import pytest

from bench.known import ContradictionError, Known, better, contradictions, read_known, write_known
from scenarios.library.store import BestStage
from scenarios.rules import StageId
from tests.support.worlds import lone_need


def known(*stages: tuple[int, int], scenario: str = "s", who: str = "") -> Known:
    """Values and bounds of the statutory stage, the coverage stage and so on."""
    rows = []
    for name, (value, bound) in zip(StageId, stages, strict=False):
        proved = value == bound and all(row.optimal for row in rows)
        rows.append(BestStage(name=name, value=value, bound=bound, optimal=proved))
    return Known(scenario=scenario, seconds=30, workers=2, stages=tuple(rows), who=who)


def test_earlier_stage_decides() -> None:
    """A better later stage never makes up for a worse earlier one."""
    new, old = known((4, 0), (90, 0)), known((6, 0), (10, 0))

    assert better(new, old).stages[1].value == 90
    assert better(old, new).stages[1].value == 90


def test_bounds_of_equal_stages_are_joined_and_may_prove() -> None:
    """Bound 4 of the one and value 4 of the other prove the first stage, then the second."""
    new, old = known((4, 0), (9, 9)), known((4, 4), (12, 3))

    kept = better(new, old)

    assert [(row.value, row.bound) for row in kept.stages] == [(4, 4), (9, 9)]
    assert all(row.optimal for row in kept.stages)


def test_bound_beyond_a_different_earlier_value_is_not_taken() -> None:
    """Bound 8 of coverage holds only with 6 statutory half lessons unserved."""
    kept = better(known((4, 0), (9, 2)), known((6, 3), (9, 8)))

    assert [row.bound for row in kept.stages] == [3, 2]


def test_values_of_an_older_scenario_are_dropped() -> None:
    new, old = known((6, 0), scenario="new"), known((4, 0), scenario="old")

    assert better(new, old) is new


def test_whose_the_best_values_are_is_kept() -> None:
    assert better(known((4, 0), who="new"), known((6, 3), who="old")).who == "new"


def test_bound_above_the_value_of_another_run_is_refused() -> None:
    """Both cannot be right: a plan with 4 unserved, and a proof that none has fewer than 5."""
    with pytest.raises(ContradictionError, match="statutory: value 4 below bound 5"):
        better(known((4, 0)), known((6, 5)))


def test_plan_below_a_bound_contradicts_it() -> None:
    values = {StageId.STATUTORY: 4, StageId.COVERAGE: 2}

    found = list(contradictions(known((4, 4), (6, 3)), values, lone_need()))

    assert found == ["coverage: value 2 below bound 3"]


def test_later_bounds_say_nothing_of_a_plan_that_is_worse_before() -> None:
    values = {StageId.STATUTORY: 5, StageId.COVERAGE: 2}

    assert list(contradictions(known((4, 4), (6, 3)), values, lone_need())) == []


def test_slack_of_an_earlier_stage_is_allowed_for() -> None:
    """Cost 1,020 is within two per cent of 1,000, 1,021 is not."""
    before = [(0, 0)] * list(StageId).index(StageId.COST)
    reached = known(*before, (1000, 900), (50, 40))
    values = dict.fromkeys(StageId, 0) | {StageId.CONVENIENCE: 39}

    within = contradictions(reached, values | {StageId.COST: 1020}, lone_need())
    beyond = contradictions(reached, values | {StageId.COST: 1021}, lone_need())

    assert list(within) == ["convenience: value 39 below bound 40"]
    assert list(beyond) == []


def test_what_is_written_is_read(tmp_path: Path) -> None:
    kept = {"a": known((4, 0), who="somebody"), "b": known((0, 0))}

    write_known(kept, tmp_path / "best.json")

    assert read_known(tmp_path / "best.json") == kept
    assert read_known(tmp_path / "none.json") == {}
