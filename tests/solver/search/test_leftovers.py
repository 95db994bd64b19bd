"""What is left of a limit is used once: no choice of parts saves more than is said."""

import random
from itertools import combinations

import pytest

from scenarios.rules import StageId
from solver.columns.prices import Paid
from solver.columns.programme import SCALE
from solver.search.leftovers import (
    ROOM,
    Piece,
    next_above,
    pieces_of,
    saved,
    sparing,
    steps_above,
    weight,
)
from tests.support.build import need, world


@pytest.mark.parametrize(
    ("bound", "above"),
    [(0, 4), (3, 4), (4, 6), (5, 6), (9, 10), (10, 14), (14, 16), (19, 20), (20, None)],
)
def test_the_next_sum_of_needs(bound: int, above: int | None) -> None:
    assert next_above([4, 6, 10], bound) == above


def test_a_part_uses_its_shortest_step_of_what_is_left() -> None:
    assert weight([(2, 8)]) == ROOM // 4
    assert weight([(2, 8), (1, 10)]) == ROOM // 10
    assert weight([]) is None


@pytest.mark.parametrize("seed", range(50))
def test_no_choice_within_the_room_saves_more(seed: int) -> None:
    rng = random.Random(seed)
    pieces = [Piece(rng.randrange(1, ROOM), rng.randrange(1, 50)) for _ in range(7)]

    said = saved([[piece] for piece in pieces], ROOM)

    best = max(
        sum(piece.saving for piece in chosen)
        for size in range(len(pieces) + 1)
        for chosen in combinations(pieces, size)
        if sum(piece.weight for piece in chosen) <= ROOM
    )
    assert best <= sum(said) <= sum(piece.saving for piece in pieces)
    assert all(0 <= one <= piece.saving for one, piece in zip(said, pieces, strict=True))


def test_without_room_nothing_is_saved() -> None:
    assert saved([[Piece(1, 5)], [Piece(1, 7)]], 0) == [0, 0]


@pytest.mark.parametrize("seed", range(60))
def test_leaving_needs_out_saves_no_more_than_the_pieces_say(seed: int) -> None:
    """Whatever needs are left out within what is left; and not always is all of it saved."""
    rng = random.Random(seed)
    bounds = {StageId.COVERAGE: rng.randrange(4)}
    pupils = [rng.randrange(bounds[StageId.COVERAGE] // 2 + 1, 6) for _ in range(6)]
    given = [need(f"n{k}", pupils=many, priority="promised") for k, many in enumerate(pupils)]
    needs = world(*given).needs
    left = {StageId.COVERAGE: rng.randrange(1, 12)}
    pays = {need.need: rng.randrange(900) * SCALE for need in needs}
    paid = Paid(1000 * SCALE, pays, {StageId.COVERAGE: rng.choice([0, 0, 90]) * SCALE})
    more = steps_above(needs, bounds, left)
    above = weight((step, left[stage]) for stage, step in more.items())
    slack = rng.choice([0, 30])

    found = sparing(paid, needs, bounds, left)
    pieces = list(pieces_of(found.least + slack, found.in_all, above, found))

    for size in range(len(needs) + 1):
        for chosen in combinations(needs, size):
            unserved = sum(need.half_pupil_lessons for need in chosen)
            used = max(0, unserved - bounds[StageId.COVERAGE])
            if used <= left[StageId.COVERAGE] and (used or not chosen):
                lost = sum(pays[need.need] for need in chosen)
                lost += paid.limits[StageId.COVERAGE] * used
                said = saved([pieces], used * ROOM // left[StageId.COVERAGE] + 1)
                assert said[0] >= lost // SCALE + (slack if used else 0)
    assert sum(piece.saving for piece in pieces) == found.least + slack - found.in_all or not pieces
