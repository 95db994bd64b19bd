"""Points of many starts at once, for needs together and for their teacher.

Apart from `comfort`, so that numpy is loaded only where times are chosen by their points: a first
plan needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from solver.local.comfort import Comfort

Whole = npt.NDArray[np.int64]


class Liking:
    """What pupils and teachers would suffer at each start of a set."""

    def __init__(self, comfort: Comfort) -> None:
        self.comfort = comfort
        self._bits = len(comfort.board.problem.grid.day_of)
        self._of_points: dict[int, Whole] = {}
        self._of_teacher: dict[tuple[int, int], Whole] = {}

    def bits(self, starts: int) -> Whole:
        """Indices of the bits of a set of starts, lowest first."""
        whole = np.frombuffer(starts.to_bytes(-(-self._bits // 8), "little"), dtype=np.uint8)
        return np.flatnonzero(np.unpackbits(whole, bitorder="little"))

    def rated(
        self, starts: int, needs: Sequence[int], teacher: int, length: int
    ) -> tuple[Whole, Whole]:
        """Bits of the starts, and at each the points of all these needs and of the teacher."""
        bits = self.bits(starts)
        points = self._unliked(teacher, length)[bits]
        for need in needs:
            points += self._by_bit(need)[bits]
        return bits, points

    def best(self, need: int, starts: int) -> int:
        """The first of the starts at which the need has the fewest points."""
        bits = self.bits(starts)
        return int(bits[self._by_bit(need)[bits].argmin()])

    def _by_bit(self, need: int) -> Whole:
        points = self.comfort.points(need)
        # Needs with the same pupils' hours share their points, which `Comfort` keeps.
        found = self._of_points.get(id(points))
        if found is None:
            found = self._of_points[id(points)] = np.zeros(self._bits, dtype=np.int64)
            found[list(points)] = list(points.values())
        return found

    def _unliked(self, teacher: int, length: int) -> Whole:
        found = self._of_teacher.get((teacher, length))
        if found is None:
            found = self._of_teacher[teacher, length] = np.zeros(self._bits, dtype=np.int64)
            found[self.bits(self.comfort.unliked(teacher, length))] = self.comfort.unliked_points
        return found
