"""Tables whose headers are understood: rows of cells by column, before any cell is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scenarios.files.faults import Complaints, shortened
from scenarios.files.grids import Cell, FaultyCell, Grid, GridRow, is_blank, letter
from scenarios.files.headers import EDIT_COLUMNS, EDITS, SETTINGS, TABLE_COLUMNS, column_of
from scenarios.files.personal import holds_identity_code, is_personal_header
from scenarios.tables import TABLES


class RawRow(NamedTuple):
    """Cells by column; `unread` are columns whose cell is faulty and has been complained of."""

    number: int
    cells: Mapping[str, Cell]
    unread: frozenset[str] = frozenset()


class RawTable(NamedTuple):
    """Rows of one table; without some required columns no row of it can be accepted."""

    table: str
    rows: list[RawRow]
    missing: frozenset[str] = frozenset()


def required_columns(table: str) -> tuple[str, ...]:
    """Columns that have no default."""
    if table == SETTINGS:
        return TABLE_COLUMNS[SETTINGS]
    if table == EDITS:
        return EDIT_COLUMNS[:2]
    fields = TABLES[table].model_fields.items()
    required = {field.alias or name for name, field in fields if field.is_required()}
    return tuple(column for column in TABLE_COLUMNS[table] if column in required)


def raw_table(table: str, grid: Grid, complaints: Complaints) -> RawTable:
    """Rows of a sheet or CSV file by column; the first row that is not empty is the header."""
    rows = [row for row in grid.rows if not all(is_blank(cell) for cell in row.cells)]
    if not rows:
        return RawTable(table, [])
    for merged_row, merged_column in grid.merged:
        complaints.add("merged_cells", table, merged_row, letter(max(0, merged_column - 1)))
    header, *body = rows
    columns = _columns(table, header, complaints)
    missing = _missing(table, header.number, set(columns.values()), complaints)
    raw = [_raw_row(table, row, columns, complaints) for row in body]
    _complain_beyond_header(table, header, body, complaints)
    return RawTable(table, raw, missing)


def _columns(table: str, header: GridRow, complaints: Complaints) -> dict[int, str]:
    """Column name by position, of the columns that are to be read."""
    found: dict[int, str] = {}
    for position, cell in enumerate(header.cells):
        if is_blank(cell):
            continue
        if isinstance(cell, FaultyCell):
            complaints.add(cell.code, table, header.number, letter(position))
            continue
        name = str(cell)
        column = column_of(table, name)
        if column is None:
            complain_of_header(table, header.number, name, letter(position), complaints)
        elif column in found.values():
            complaints.add("repeated_column", table, header.number, column)
        else:
            found[position] = column
    return found


def complain_of_header(
    table: str, row: int, header: str, place: str, complaints: Complaints
) -> None:
    """A column that is none of ours: refused if it is about persons, else named."""
    if holds_identity_code(header):
        complaints.add("personal_data", table, row, place)
    elif is_personal_header(table, header):
        complaints.add("personal_data", table, row, shortened(header))
    else:
        given = shortened(header)
        complaints.warn("unknown_column", table, row, given or place, {"given": given})


def _missing(table: str, row: int, present: set[str], complaints: Complaints) -> frozenset[str]:
    missing = [column for column in required_columns(table) if column not in present]
    for column in missing:
        complaints.add("missing_column", table, row, column)
    return frozenset(missing)


def _raw_row(table: str, row: GridRow, columns: dict[int, str], complaints: Complaints) -> RawRow:
    cells: dict[str, Cell] = {}
    unread: list[str] = []
    for position, cell in enumerate(row.cells):
        column = columns.get(position)
        fault = cell_fault(cell)
        if fault and (column or fault == "personal_data"):
            complaints.add(fault, table, row.number, column or letter(position))
            unread.extend([column] if column else [])
        elif column:
            cells[column] = cell
    return RawRow(row.number, cells, frozenset(unread))


def cell_fault(cell: Cell) -> str | None:
    """Code of what keeps a cell from being read, if anything."""
    if isinstance(cell, FaultyCell):
        return cell.code
    return "personal_data" if holds_identity_code(cell) else None


def _complain_beyond_header(
    table: str, header: GridRow, body: list[GridRow], complaints: Complaints
) -> None:
    """Cells below no header: named once a column, at the first row that has one."""
    headed = {position for position, cell in enumerate(header.cells) if not is_blank(cell)}
    seen: set[int] = set()
    for row in body:
        if len(row.cells) <= len(headed) and len(headed) == len(header.cells):
            continue
        for position, cell in enumerate(row.cells):
            if position not in headed and position not in seen and not is_blank(cell):
                seen.add(position)
                complaints.warn("cell_without_header", table, row.number, letter(position))
