"""The linear relaxation of columns with their meeting times, by generating patterns.

Dantzig-Wolfe: the rows are the master's and the teachers' days', the variables of columns are
patterns, of which only those are listed that the prices of an earlier relaxation asked for. For
every round's duals, rounded to multiples of 1/`SCALE`, the least reduced cost over all patterns
of each column is counted in whole numbers, so each round proves a bound (see `programme`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.times import DAYS
from solver.columns.comfort import Comfort
from solver.columns.days import Days
from solver.columns.patterns import UNREACHABLE, Block, blocks_of
from solver.columns.programme import FREE, SCALE, Flags, Linear, Programme, Whole
from solver.columns.rows import Master
from solver.columns.shares import attended

Reals = npt.NDArray[np.float64]

LARGEST = 1 << 32
"""Most grains that a dual times a factor may have; keeps sums in 64 bits."""


class Priced(NamedTuple):
    """What duals prove.

    Attributes
    ----------
    scaled
        The bound, in grains times `SCALE`.
    reduced
        Least reduced cost by column, in the same measure.
    of_rows
        What the master's rows alone say of it.
    duals
        In whole numbers.
    """

    scaled: int
    reduced: Whole
    of_rows: Whole
    duals: Whole

    @property
    def bound(self) -> int:
        """The bound in whole grains."""
        return -(-self.scaled // SCALE)


class Box(NamedTuple):
    """Least and most of every variable; a column has a most of 0 where it is left out."""

    least: Whole
    most: Whole


class Timed:
    """Columns alive, their times, and rows that a plan of them keeps, with or without `gaps`.

    Attributes
    ----------
    programme
        The master's rows and the days'; meetings are in none of them yet.
    costs
        Of every variable but the columns, in grains.
    """

    def __init__(
        self,
        master: Master,
        comfort: Comfort,
        limits: Sequence[tuple[Linear, int]],
        days: Linear,
        alive: Flags,
        *,
        gaps: bool = True,
    ) -> None:
        self.master = master
        self.columns = len(master.columns)
        self.programme = Programme(list(master.programme.most), list(master.programme.rows))
        for sum_, most in limits:
            self.programme.require(sum_, most=most)
        self.blocks = blocks_of(master, comfort, alive)
        self.days = Days(master, self.programme, self.blocks)
        self.costs = np.zeros(len(self.programme.most), dtype=np.int64)
        np.add.at(self.costs, days.indices, days.factors)
        for index, cost in self.days.costs.items() if gaps else ():
            self.costs[index] += cost
        self.entries = [
            [self.days.entries(block.teacher, slot, block.minutes) for slot in block.slots]
            for block in self.blocks
        ]
        rows = self.programme.rows
        self.least = np.array([row.least for row in rows], dtype=np.int64)
        self.most = np.array([row.most for row in rows], dtype=np.int64)
        self._row = np.repeat(np.arange(len(rows)), [len(row.sum.indices) for row in rows])
        self._index = np.concatenate([row.sum.indices for row in rows])
        self._factor = np.concatenate([row.sum.factors for row in rows])
        largest = [int(np.abs(row.sum.factors).max(initial=1)) for row in rows]
        self._most_dual = LARGEST / np.array(largest)
        self._members = [self._attending_all(block) for block in self.blocks]

    def lasting(self, column: int) -> list[str]:
        """Members that attend every meeting."""
        company, lessons = self.master.columns[column].company, self.master.columns[column].lessons
        need_of = self.master.scenario.need_of
        return [need for need in company.needs if attended(need_of[need], lessons) == lessons]

    def rows_of(self, number: int, column: int, slot: int) -> dict[int, int]:
        """Factors by row of a meeting of a column in a slot of its block."""
        block = self.blocks[number]
        found = dict(self.entries[number][slot])
        for need in self.lasting(column):
            row = self.days.of_need(block.teacher, need, block.slots[slot].day)
            if row is not None:
                found[row] = 1
        return found

    def of_columns(self) -> dict[int, dict[int, int]]:
        """Factors of each column by row of the master."""
        found: dict[int, dict[int, int]] = {}
        ours = self._index < self.columns
        for index, row, factor in zip(
            self._index[ours].tolist(),
            self._row[ours].tolist(),
            self._factor[ours].tolist(),
            strict=True,
        ):
            found.setdefault(index, {})[row] = factor
        return found

    def prices(self, number: int, duals: Whole) -> tuple[Whole, Whole]:
        """What meetings of a block cost, by slot, and by column and day."""
        by_slot = np.array(
            [
                -sum(int(duals[row]) * factor for row, factor in entries)
                for entries in self.entries[number]
            ],
            dtype=np.int64,
        )
        where, rows = self._members[number]
        by_day = np.zeros((len(self.blocks[number].columns), len(DAYS)), dtype=np.int64)
        np.subtract.at(by_day, where, np.append(duals, 0)[rows])
        return by_slot, by_day

    @property
    def box(self) -> Box:
        """All that the programme allows."""
        most = np.array(self.programme.most, dtype=np.int64)
        return Box(np.zeros_like(most), most)

    def priced(self, duals: Reals, box: Box) -> Priced:
        """What duals prove of the solutions in a box."""
        sensible = np.clip(np.nan_to_num(duals), -self._most_dual, self._most_dual)
        whole = np.rint(sensible * SCALE).astype(np.int64)
        whole[(whole > 0) & (self.least == -FREE)] = 0
        whole[(whole < 0) & (self.most == FREE)] = 0
        reduced = self.costs * SCALE
        np.subtract.at(reduced, self._index, whole[self._row] * self._factor)
        mine = np.full(self.columns, UNREACHABLE, dtype=np.int64)
        for number, block in enumerate(self.blocks):
            by_slot, by_day = self.prices(number, whole)
            least = block.best(by_slot, by_day, SCALE)
            possible = (least < UNREACHABLE) & (box.most[block.columns] > 0)
            mine[block.columns] = np.where(possible, least + reduced[block.columns], UNREACHABLE)
        others = reduced.copy()
        others[: self.columns] = 0
        sides = np.where(whole > 0, self.least, np.where(whole < 0, self.most, 0))
        # Added up as Python's numbers, which do not overflow.
        scaled = sum(
            (
                sum(d * side for d, side in zip(whole.tolist(), sides.tolist(), strict=True)),
                sum(np.where(others > 0, others * box.least, others * box.most).tolist()),
                sum(np.minimum(mine, 0).tolist()),
            )
        )
        return Priced(scaled, mine, reduced[: self.columns], whole)

    def kept(self, priced: Priced, box: Box, value: int) -> list[Flags]:
        """By block the columns and slots that a solution in the box of at most the value may have.

        Parameters
        ----------
        priced
            What duals prove of the box.
        """
        found = []
        for number, block in enumerate(self.blocks):
            costs = block.by_slot(*self.prices(number, priced.duals), SCALE)
            reduced = np.maximum(costs + priced.of_rows[block.columns][:, None], 0)
            possible = (box.most[block.columns] > 0)[:, None] & (costs < UNREACHABLE)
            found.append(possible & (priced.scaled + reduced <= value * SCALE))
        return found

    def _attending_all(self, block: Block) -> tuple[Whole, Whole]:
        """Positions in the block, one for each lasting member, and the member's rows by day."""
        where: list[int] = []
        rows: list[list[int]] = []
        none = len(self.programme.rows)
        for position, index in enumerate(block.columns.tolist()):
            for need in self.lasting(index):
                found = [self.days.of_need(block.teacher, need, d) for d in range(len(DAYS))]
                where.append(position)
                rows.append([none if row is None else row for row in found])
        return np.array(where, dtype=np.int64), np.array(rows, dtype=np.int64)
