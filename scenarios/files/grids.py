"""Tables as they stand in a file: rows of cells with the numbers the file shows."""

from __future__ import annotations

from typing import Any, NamedTuple

MAX_ROWS = 100_000
MAX_BOX = 2_000_000

Cell = Any


class FaultyCell(NamedTuple):
    """A cell that must not be read; the code says why."""

    code: str


class GridRow(NamedTuple):
    """One row with its number as the file shows it."""

    number: int
    cells: list[Cell]


class Grid(NamedTuple):
    """One sheet or CSV file.

    `merged` holds row and column (both from 1) of the first cell of each merged region.
    """

    name: str
    rows: list[GridRow]
    merged: tuple[tuple[int, int], ...] = ()


def letter(column: int) -> str:
    """Spreadsheet letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that a person sees."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
