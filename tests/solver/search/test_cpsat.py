"""What calls of the solver are asked for."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python import cp_model

from solver.search.cpsat import propose
from tests.support.efforts import five_seconds


def test_any_solution_comes_before_the_best() -> None:
    """Of every three of nine at least one is taken: seven do, and all nine are hinted."""
    cp = cp_model.CpModel()
    taken = [cp.new_bool_var("") for _ in range(9)]
    for three in combinations(taken, 3):
        cp.add_bool_or(*three)
    for one in taken:
        cp.add_hint(one, value=True)
    total = sum(taken)

    first = propose(cp.clone(), total, five_seconds(), any_will_do=True)
    best = propose(cp, total, five_seconds())

    assert (first.value, best.value) == (9, 7)
