"""Relaxations over more and more patterns, ended early and gone on with."""

from collections.abc import Callable

import numpy as np

from solver.candidates.candidates import candidates
from solver.columns.column import columns_of
from solver.columns.comfort import Comfort
from solver.columns.generation import Generation
from solver.columns.programme import linear
from solver.columns.rows import Master
from solver.columns.timed import Timed
from solver.search.stop import Stop
from tests.solver.columns.mixed import mixed


def generation(seed: int) -> Generation:
    given = candidates(mixed(seed))
    comfort = Comfort(given)
    columns = [c for c in columns_of(given, 10_000) if comfort.least(c) is not None]
    master = Master(given, columns)
    served = dict.fromkeys(range(len(columns)), -1)
    alive = np.ones(len(master.programme.most), dtype=np.bool_)
    days = linear(dict.fromkeys(master.days.values(), 600))
    return Generation(Timed(master, comfort, [(linear(served), -1)], days, alive))


def rounds(count: int) -> Callable[[], float]:
    left = [60.0] * count
    return lambda: left.pop() if left else 0.0


def test_ended_after_each_round_it_goes_on_where_it_was() -> None:
    several = 0
    for seed in range(8):
        at_once = generation(seed).solved(lambda: 60.0, Stop()).bound
        cut = generation(seed)
        bounds = [cut.solved(rounds(1), Stop()).bound for _ in range(40)]
        assert bounds == sorted(bounds)
        assert bounds[-1] == at_once
        several += len(set(bounds)) > 1
    assert several
