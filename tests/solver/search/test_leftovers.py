"""What is left of a limit is used once: no choice of parts saves more than is said."""

import random
from itertools import combinations

import pytest

from solver.search.leftovers import ROOM, next_above, saved, weight


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
    savings = [rng.randrange(50) for _ in range(7)]
    weights = [rng.choice([None, rng.randrange(1, ROOM)]) for _ in savings]

    said = saved(savings, weights, ROOM)

    able = [k for k, weight in enumerate(weights) if weight is not None]
    best = max(
        sum(savings[k] for k in chosen)
        for size in range(len(able) + 1)
        for chosen in combinations(able, size)
        if sum(weights[k] or 0 for k in chosen) <= ROOM
    )
    assert best <= sum(said) <= sum(savings)
    assert all(0 <= one <= most for one, most in zip(said, savings, strict=True))


def test_without_room_nothing_is_saved() -> None:
    assert saved([5, 7], [1, 1], 0) == [0, 0]
