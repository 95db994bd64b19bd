"""Points of a frontier: what each budget brings, and the steps between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Point(NamedTuple):
    """One budget: euros a school year, pupil-lessons a week served, and whether that is proved."""

    cost: float
    coverage: float
    proved: bool


def in_order(points: Sequence[tuple[float, float, bool]]) -> list[Point]:
    """The points by cost."""
    return sorted(Point(*point) for point in points)


def steps(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Corners of the line: between two budgets there is what the smaller one brings."""
    path = [points[0][:2]]
    for before, point in zip(points, points[1:], strict=False):
        path += [(point.cost, before.coverage), point[:2]]
    return path
