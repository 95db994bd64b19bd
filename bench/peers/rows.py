"""Columns and linear rows, as every solver of integer programs takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

Term = tuple[int, int]


class Row(NamedTuple):
    """`low` ≤ sum of coefficient × column ≤ `high`; `None` where a side is open."""

    terms: tuple[Term, ...]
    low: int | None
    high: int | None


@dataclass
class Rows:
    """An integer program without what it minimises.

    Attributes
    ----------
    most
        Upper bound of each column; every lower bound is 0.
    """

    most: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, most: int = 1) -> int:
        """A new whole number from 0 to `most`; a yes or no if nothing is said."""
        self.most.append(most)
        return len(self.most) - 1

    def add(self, terms: Iterable[Term], low: int | None = None, high: int | None = None) -> None:
        """A row; terms of one column are added up."""
        summed: dict[int, int] = {}
        for column, coefficient in terms:
            summed[column] = summed.get(column, 0) + coefficient
        kept = tuple((column, c) for column, c in summed.items() if c)
        self.rows.append(Row(kept, low, high))

    def equal(self, terms: Iterable[Term], value: int = 0) -> None:
        """A row that leaves no choice."""
        self.add(terms, value, value)

    def any_of(self, columns: Iterable[int]) -> int:
        """A column that is 1 exactly if one of these is; the column itself if there is one."""
        chosen = tuple(dict.fromkeys(columns))
        if len(chosen) == 1:
            return chosen[0]
        found = self.column()
        for column in chosen:
            self.add([(column, 1), (found, -1)], high=0)
        self.add([(found, 1), *((column, -1) for column in chosen)], high=0)
        return found


class Sum(NamedTuple):
    """What is minimised: terms and what is there without them."""

    terms: tuple[Term, ...]
    constant: int


class Use(NamedTuple):
    """Minutes that something takes if its column is 1."""

    start: int
    end: int
    column: int
