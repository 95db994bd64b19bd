"""Room divided among parts: no division has less than is said."""

import random
from itertools import product

import pytest

from solver.search.levels import Stairs, Step, cheapest


def test_a_part_has_at_least_what_larger_levels_say() -> None:
    """A bound with more room holds with less; between levels the larger one speaks."""
    stairs = Stairs(100)
    stairs.rise(0, 30)
    stairs.rise(40, 10)
    stairs.rise(60, 20)
    stairs.rise(60, 15)

    assert stairs.steps() == [Step(0, 0, 30), Step(1, 40, 20), Step(41, 60, 20), Step(61, 100, 0)]


def test_with_nothing_said_a_part_has_nothing() -> None:
    assert Stairs(7).steps() == [Step(0, 7, 0)]
    assert Stairs(0).steps() == [Step(0, 0, 0)]


def random_stairs(rng: random.Random, room: int) -> Stairs:
    stairs = Stairs(room)
    for level in {0, room, *(rng.randrange(room + 1) for _ in range(rng.randrange(4)))}:
        stairs.rise(level, rng.randrange(100))
    return stairs


@pytest.mark.parametrize("room", [0, 1, 9, 5000, 20_000])
def test_no_division_within_the_room_has_less(room: int) -> None:
    rng = random.Random(room)
    for _ in range(20):
        flights = [random_stairs(rng, room).steps() for _ in range(4)]

        total, chosen = cheapest(flights, room)

        steps = [flight[number] for flight, number in zip(flights, chosen, strict=True)]
        assert total == sum(step.bound for step in steps)
        best = min(
            sum(step.bound for step in choice)
            for choice in product(*flights)
            if sum(step.used for step in choice) <= room
        )
        assert total == best if room < 4096 else total <= best
