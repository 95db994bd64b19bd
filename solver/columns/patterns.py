"""Meeting times of all columns at once, each meeting with a price besides its points.

A pattern is the meetings that a company could have in a week. With prices on slots the best
pattern of a column is found day by day, for thousands of columns in a few array operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from scenarios.times import DAYS, Half
from solver.candidates.presence import Slot
from solver.columns.column import Column
from solver.columns.comfort import NEVER, Comfort
from solver.columns.pairs import Meetings, Pairs
from solver.columns.programme import Flags, Whole
from solver.columns.rows import Master

MOST_PAIRS = 3_000_000
"""Of all blocks; some thirty bytes each, and more while they are looked through."""
UNREACHABLE = 1 << 61
"""Scaled cost of a pattern that is none; sums of a few still fit 64 bits."""


Choice = tuple[tuple[int, bool], ...]
"""Days to meet on, each with whether every week."""


class Pattern(NamedTuple):
    """Meetings of a row, and their points beyond what is `always`."""

    row: int
    slots: tuple[int, ...]
    points: int


class Block:
    """Columns of a course with a teacher that have as many lessons.

    Attributes
    ----------
    columns
        Their indices in the master.
    points
        By column and slot, `NEVER` where the column cannot meet.
    always
        By column, whenever it meets.
    """

    def __init__(
        self, comfort: Comfort, columns: Sequence[int], named: Sequence[Column], room: int
    ) -> None:
        times, lessons = comfort.times(named[0]), named[0].lessons
        self.teacher = times.teacher
        self.slots: Sequence[Slot] = times.slots
        self.minutes = times.minutes
        self.lessons = lessons
        self.columns = np.array(columns, dtype=np.int64)
        self.points: Whole = np.zeros((len(columns), len(self.slots)), dtype=np.int64)
        self.always: Whole = np.zeros(len(columns), dtype=np.int64)
        self._day, self._whole = times.day, times.whole
        self._comfort = comfort
        self._named = named
        self._room = room
        self._apart = times.apart

    def best(self, prices: Whole, by_day: Whole, scale: int) -> Whole:
        """Least scaled cost of each column's patterns.

        Parameters
        ----------
        prices
            By slot, on top of the points times `scale`.
        by_day
            By column and day, for meeting on that day.
        """
        whole, halved = self._by_day(prices, by_day, scale)
        least = np.full(len(self.columns), UNREACHABLE, dtype=np.int64)
        for choice in self.choices:
            least = np.minimum(least, self._sum(choice, whole, halved, scale))
        if self.pairs is not None:
            costs = self.pairs.costs(prices, by_day, scale)
            least[self.pairs.rows] = self.pairs.least(costs)
        best: Whole = np.minimum(least + scale * self.always, UNREACHABLE)
        return best

    def by_slot(self, prices: Whole, by_day: Whole, scale: int) -> Whole:
        """The same by column and slot, for patterns with a meeting there; or less."""
        whole, halved = self._by_day(prices, by_day, scale)
        costs = np.where(self.points < NEVER, scale * self.points + prices, UNREACHABLE)
        found: Whole = np.full(costs.shape, UNREACHABLE, dtype=np.int64)
        for choice in self.choices:
            sum_ = self._sum(choice, whole, halved, scale)
            for day, is_whole in choice:
                there = self._where[day, is_whole]
                least = (whole if is_whole else halved)[:, day]
                possible = (sum_ < UNREACHABLE)[:, None] & (costs[:, there] < UNREACHABLE)
                here = sum_[:, None] - least[:, None] + by_day[:, [day]] + costs[:, there]
                found[:, there] = np.minimum(found[:, there], np.where(possible, here, UNREACHABLE))
        if self.pairs is not None:
            found[self.pairs.rows] = UNREACHABLE
            self.pairs.lower(found, self.pairs.costs(prices, by_day, scale))
        best: Whole = np.minimum(found + scale * self.always[:, None], UNREACHABLE)
        return best

    def cheapest(
        self, rows: Sequence[int], prices: Whole, by_day: Whole, scale: int, below: Whole
    ) -> Iterator[Pattern]:
        """For rows and choices of days the cheapest patterns that cost less than so much by row."""
        pairs = self.pairs
        if pairs is not None:
            costs = pairs.costs(prices, by_day, scale)
            for row in sorted(set(rows).intersection(pairs.rows.tolist())):
                for first, second, points in pairs.best_by_days(row, costs, int(below[row])):
                    yield Pattern(row, (first, second), points)
            rows = sorted(set(rows).difference(pairs.rows.tolist()))
        if not rows:
            return
        some = np.array(rows, dtype=np.int64)
        costs = np.where(self.points[some] < NEVER, scale * self.points[some] + prices, UNREACHABLE)
        least = self._minima(costs, by_day[some])
        for choice in self.choices:
            sum_ = self._sum(choice, *least, scale)
            for position in np.flatnonzero(sum_ < below[some]).tolist():
                slots = tuple(
                    int(there[costs[position, there].argmin()])
                    for day, is_whole in choice
                    for there in (np.flatnonzero(self._where[day, is_whole]),)
                )
                row = rows[position]
                points = int(self.points[row, list(slots)].sum()) + self.apart(choice)
                yield Pattern(row, slots, points)

    def when(self, slot: int) -> tuple[int, bool]:
        """Day of a slot, and whether it is every week."""
        return self.slots[slot].day, self.slots[slot].half is Half.ALL

    def apart(self, choice: Choice) -> int:
        """Points of meetings on consecutive days."""
        days = [day for day, _ in choice]
        return self._apart * sum(1 for one, other in pairwise(days) if other == one + 1)

    @cached_property
    def pairs(self) -> Pairs | None:
        """Of columns in which some attend one of two meetings, beyond what is `always`.

        Only as many as there is room for; `None` if there is none.
        """
        listed: list[tuple[int, Meetings]] = []
        room = self._room
        for row, column in enumerate(self._named):
            pairs = self._comfort.pairs(column, self.points[row])
            if pairs is None or not len(pairs.points):
                continue
            room -= len(pairs.points)
            if room < 0:
                break
            points = pairs.points - self._comfort.apart(column, self.points[row])
            listed.append((row, pairs._replace(points=points)))
        return Pairs(self._day, listed) if listed else None

    def put_away(self) -> None:
        """Keep no pairs until somebody asks for them."""
        self.__dict__.pop("pairs", None)

    @cached_property
    def choices(self) -> list[Choice]:
        """Days to meet on, each with whether every week."""
        count, half = self.lessons // 2, self.lessons % 2
        found: list[Choice] = []
        for days in combinations(range(len(DAYS)), count + half):
            halved = range(len(days)) if half else (-1,)
            found += [tuple((day, i != at) for i, day in enumerate(days)) for at in halved]
        return found

    @cached_property
    def _where(self) -> dict[tuple[int, bool], Flags]:
        return {
            (day, is_whole): (self._day == day) & (self._whole == is_whole)
            for day in range(len(DAYS))
            for is_whole in (True, False)
        }

    def _by_day(self, prices: Whole, by_day: Whole, scale: int) -> tuple[Whole, Whole]:
        costs = np.where(self.points < NEVER, scale * self.points + prices, UNREACHABLE)
        return self._minima(costs, by_day)

    def _minima(self, costs: Whole, by_day: Whole) -> tuple[Whole, Whole]:
        """The least by row and day, of meetings every week and of others."""
        found = []
        for is_whole in (True, False):
            least = np.full((len(costs), len(DAYS)), UNREACHABLE, dtype=np.int64)
            for day in range(len(DAYS)):
                there = self._where[day, is_whole]
                if there.any():
                    least[:, day] = costs[:, there].min(axis=1)
            found.append(np.where(least < UNREACHABLE, least + by_day, UNREACHABLE))
        return found[0], found[1]

    def _sum(self, choice: Choice, whole: Whole, halved: Whole, scale: int) -> Whole:
        total = np.full(len(whole), scale * self.apart(choice), dtype=np.int64)
        possible = np.ones(len(whole), dtype=np.bool_)
        for day, is_whole in choice:
            cost = (whole if is_whole else halved)[:, day]
            possible &= cost < UNREACHABLE
            total += np.where(cost < UNREACHABLE, cost, 0)
        return np.where(possible, total, UNREACHABLE)


def blocks_of(master: Master, comfort: Comfort, alive: Flags) -> list[Block]:
    """Blocks of the columns alive."""
    grouped: dict[tuple[str, str, int], list[int]] = {}
    for index in np.flatnonzero(alive[: len(master.columns)]).tolist():
        column = master.columns[index]
        times = comfort.times(column)
        grouped.setdefault((*times.key, column.lessons), []).append(index)
    found = []
    for indices in grouped.values():
        columns = [master.columns[index] for index in indices]
        block = Block(comfort, indices, columns, MOST_PAIRS // len(grouped))
        for row, column in enumerate(columns):
            together = block.points[row] = comfort.together(column)
            block.always[row] = comfort.apart(column, together) + comfort.always(column)
        found.append(block)
    return found
