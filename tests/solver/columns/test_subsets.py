"""Cuts of three needs."""

import numpy as np

from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.columns import subsets
from solver.columns.column import columns_of
from solver.columns.programme import Relaxation
from solver.columns.rows import Master
from solver.columns.stages import Stages
from tests.support.build import need, subject, teacher, window, world


def test_three_pairs_by_halves_are_found_and_cut_off() -> None:
    """Three sites of which a group has two at most: half of each pair is cheaper than it can be."""
    names = ("n1", "n2", "n3")
    scenario = world(
        [need(name, school=f"s{name}", pupils=2) for name in names],
        [window(name, "mon 09:00-12:00") for name in names],
        subject("OR", max_pupils=9, grade_span=3, max_sites=2),
        teacher("t1", lesson_cost=41),
    )
    given = candidates(scenario)
    master = Master(given, columns_of(given, 100))
    alive = np.ones(len(master.programme.most), dtype=np.bool_)
    stages = Stages(master, None)
    cost, served = stages.of(StageId.COST, alive), stages.of(StageId.COVERAGE, alive)
    assert cost is not None
    assert served is not None
    master.programme.require(served, most=0)

    before = Relaxation().solved(master.programme, cost, alive)
    assert before is not None
    found = subsets.violated(master, before.values)
    assert found == [names]
    subsets.require(master, found[0])
    after = Relaxation().solved(master.programme, cost, alive)
    assert after is not None
    assert not subsets.violated(master, after.values)
    # One and a half groups become two.
    assert after.bound - before.bound == 2 * 4100 // 2
