"""The same scenario said otherwise: other ids in another order, or another time of day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scenarios.scenario import Scenario
from scenarios.teachers import AvailabilityKind
from scenarios.times import clock, parse_clock
from tests.support.build import available, with_rows

JsonRow = dict[str, Any]

# Column -> the table whose ids stand in it; ids of home subjects are free text.
REFERENCES = {
    "municipality": "municipalities",
    "buyer": "municipalities",
    "seller": "municipalities",
    "school": "schools",
    "class": "classes",
    "classes": "classes",
    "subject": "subjects",
    "need": "needs",
    "with_need": "needs",
    "shares_pupils_with": "needs",
    "teacher": "teachers",
}
TIMES = ("start", "end", "earliest", "latest")


def _each_row(scenario: Scenario, edit: Callable[[str, JsonRow], JsonRow]) -> Scenario:
    form = scenario.normal_form()
    form.pop("schema_version")
    settings = form.pop("settings")
    tables = {table: [edit(table, row) for row in rows] for table, rows in form.items()}
    return Scenario.model_validate({"settings": settings, **tables})


def renamed(scenario: Scenario) -> Scenario:
    """Every id replaced so that what was first in its table is last."""
    names = {
        table: {
            row.key[0]: f"x{99 - position}" for position, row in enumerate(scenario.rows(table))
        }
        for table in set(REFERENCES.values())
    }

    def other(table: str, row: JsonRow) -> JsonRow:
        return {column: _other_id(names, table, column, cell) for column, cell in row.items()}

    return _each_row(scenario, other)


def _other_id(names: dict[str, dict[str, str]], table: str, column: str, cell: Any) -> Any:
    if column not in REFERENCES or (table == "lessons" and column == "subject"):
        return cell
    of_table = names[REFERENCES[column]]
    if isinstance(cell, list):
        return [of_table.get(name, name) for name in cell]
    return of_table.get(cell, cell)


def later(scenario: Scenario, minutes: int) -> Scenario:
    """Every clock time so much later; teachers without times first get the default ones."""
    told = {row.teacher for row in scenario.availability if row.kind is not AvailabilityKind.BUSY}
    untold = [name for name in sorted(scenario.teacher_of) if name not in told]
    days = ("mon", "tue", "wed", "thu", "fri")
    default = [available(name, *(f"{day} 08:00-16:00" for day in days)) for name in untold]

    def moved(table: str, row: JsonRow) -> JsonRow:
        return {
            column: _later(cell, minutes) if column in TIMES and cell else cell
            for column, cell in row.items()
        }

    return _each_row(with_rows(scenario, *default), moved)


def _later(cell: str, minutes: int) -> str:
    """`09:00`, or `mon 09:00; default 08:00`."""
    parts = [part.split() for part in cell.split(";")]
    return "; ".join(
        " ".join([*words[:-1], clock(parse_clock(words[-1]) + minutes)]) for words in parts
    )
