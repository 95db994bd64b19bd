"""Meetings of which some members attend a part, against every choice of meetings."""

from itertools import combinations, product

import numpy as np
import pytest

from scenarios.times import Half
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.presence import Slot
from solver.columns.column import Column, columns_of
from solver.columns.comfort import Comfort
from solver.columns.patterns import UNREACHABLE, blocks_of
from solver.columns.rows import Master
from tests.solver.columns.mixed import mixed

SCALE = 16
SEEDS = range(12)
Slots = tuple[Slot, ...]


class Alone:
    """A company and every choice of its meetings, by the sentences."""

    def __init__(self, given: Candidates, column: Column) -> None:
        self.given, self.lessons = given, column.lessons
        self.needs = [given.scenario.need_of[name] for name in column.company.needs]
        self.slots = {s for n in self.needs for s in given.slots.get((n.need, "t1"), ())}

    def choices(self) -> dict[Slots, int]:
        """Points of the pupils and of consecutive days, where all can come."""
        wholes = sorted(slot for slot in self.slots if slot.half is Half.ALL)
        halves = sorted(slot for slot in self.slots if slot.half is not Half.ALL)
        found = {}
        for parts in product(
            combinations(wholes, self.lessons // 2), combinations(halves, self.lessons % 2)
        ):
            slots = (*parts[0], *parts[1])
            days = sorted(slot.day for slot in slots)
            points = self._points(slots) if len(set(days)) == len(days) else None
            if points is not None:
                found[slots] = points + 200 * sum(a + 1 in days for a in days)
        return found

    def _points(self, slots: Slots) -> int | None:
        total = 0
        for row in self.needs:
            able = set(self.given.slots.get((row.need, "t1"), ()))
            parts = [some for n in range(1, 4) for some in combinations(slots, n)]
            worths = [sum(2 if s.half is Half.ALL else 1 for s in some) for some in parts]
            least = min(worth for worth in worths if worth >= row.half_lessons)
            own = self.given.points[row.need]
            points = [
                sum(own[slot] for slot in some)
                for some, worth in zip(parts, worths, strict=True)
                if worth == least and able.issuperset(some)
            ]
            if not points:
                return None
            total += min(points)
        return total


def listed(seed: int) -> tuple[Candidates, Comfort, list[Column]]:
    given = candidates(mixed(seed))
    return given, Comfort(given), list(columns_of(given, 10_000))


def test_the_least_points_of_a_company_are_those_of_its_best_meetings() -> None:
    seen = 0
    for seed in SEEDS:
        given, comfort, columns = listed(seed)
        for column in columns:
            points = Alone(given, column).choices().values()
            least = min(points) + comfort.always(column) if points else None
            assert comfort.least(column) == least, column
            seen += bool(points)
    assert seen > 100


def test_no_company_is_listed_that_has_no_meetings() -> None:
    for seed in SEEDS:
        given, _, columns = listed(seed)
        for column in columns:
            assert column.lessons % 2 or Alone(given, column).choices(), column


@pytest.mark.parametrize("seed", SEEDS)
def test_with_prices_the_best_pattern_is_the_best_of_all(seed: int) -> None:
    draw = np.random.default_rng(seed)
    given, comfort, columns = listed(seed)
    columns = [column for column in columns if comfort.least(column) is not None]
    master = Master(given, columns)
    for block in blocks_of(master, comfort, np.ones(len(master.programme.most), dtype=np.bool_)):
        rows = len(block.columns)
        prices = draw.integers(-900, 900, len(block.slots)) * SCALE
        by_day = draw.integers(0, 900, (rows, 5)) * SCALE
        best = block.best(prices, by_day, SCALE)
        by_slot = block.by_slot(prices, by_day, SCALE)
        below = np.full(rows, UNREACHABLE)
        patterns = list(block.cheapest(list(range(rows)), prices, by_day, SCALE, below))
        price = dict(zip(block.slots, prices.tolist(), strict=True))
        for row, index in enumerate(block.columns.tolist()):
            column = columns[index]
            costs = {
                slots: SCALE * (points + comfort.always(column))
                + sum(price[s] + int(by_day[row, s.day]) for s in slots)
                for slots, points in Alone(given, column).choices().items()
            }
            assert best[row] == min(costs.values())
            for slot in {slot for slots in costs for slot in slots}:
                least = min(cost for slots, cost in costs.items() if slot in slots)
                assert by_slot[row, block.slots.index(slot)] <= least
            told = {}
            for pattern in (one for one in patterns if one.row == row):
                slots = tuple(sorted((block.slots[k] for k in pattern.slots), key=by_kind))
                told[slots] = costs[slots]
                own = SCALE * (pattern.points + int(block.always[row]))
                assert costs[slots] == own + sum(price[s] + int(by_day[row, s.day]) for s in slots)
            assert min(told.values()) == best[row]


def by_kind(slot: Slot) -> tuple[bool, Slot]:
    return slot.half is not Half.ALL, slot
