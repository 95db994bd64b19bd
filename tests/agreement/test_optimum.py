"""The solver finds the best plan: in each stage the value that the oracle finds by listing all."""

import pytest

from tests.support.judging import oracle_against_neighbourhoods, oracle_against_solver

CHUNK = 24
FIRST_SEEDS = range(1000, 1192, CHUNK)


@pytest.mark.parametrize("first", FIRST_SEEDS)
def test_every_stage_is_as_good_as_the_best_of_all_plans(first: int) -> None:
    """Value and bound, with candidates dropped and without; eight chunks are over 150 scenarios."""
    judged = [oracle_against_solver(seed) for seed in range(first, first + CHUNK)]

    assert [text for one in judged for text in one.disagreements] == []
    assert sum(one.seen for one in judged) >= 19
    # More than half have a choice between plans.
    assert sum(one.right for one in judged) > CHUNK / 2


def test_the_way_of_large_scenarios_is_never_better_than_the_best() -> None:
    """Neighbourhoods need not reach the best, but their bounds and values must enclose it."""
    judged = [oracle_against_neighbourhoods(seed) for seed in range(2000, 2012)]

    assert [text for one in judged for text in one.disagreements] == []
    assert sum(one.seen for one in judged) >= 9
