"""Sets of starts answer as minutes do."""

from itertools import product
from random import Random

from scenarios.times import halves_of
from solver.candidates.grid import Grid, bits
from solver.candidates.presence import Slot
from solver.local.fits import most_voted
from solver.local.problem import Problem
from tests.support.strategies import tiny


def all_starts(problem: Problem) -> int:
    """Every start that some teacher or need could have, and its neighbours."""
    grid = problem.grid
    last = grid.first + grid.per_day - grid.pad
    return sum(
        grid.stretch(day, grid.first * grid.step, last * grid.step) << plane * grid.height
        for day in range(5)
        for plane in range(grid.planes)
    )


def overlap(grid: Grid, one: Slot, length: int, other: Slot, its: int, between: int) -> bool:
    common = set(halves_of(one.half)) & set(halves_of(other.half))
    return (
        bool(common)
        and one.day == other.day
        and one.start < other.start + grid.lengths[its] + between
        and other.start < one.start + grid.lengths[length] + between
    )


def test_blocked_starts_are_those_that_overlap_in_a_common_half() -> None:
    planes, compared = set(), 0
    for seed in range(30):
        problem, rng = Problem(tiny(seed)), Random(seed)
        grid = problem.grid
        starts = list(bits(all_starts(problem)))
        lengths = range(len(grid.lengths))
        for length, its in product(lengths, lengths):
            for between in (0, grid.changeover):
                bit = rng.choice(starts)
                blocked = grid.blocked(1 << bit, length, its, between)
                for other in rng.sample(starts, min(60, len(starts))):
                    wanted = overlap(grid, grid.slot(bit), length, grid.slot(other), its, between)
                    assert bool(blocked >> other & 1) == wanted
                    compared += wanted
        planes.add(grid.planes)
    assert planes == {1, 3}
    assert compared > 100


def test_a_slot_and_its_bit_name_each_other() -> None:
    problem = Problem(tiny(2))
    grid = problem.grid

    for bit in bits(all_starts(problem)):
        assert grid.bit(grid.slot(bit)) == bit
        assert grid.mask([grid.slot(bit)]) == 1 << bit


def test_steps_touched_block_the_starts_that_touch_them() -> None:
    for seed in range(20):
        problem, rng = Problem(tiny(seed)), Random(seed)
        grid = problem.grid
        starts = list(bits(all_starts(problem)))
        for length in range(len(grid.lengths)):
            bit = rng.choice(starts)
            steps = grid.occupied(1 << bit, length)
            for its in range(len(grid.lengths)):
                touching = grid.starts_touching(steps, its) & all_starts(problem)
                assert touching == grid.blocked(1 << bit, length, its, 0) & all_starts(problem)


def test_the_most_voted_starts_are_those_counted_most_often() -> None:
    rng = Random(4)
    for _ in range(200):
        votes = [rng.getrandbits(20) for _ in range(rng.randint(0, 9))]
        starts = rng.getrandbits(20) | 1
        counts = {bit: sum(vote >> bit & 1 for vote in votes) for bit in bits(starts)}
        most = max(counts.values())

        assert set(bits(most_voted(starts, votes))) == {b for b in counts if counts[b] == most}
