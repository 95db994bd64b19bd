"""Random choices said briefly; the same seed gives the same choices on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Choices from one seeded generator."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self._random.randrange(len(choices))]

    def some(self, choices: Sequence[T], least: int = 0, most: int | None = None) -> list[T]:
        """Some of the choices, in the order given."""
        top = len(choices) if most is None else min(most, len(choices))
        count = self._random.randint(min(least, top), top)
        chosen = sorted(self._random.sample(range(len(choices)), count))
        return [choices[index] for index in chosen]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return self._random.sample(list(choices), len(choices))

    def whole(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def half(self, percent: int) -> str:
        """`A` or `B` in so many of a hundred cases, else `all`."""
        return self.pick("AB") if self.chance(percent) else "all"
