"""Random numbers by purpose: a change in one part of a scenario leaves the other parts alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(*purpose: object) -> Random:
    """A generator of its own for a purpose, the same in every run and on every machine."""
    return Random("/".join(str(part) for part in purpose))


def weighted_order(rng: Random, items: Sequence[T], weights: Sequence[float]) -> list[T]:
    """A random order without repetition in which heavy items tend to come early.

    A longer prefix contains every shorter one, so a larger scenario extends a smaller one.
    """
    keyed = [
        (-math.log(1.0 - rng.random()) / weight, place)
        for place, weight in enumerate(weights)
        if weight > 0
    ]
    return [items[place] for _, place in sorted(keyed)]


def poisson_at_least_one(rng: Random, mean: float, most: int) -> int:
    """A Poisson number given that it is at least one, at most `most`."""
    mean = max(mean, 0.01)
    draw = rng.random() * (1.0 - math.exp(-mean))
    number, chance = 1, mean * math.exp(-mean)
    while draw > chance and number < most:
        draw -= chance
        number += 1
        chance *= mean / number
    return number
