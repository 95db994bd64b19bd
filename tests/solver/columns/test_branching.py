"""Parts of the solutions: together they are all of them, and no bound is above what is in one."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from solver.candidates.candidates import candidates
from solver.columns import branching
from solver.columns.branching import WAYS, Branching, Choice, Node, possible
from solver.columns.comfort import Comfort
from solver.columns.generation import Generation
from solver.columns.integer import solved
from solver.columns.programme import Flags
from solver.columns.timed import Box, Reals, Timed
from solver.columns.timetable import Timetable
from tests.solver.columns.mixed import mixed
from tests.solver.columns.test_generation import effort, generation

NONE = 1 << 30


def made(seed: int) -> tuple[Generation, Comfort]:
    comfort = Comfort(candidates(mixed(seed, teachers=2)))
    return generation(seed, comfort=comfort, served=4), comfort


def best(of: Generation, comfort: Comfort, box: Box, kept: list[Flags] | None = None) -> int:
    """The best whole solution in a box, over all slots or some; `NONE` if there is none."""
    if kept is None:
        kept = [
            (block.points < NONE) & (box.most[block.columns] > 0)[:, None]
            for block in of.timed.blocks
        ]
    timetable = Timetable(of.timed, comfort, kept, box)
    programme, objective, alive = timetable.programme, timetable.objective, timetable.alive
    found = solved(programme, objective, alive, NONE - 1, 60.0, effort())
    return NONE if found.value is None else found.value


def settled(of: Generation, box: Box) -> Node:
    node = of.root.part(box)
    assert of.settle(node, lambda: 60.0, effort())
    return node


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_both_parts_together_have_the_best_and_neither_has_one_below_its_bound(
    way: Callable[[Timed, Box, Reals], Iterator[Choice]],
) -> None:
    """Whatever is decided, by halves or not."""
    parted = 0
    for seed in range(5):
        of, comfort = made(seed)
        draw = np.random.default_rng(seed)
        box = of.root.box
        for _ in range(4):
            values = box.least + draw.uniform(0, 1, len(box.most)) * (box.most - box.least)
            choices = [*way(of.timed, box, values)]
            if not choices:
                break
            _, *halves = choices[draw.integers(len(choices))]
            least = [best(of, comfort, half) for half in halves]
            assert best(of, comfort, box) == min(least), seed
            for half, value in zip(halves, least, strict=True):
                if possible(of.timed, half):
                    assert settled(of, half).bound <= value, seed
                else:
                    assert value == NONE, seed
            box = halves[least.index(min(least))]
            parted += 1
    assert parted > 5


def test_parts_are_handed_out_until_nothing_below_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is settled by whole solutions; the best of them is the best of all."""
    monkeypatch.setattr(branching, "FEW", 0)
    parted = 0
    for seed in range(8):
        of, comfort = made(seed)
        parts, least = Branching(of), NONE
        while (leaf := parts.next(least, lambda: 60.0, effort())) is not None:
            value = best(of, comfort, leaf.node.box, leaf.kept)
            assert leaf.node.bound <= value
            leaf.node.raise_to(min(value, least))
            least = min(least, value)
            parted += leaf.node is not of.root
        assert least == best(of, comfort, of.root.box)
        assert parts.bound >= least
    assert parted


def test_without_time_nothing_is_handed_out() -> None:
    of, _ = made(1)
    parts = Branching(of)
    assert parts.next(NONE, lambda: 0.0, effort()) is None
    assert parts.bound == of.root.bound


def test_a_part_of_which_nothing_more_is_learnt_is_not_handed_out_again() -> None:
    """The others have more, so nothing that they say raises the bound of all."""
    of, _ = made(1)
    parts = Branching(of)
    leaf = parts.next(NONE, lambda: 60.0, effort())
    assert leaf is not None
    leaf.node.stuck = True
    assert parts.next(NONE, lambda: 60.0, effort()) is None
