"""What is left of a limit, divided among parts: the least they have together, however it is done.

Let room be what is left of the limit of an earlier stage above what the parts have of it at
least. Asked with at most `level` of the room, a part has at least so much of the stage; the less
it may use the more. A part of a plan that uses more than the level below, and not more than this
one, has at least what is said of this one. A plan uses of all parts together at most the room, so
the least sum over such choices is a bound: a knapsack with a choice for each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

BUCKETS = 4096
"""Uses are rounded down to so many steps of the room, which can only lower a bound."""
UNREACHABLE = 1 << 60


class Step(NamedTuple):
    """What a part has at least if it uses so much.

    Attributes
    ----------
    used, level
        From so much to so much of the room.
    bound
        Least grains of the stage.
    """

    used: int
    level: int
    bound: int


class Stairs:
    """What is known of a part by level."""

    def __init__(self, room: int) -> None:
        self._bounds = {room: 0}

    def rise(self, level: int, bound: int) -> None:
        """With at most so much of the room the part has at least the bound."""
        self._bounds[level] = max(self._bounds.get(level, 0), bound)

    def steps(self) -> list[Step]:
        """From the least use to the most."""
        found: list[Step] = []
        bound = 0
        bounds = self._bounds.copy()
        levels = sorted(bounds)
        for number in range(len(levels) - 1, -1, -1):
            bound = max(bound, bounds[levels[number]])
            used = levels[number - 1] + 1 if number else 0
            found.append(Step(used, levels[number], bound))
        return found[::-1]


def cheapest(stairs: Sequence[Sequence[Step]], room: int) -> tuple[int, list[int]]:
    """The least sum of one step of each that use no more than the room, and which they are.

    Some choice has to be within the room.
    """
    bucket = max(1, -(-room // BUCKETS))
    size = room // bucket + 1
    best = np.zeros(size, dtype=np.int64)
    choices: list[npt.NDArray[np.intp]] = []
    for steps in stairs:
        options = np.full((len(steps), size), UNREACHABLE, dtype=np.int64)
        for number, step in enumerate(steps):
            used = step.used // bucket
            if used < size:
                options[number, used:] = best[: size - used] + step.bound
        choices.append(options.argmin(axis=0))
        best = np.minimum(options.min(axis=0), UNREACHABLE)
    at, chosen = size - 1, []
    for steps, choice in zip(reversed(stairs), reversed(choices), strict=True):
        chosen.append(int(choice[at]))
        at -= steps[chosen[-1]].used // bucket
    return int(best[-1]), chosen[::-1]
