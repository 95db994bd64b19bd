"""The edits that lead from one scenario to another: what a variant changes, and how to undo it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.files.headers import SETTINGS
from scenarios.scenario import Scenario
from scenarios.tables import TABLES
from scenarios.variants.edits import Edit, EditKind

Cells = dict[str, Any]


def between(one: Scenario, other: Scenario) -> tuple[Edit, ...]:
    """Edits that make the other scenario of the one.

    Rows are the same row when they have the same key; every other difference is a row that goes
    and a row that comes. What is removed comes last and from the end of the tables, so that
    nothing goes with it that is to stay.
    """
    before, after = one.normal_form(), other.normal_form()
    removed, added, changed = [], [], []
    for table in TABLES:
        old = {_key(table, row): row for row in before[table]}
        new = {_key(table, row): row for row in after[table]}
        removed += [
            Edit(edit=EditKind.REMOVE, table=table, row=_cells(table, row))
            for key, row in old.items()
            if key not in new
        ]
        added += [
            Edit(edit=EditKind.ADD, table=table, cells=_given(row))
            for key, row in new.items()
            if key not in old
        ]
        changed += list(_changes(table, old, new))
    settings = _differing(before[SETTINGS], after[SETTINGS])
    of_settings = [Edit(edit=EditKind.CHANGE, table=SETTINGS, cells=settings)] if settings else []
    return (*of_settings, *added, *changed, *reversed(removed))


def _changes(table: str, old: dict[str, Cells], new: dict[str, Cells]) -> Iterator[Edit]:
    for key, row in old.items():
        cells = _differing(row, new[key]) if key in new else {}
        if cells:
            yield Edit(edit=EditKind.CHANGE, table=table, row=_cells(table, row), cells=cells)


def _key(table: str, row: Cells) -> str:
    return repr(_cells(table, row))


def _cells(table: str, row: Cells) -> Cells:
    """The cells by which the row is known."""
    return {column: _fixed(row[column]) for column in TABLES[table].key_columns}


def _given(row: Cells) -> Cells:
    return {column: _fixed(cell) for column, cell in row.items()}


def _differing(old: Cells, new: Cells) -> Cells:
    return {column: _fixed(cell) for column, cell in new.items() if cell != old[column]}


def _fixed(cell: Any) -> Any:
    return tuple(cell) if isinstance(cell, list) else cell
