"""Figures of a campaign: percentiles, a straight line through points, usage over time."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from typing import NamedTuple

from tests.support.processes import Supervised, Usage, usage

MEGABYTE = 2**20


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed.

    Raises
    ------
    ValueError
        If there are no values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


class Line(NamedTuple):
    """A straight line by least squares."""

    start: float
    slope: float


def line_through(points: Sequence[tuple[float, float]]) -> Line:
    """The line nearest to the points.

    Raises
    ------
    ValueError
        If they do not have two different places.
    """
    count = len(points)
    middle_x = sum(x for x, _ in points) / count if count else 0.0
    middle_y = sum(y for _, y in points) / count if count else 0.0
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    if spread == 0:
        raise ValueError("a line needs two points")
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
    return Line(middle_y - slope * middle_x, slope)


class Sampler:
    """Looks at processes every so often, each time with a figure that says how far one is."""

    def __init__(self, processes: Sequence[Supervised], seconds: float = 1.0) -> None:
        self.samples: dict[str, list[tuple[float, Usage]]] = {one.name: [] for one in processes}
        self.progress = 0.0
        self._processes, self._seconds = processes, seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.wait(self._seconds):
            for process in self._processes:
                self.samples[process.name].append((self.progress, usage(process.pid)))

    def close(self) -> None:
        self._done.set()
        self._thread.join()
