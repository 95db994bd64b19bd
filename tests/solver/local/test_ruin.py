"""Where needs are taken out: anywhere, or mostly where somebody is left out who should not be."""

from collections import Counter
from random import Random

import pytest

from scenarios.scenario import Scenario
from solver.local.board import Board
from solver.local.problem import Problem
from solver.local.ruin import Ruin
from solver.local.translate import load
from tests.support.build import group, need, plan, qualification, subject, teacher, world

DRAWS = 2_000
STATUTORY, PROMISED = 0, 1
FAR = [f"f{number}" for number in range(30)]


def crowd() -> Scenario:
    """`left` wants the teacher who has `rival`; `mate` is of its school; all others are far."""
    return world(
        need("left", subject="OR", priority="statutory"),
        need("rival", subject="OR", school="s2", priority="statutory"),
        need("mate", subject="IS", priority="optional"),
        [need(name, subject="IS", school="s3", priority="optional") for name in FAR],
        [subject("OR"), subject("IS")],
        [teacher("t1"), teacher("t2")],
        [qualification("t1", "OR"), qualification("t2", "IS")],
    )


def drawn(wanted: int | None, *served: str) -> Counter[str]:
    scenario = crowd()
    board = Board(Problem(scenario))
    load(board, plan(scenario, *(group("t1", "mon 09:00", name) for name in served)))
    names = [row.need for row in scenario.needs]
    ruin = Ruin(board, Random(1), list(range(len(names))), wanted)
    return Counter(names[ruin.seed()] for _ in range(DRAWS))


def test_seeds_are_drawn_alike_where_nobody_has_to_be_served_first() -> None:
    found = drawn(None, "rival")

    assert max(found.values()) < 3 * min(found.values())


def test_most_seeds_are_near_one_left_out() -> None:
    found = drawn(STATUTORY, "rival")

    near = found["left"] + found["rival"] + found["mate"]
    assert near > 0.6 * DRAWS
    assert min(found["rival"], found["mate"]) > 3 * max(found[name] for name in FAR)
    assert set(FAR) <= found.keys()


@pytest.mark.parametrize(
    ("wanted", "served"),
    [(STATUTORY, ("left", "rival")), (PROMISED, ("rival",))],
)
def test_with_nobody_left_out_who_is_wanted_they_are_drawn_alike(
    wanted: int, served: tuple[str, ...]
) -> None:
    found = drawn(wanted, *served)

    assert max(found.values()) < 3 * min(found.values())
