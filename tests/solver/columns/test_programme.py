"""Bounds that whole numbers prove."""

from itertools import product
from random import Random

import numpy as np
import pytest

from solver.columns.programme import SCALE, Programme, Relaxation, linear


def drawn(seed: int) -> tuple[Programme, dict[int, int]]:
    """Needs in at most one of some sets, at least two sets, and costs."""
    draw = Random(seed)
    programme = Programme()
    for _ in range(8):
        programme.new(draw.choice([1, 1, 2]))
    for _ in range(4):
        row = linear({index: draw.randint(1, 3) for index in draw.sample(range(8), 4)})
        programme.require(row, most=4)
    programme.require(linear(dict.fromkeys(range(8), 1), constant=1), least=3)
    return programme, {index: draw.randint(-5, 9) for index in range(8)}


def every_solution(programme: Programme) -> list[tuple[int, ...]]:
    return [
        point
        for point in product(*(range(most + 1) for most in programme.most))
        if all(
            row.least
            <= sum(f * point[i] for i, f in zip(*map(np.ndarray.tolist, row.sum[:2]), strict=True))
            <= row.most
            for row in programme.rows
        )
    ]


@pytest.mark.parametrize("seed", range(40))
def test_no_solution_is_below_the_bound_nor_below_it_plus_a_reduced_cost(seed: int) -> None:
    programme, costs = drawn(seed)
    alive = np.ones(8, dtype=np.bool_)
    relaxed = Relaxation().solved(programme, linear(costs, constant=7), alive)

    values = {
        point: 7 + sum(costs[index] * x for index, x in enumerate(point))
        for point in every_solution(programme)
    }
    assert values
    assert relaxed is not None
    assert relaxed.bound <= min(values.values())
    for point, value in values.items():
        for index in range(8):
            if point[index]:
                assert relaxed.scaled + max(0, int(relaxed.reduced[index])) <= value * SCALE
        assert all(relaxed.within(value)[index] for index in range(8) if point[index])


def test_the_bound_is_the_linear_optimum() -> None:
    """Half of each: 1.5 in all, where whole solutions have one."""
    programme = Programme()
    for _ in range(3):
        programme.new(1)
    for pair in ((0, 1), (1, 2), (0, 2)):
        programme.require(linear(dict.fromkeys(pair, 1)), most=1)
    relaxed = Relaxation().solved(programme, linear(dict.fromkeys(range(3), -1)), np.ones(3) > 0)
    assert relaxed is not None
    assert relaxed.bound == -1
    assert abs(relaxed.scaled + SCALE * 1.5) < SCALE / 1000


def test_no_solution_at_all() -> None:
    programme = Programme()
    programme.new(1)
    programme.require(linear({0: 1}), least=2)
    assert Relaxation().solved(programme, linear({0: 1}), np.ones(1) > 0) is None
