"""What certain companies cost their teacher's week at least, as rows over all columns like them.

A column is *like* another of its teacher if it meets as often, has as many points or more at every
slot for those without a choice of the meetings, and has all those of the other who have one. Put
in the other's place it gives no cheaper week, for each of its weeks is one of the other's with as
many points or fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from solver.columns.column import Column
from solver.columns.comfort import Comfort
from solver.columns.patterns import Block, blocks_of
from solver.columns.programme import Programme, linear
from solver.columns.rows import Master
from solver.columns.week_points import IMPOSSIBLE, without_choosing

Indices = frozenset[int]


class Among(NamedTuple):
    """At least so many of some columns."""

    columns: Indices
    least: int


class Dear(NamedTuple):
    """A teacher's week with columns out of each of these has at least so many points.

    Attributes
    ----------
    groups
        The week has no more than so many groups; `None` if it may have any number.
    """

    teacher: str
    among: tuple[Among, ...]
    groups: int | None
    points: int


class Likeness:
    """Columns that are like a given one."""

    def __init__(self, master: Master, comfort: Comfort) -> None:
        self._comfort, self._columns = comfort, master.columns
        self._need_of = master.scenario.need_of
        alive = np.zeros(len(master.programme.most), dtype=np.bool_)
        timely = [comfort.least(column) is not None for column in master.columns]
        alive[: len(timely)] = timely
        self._block_of: dict[tuple[str, str, int], Block] = {}
        for block in blocks_of(master, comfort, alive):
            first = master.columns[int(block.columns[0])]
            self._block_of[self._key(first)] = block

    @property
    def meetings(self) -> int:
        """How many a column might have, over all columns."""
        return sum(block.points.size for block in self._block_of.values())

    def among(self, columns: Iterable[Column]) -> tuple[Among, ...]:
        """Columns of which so many are in the place of these, no column in two places."""
        places: dict[Indices, int] = {}
        for column in columns:
            like = self._like(column)
            places[like] = places.get(like, 0) + 1
        taken: Indices = frozenset()
        found = []
        for like in sorted(places, key=lambda like: (len(like), sorted(like))):
            found.append(Among(like - taken, places[like]))
            taken |= like
        return tuple(found)

    def _like(self, column: Column) -> Indices:
        block = self._block_of[self._key(column)]
        all_ = without_choosing(column, self._need_of)
        choosing = column.members - all_.members
        worse = (block.points >= self._comfort.together(column)).all(axis=1)
        always = self._comfort.always(column)
        return frozenset(
            index
            for index in block.columns[worse].tolist()
            if choosing <= self._columns[index].members
            and self._comfort.always(self._columns[index]) >= always
        )

    def _key(self, column: Column) -> tuple[str, str, int]:
        return (*self._comfort.times(column).key, column.lessons)


class Reckoning:
    """Rows of dear weeks, added to a programme of columns and teachers' days.

    Attributes
    ----------
    extra
        By teacher the points beyond the columns' own least and the days.
    """

    def __init__(
        self,
        master: Master,
        programme: Programme,
        least: Mapping[int, int],
        day: int,
        most: int,
    ) -> None:
        self._master, self._programme = master, programme
        self._least, self._day = least, day
        self.extra = {teacher: programme.new(most) for teacher in master.of_teacher}
        self._held: dict[tuple[Indices, int], int] = {}
        self._few: dict[tuple[str, int], int] = {}

    def require(self, dear: Dear) -> None:
        """A week like it has its points."""
        alive = [
            Among(frozenset(i for i in one.columns if i in self._least), one.least)
            for one in dear.among
        ]
        if any(len(one.columns) < one.least for one in alive):
            return
        signs = [self._is_held(one) for one in alive]
        if dear.groups is not None:
            signs.append(self._has_few(dear.teacher, dear.groups))
        if dear.points >= IMPOSSIBLE:
            self._programme.require(linear(dict.fromkeys(signs, 1)), most=len(signs) - 1)
            return
        counted = (
            [i for i in self._master.of_teacher[dear.teacher] if i in self._least]
            if dear.groups is not None
            else sorted(frozenset[int]().union(*(one.columns for one in alive)))
        )
        terms = {index: self._least[index] for index in counted}
        terms[self._master.days[dear.teacher]] = self._day
        terms[self.extra[dear.teacher]] = 1
        terms.update(dict.fromkeys(signs, -dear.points))
        self._programme.require(linear(terms), least=dear.points * (1 - len(signs)))

    def _is_held(self, among: Among) -> int:
        """A sign that is 1 where so many of the columns are chosen."""
        if among not in self._held:
            sign = self._held[among] = self._programme.new(1)
            beyond = max(1, self._together(among.columns) - among.least + 1)
            chosen = dict.fromkeys(sorted(among.columns), 1)
            self._programme.require(linear({**chosen, sign: -beyond}), most=among.least - 1)
        return self._held[among]

    def _together(self, columns: Indices) -> int:
        """How many of the columns a plan has at most."""
        first = self._master.columns[min(columns)]
        teacher = self._master.scenario.teacher_of[first.company.teacher]
        shortest = min(self._master.columns[index].lessons for index in columns)
        return min(len(columns), int(2 * teacher.max_lessons) // shortest)

    def _has_few(self, teacher: str, groups: int) -> int:
        """A sign that is 1 where the teacher has at most so many groups."""
        key = (teacher, groups)
        if key not in self._few:
            sign = self._few[key] = self._programme.new(1)
            chosen = {i: 1 for i in self._master.of_teacher[teacher] if i in self._least}
            self._programme.require(linear({**chosen, sign: groups + 1}), least=groups + 1)
        return self._few[key]
