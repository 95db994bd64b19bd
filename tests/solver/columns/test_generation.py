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
from solver.search.effort import Effort
from solver.search.stop import Clock, Stop
from tests.solver.columns.mixed import mixed


def generation(seed: int, comfort: Comfort | None = None, served: int = 1) -> Generation:
    """All companies of a mixed scenario, with so many of its needs at least."""
    comfort = comfort or Comfort(candidates(mixed(seed)))
    given = comfort.given
    columns = [c for c in columns_of(given, 10_000) if comfort.least(c) is not None]
    master = Master(given, columns)
    taught = {i: -len(c.company.needs) for i, c in enumerate(columns)}
    alive = np.ones(len(master.programme.most), dtype=np.bool_)
    days = linear(dict.fromkeys(master.days.values(), 600))
    return Generation(Timed(master, comfort, [(linear(taught), -served)], days, alive))


def effort() -> Effort:
    return Effort(Clock(60, deterministic=False), Stop(), 60, 1, 1)


def rounds(count: int) -> Callable[[], float]:
    left = [60.0] * count
    return lambda: left.pop() if left else 0.0


def test_ended_after_each_round_it_goes_on_where_it_was() -> None:
    several = 0
    for seed in range(8):
        at_once, cut = generation(seed), generation(seed)
        assert at_once.settle(at_once.root, lambda: 60.0, effort())
        bounds = []
        while not cut.settle(cut.root, rounds(1), effort()):
            bounds.append(cut.root.bound)
        bounds.append(cut.root.bound)
        assert bounds == sorted(bounds)
        assert cut.root.bound == at_once.root.bound
        several += len(bounds) > 1
    assert several


def test_a_part_has_at_least_the_bound_of_the_whole_and_costs_as_if_begun_anew() -> None:
    """Whatever was solved in between: what limits one part must not be left to the next."""
    for seed in range(6):
        shared, anew = generation(seed), generation(seed)
        assert shared.settle(shared.root, lambda: 60.0, effort())
        box = shared.root.box
        for index in shared.timed.master.days.values():
            most, least = box.most.copy(), box.least.copy()
            most[index], least[index] = 1, 2
            for one in (box._replace(most=most), box._replace(least=least)):
                part, same = shared.root.part(one), anew.root.part(one)
                assert shared.settle(part, lambda: 60.0, effort())
                assert anew.settle(same, lambda: 60.0, effort())
                assert part.bound >= shared.root.bound
                assert part.bound == same.bound
