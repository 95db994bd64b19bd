"""Rows of a scenario as the cells of a sheet or CSV file."""

from __future__ import annotations

from typing import Any

from scenarios.fields import FIRST_GRADE, LAST_GRADE
from scenarios.files.headers import SETTINGS, TABLE_COLUMNS
from scenarios.scenario import Scenario
from scenarios.times import DAYS

OutCell = str | int | float
_SCALES: dict[str, tuple[Any, ...]] = {
    "days": DAYS,
    "grades": tuple(range(FIRST_GRADE, LAST_GRADE + 1)),
}


def rows_of(scenario: Scenario, table: str) -> list[list[OutCell]]:
    """Rows of a table in the order of the normal form; of the settings one row a key."""
    form = scenario.normal_form()[table]
    if table == SETTINGS:
        return [[key, cell_of(key, value)] for key, value in form.items()]
    return [[cell_of(column, row[column]) for column in TABLE_COLUMNS[table]] for row in form]


def cell_of(column: str, value: Any) -> OutCell:
    """One value of the normal form as a cell: lists as text, yes or no as a word."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        scale = _SCALES.get(column)
        return ";".join(_ranges(value, scale) if scale else value)
    cell: OutCell = value
    return cell


def _ranges(values: list[Any], scale: tuple[Any, ...]) -> list[str]:
    """Neighbours on the scale joined: `mon-wed`, `fri`."""
    runs: list[list[Any]] = []
    for value in values:
        if runs and scale.index(value) == scale.index(runs[-1][-1]) + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
