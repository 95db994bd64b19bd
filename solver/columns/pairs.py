"""Both weekly meetings of columns in which some members attend one of the two.

Such a member attends the one that is better for it, so what a company costs is no sum over its
meetings. All pairs of meetings are listed with their exact points, by column one after the other,
so that those of thousands of columns are looked through in a few array operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from scenarios.times import DAYS
from solver.columns.programme import Whole


class Meetings(NamedTuple):
    """Pairs of slots on different days, the earlier day first, and the points of each pair."""

    first: Whole
    second: Whole
    points: Whole


def meetings(
    days: Whole, points: Whole, choosing: Sequence[Whole], apart: int, never: int
) -> Meetings:
    """Every pair that all can attend.

    Parameters
    ----------
    days
        By slot.
    points
        By slot, of those who attend both; `never` and more where they cannot meet.
    choosing
        The same of each member that attends one of the two.
    apart
        Points of meetings on consecutive days.
    """
    where = np.flatnonzero(points < never)
    there, own = days[where], points[where]
    both = own[:, None] + own[None, :]
    for one in choosing:
        both += np.minimum(one[where][:, None], one[where][None, :])
    later = there[None, :] - there[:, None]
    both[later == 1] += apart
    first, second = np.nonzero((later > 0) & (both < never))
    return Meetings(where[first], where[second], both[first, second])


def least_pair(
    days: Whole, points: Whole, choosing: Sequence[Whole], apart: int, never: int
) -> int:
    """Points of the best of the `meetings`, at least `never` if there are none.

    Parameters
    ----------
    days
        By slot, ascending.
    """
    where = np.flatnonzero(points < never)
    kinds = np.stack([points, *choosing])[:, where]
    ends = np.searchsorted(days[where], range(len(DAYS) + 1))
    by_day = [kinds[:, start:end] for start, end in pairwise(ends.tolist())]
    lows = np.stack([there.min(axis=1, initial=never) for there in by_day], axis=1)
    low = _sum(lows[:, :, None], lows[:, None, :]).tolist()
    promised = sorted(
        (low[one][other] + apart * (other == one + 1), one, other)
        for one, other in combinations(range(len(DAYS)), 2)
    )
    best = 2 * never
    for promise, one, other in promised:
        if promise >= min(best, never):
            break
        both = _sum(by_day[one][:, :, None], by_day[other][:, None, :])
        best = min(best, int(both.min()) + apart * (other == one + 1))
    return best


def _sum(one: Whole, other: Whole) -> Whole:
    """Points of those who attend both, and of each who chooses at the better one."""
    sum_: Whole = one[0] + other[0] + np.minimum(one[1:], other[1:]).sum(axis=0)
    return sum_


class Pairs:
    """The pairs of some rows of a block.

    Attributes
    ----------
    rows
        Those whose pairs are listed, ascending.
    """

    def __init__(self, days: Whole, pairs_of: Sequence[tuple[int, Meetings]]) -> None:
        self.rows = np.array([row for row, _ in pairs_of], dtype=np.int64)
        sizes = np.array([len(pairs.first) for _, pairs in pairs_of], dtype=np.int64)
        self._ends = np.cumsum(sizes, dtype=np.int64)
        self._starts = self._ends - sizes
        self._row = np.repeat(self.rows, sizes).astype(np.int32)
        self._first = np.concatenate([pairs.first for _, pairs in pairs_of]).astype(np.int32)
        self._second = np.concatenate([pairs.second for _, pairs in pairs_of]).astype(np.int32)
        self._points = np.concatenate([pairs.points for _, pairs in pairs_of])
        few = days.astype(np.int8)
        self._days = few[self._first], few[self._second]

    def costs(self, prices: Whole, by_day: Whole, scale: int) -> Whole:
        """Of every pair, in points times scale and prices by slot, and by row and day."""
        of_slots = prices[self._first] + prices[self._second]
        of_days = by_day[self._row, self._days[0]] + by_day[self._row, self._days[1]]
        costs: Whole = scale * self._points + of_slots + of_days
        return costs

    def least(self, costs: Whole) -> Whole:
        """By row."""
        least: Whole = np.minimum.reduceat(costs, self._starts)
        return least

    def lower(self, found: Whole, costs: Whole) -> None:
        """Lower what is found by row and slot to the least of pairs with that slot."""
        np.minimum.at(found, (self._row, self._first), costs)
        np.minimum.at(found, (self._row, self._second), costs)

    def best_by_days(self, row: int, costs: Whole, below: int) -> list[tuple[int, int, int]]:
        """Of a row the best pair of each two days, below some cost: slots and points."""
        at = int(np.searchsorted(self.rows, row))
        here = slice(int(self._starts[at]), int(self._ends[at]))
        own = costs[here]
        order = np.argsort(own, kind="stable")[: np.count_nonzero(own < below)]
        key = self._days[0][here] * 8 + self._days[1][here]
        _, firsts = np.unique(key[order], return_index=True)
        return [
            (int(self._first[here][k]), int(self._second[here][k]), int(self._points[here][k]))
            for k in order[firsts].tolist()
        ]
