"""Rows as cells: read, matched and written back by their types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from scenarios.checks.report import cell
from scenarios.files.headers import SETTINGS
from scenarios.files.validated import with_choices
from scenarios.rows import Row
from scenarios.settings import Settings
from scenarios.tables import TABLES
from scenarios.variants.edits import Cell

Cells = dict[str, Any]


def kind_of(table: str) -> type[BaseModel]:
    """The type of a table's rows, or of the settings."""
    return Settings if table == SETTINGS else TABLES[table]


def columns_of(table: str) -> frozenset[str]:
    """Columns of a table, or keys of the settings."""
    return frozenset(f.alias or n for n, f in kind_of(table).model_fields.items())


@cache
def _reader(table: str, column: str) -> TypeAdapter[Any]:
    fields = kind_of(table).model_fields.items()
    field = next(field for name, field in fields if (field.alias or name) == column)
    annotation: Any = field.annotation
    for part in field.metadata:
        annotation = Annotated[annotation, part]
    return TypeAdapter(annotation)


def read_cell(table: str, column: str, given: Cell) -> Any:
    """The value that a cell means.

    Raises
    ------
    ValidationError
        If the column does not take it.
    """
    word = with_choices(kind_of(table), {column: given})[column]
    return _reader(table, column).validate_python(word)


def has(row: Row, table: str, wanted: Mapping[str, Cell]) -> bool:
    """Whether the row has all these cells."""
    return all(_means(row, table, column, given) for column, given in wanted.items())


def _means(row: Row, table: str, column: str, given: Cell) -> bool:
    value = cell(row, column)
    if given is None or given in ("", ()):
        return value in (None, "", ())
    return bool(value == read_cell(table, column, given))


def with_cells(row: BaseModel, cells: Mapping[str, Cell]) -> Cells:
    """All cells of the row with some of them changed; one that had its default gets it anew.

    So the overtime of a teacher follows the price of a lesson as long as nobody said otherwise.
    """
    kept: Cells = row.model_dump(mode="json")
    for name, field in type(row).model_fields.items():
        column = field.alias or name
        if field.default_factory is not None and kept.get(column) == _default(row, name):
            del kept[column]
    return with_choices(type(row), {**kept, **cells})


def as_read(table: str, cells: Mapping[str, Cell]) -> Cells:
    """The cells with their choices in the words of the contract."""
    return with_choices(kind_of(table), cells)


def _default(row: BaseModel, name: str) -> Any:
    """What the cell would be if it were empty."""
    fields = type(row).model_fields
    column = fields[name].alias or name
    cells = {key: value for key, value in row.model_dump(mode="json").items() if key != column}
    try:
        return type(row).model_validate(cells).model_dump(mode="json")[column]
    except ValidationError:
        return None
