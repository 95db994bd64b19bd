"""Edits in a file: a sheet that an office fills in, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from scenarios.files.archive import MAX_BYTES
from scenarios.files.csv_in import decoded, grid_of
from scenarios.files.faults import Complaints, UnreadableFileError, shortened
from scenarios.files.grids import Grid, is_blank
from scenarios.files.headers import EDITS, SETTINGS, choice_of, column_of, is_edits, table_of
from scenarios.files.rawrows import RawRow, raw_table
from scenarios.files.workbook_in import read_workbook
from scenarios.findings import Finding, Place, has_errors
from scenarios.tables import TABLES
from scenarios.variants.edits import Edit, EditKind, Variant

ENDINGS = (".xlsx", ".csv", ".json")
Cells = dict[str, Any]


class EditsReading(NamedTuple):
    """What was read of a file of edits.

    Attributes
    ----------
    variant
        `None` beside an error.
    rows
        Of each edit the row of the file that it begins in.
    """

    variant: Variant | None
    findings: tuple[Finding, ...]
    rows: tuple[int, ...]

    def placed(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Findings about edits by their number, with rows of the file instead."""
        return tuple(self._placed(finding) for finding in findings)

    def _placed(self, finding: Finding) -> Finding:
        place = finding.place
        if place.table != EDITS or place.row is None:
            return finding
        moved = place.model_copy(update={"row": self.rows[place.row - 1]})
        return finding.model_copy(update={"place": moved})


def read_edits(path: Path) -> EditsReading:
    """The edits of a workbook (its sheet `edits`), a CSV file or a JSON file.

    It never raises for what is in the file: every fault is a finding.
    """
    complaints = Complaints()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError("file_too_large", given=path.stat().st_size, limit=MAX_BYTES)
        data = path.read_bytes()
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise UnreadableFileError("unknown_format", allowed=", ".join(ENDINGS))
        if ending == ".json":
            return _json(data)
        return _sheet(_grid(data, ending), path.stem, complaints)
    except FileNotFoundError:
        code = "file_not_found"
    except OSError:
        code = "file_unreadable"
    except UnreadableFileError as fault:
        complaints.refuse(fault)
        return EditsReading(None, complaints.findings(), ())
    finding = Finding(code=code, subjects=(f"file:{shortened(path.name)}",))
    return EditsReading(None, (finding,), ())


def _grid(data: bytes, ending: str) -> Grid:
    if ending == ".csv":
        return grid_of(EDITS, data)
    sheets = [grid for grid in read_workbook(data) if is_edits(grid.name)]
    if not sheets:
        raise UnreadableFileError("edits_missing", EDITS)
    return sheets[0]


def _json(data: bytes) -> EditsReading:
    """What is wrong with the form of JSON is said at the number of the edit."""
    try:
        variant = Variant.model_validate_json(decoded(EDITS, data))
    except ValidationError as wrong:
        findings = tuple(
            Finding(
                code="edits_not_understood",
                place=Place(table=EDITS, row=_number(fault["loc"]), column=_column(fault["loc"])),
                numbers={"fault": fault["type"]},
            )
            for fault in wrong.errors(include_url=False, include_context=False, include_input=False)
        )
        return EditsReading(None, findings, ())
    return EditsReading(variant, (), tuple(range(1, len(variant.edits) + 1)))


def _number(location: tuple[int | str, ...]) -> int:
    return next((part + 1 for part in location if isinstance(part, int)), 1)


def _column(location: tuple[int | str, ...]) -> str:
    return next((part for part in reversed(location) if isinstance(part, str)), EDITS)


def _sheet(grid: Grid, name: str, complaints: Complaints) -> EditsReading:
    raw = raw_table(EDITS, grid, complaints)
    found: list[tuple[int, Edit]] = []
    for row in raw.rows:
        edit = None if row.unread | raw.missing else _edit(row, complaints)
        if edit is None:
            continue
        if found and _goes_on(found[-1][1], edit):
            number, before = found[-1]
            cells = {**before.cells, **edit.cells}
            found[-1] = (number, before.model_copy(update={"cells": cells}))
        else:
            found.append((row.number, edit))
    findings = complaints.findings()
    edits = tuple(edit for _, edit in found)
    variant = None if has_errors(findings) else Variant(name=name[:200], edits=edits)
    return EditsReading(variant, findings, tuple(number for number, _ in found))


def _goes_on(before: Edit, edit: Edit) -> bool:
    """Whether a line of the sheet says another cell of the same edit."""
    same = ("edit", "table", "row")
    alike = all(getattr(before, name) == getattr(edit, name) for name in same)
    new = not set(before.cells) & set(edit.cells)
    return alike and new and edit.edit in (EditKind.ADD, EditKind.CHANGE)


def _edit(row: RawRow, complaints: Complaints) -> Edit | None:
    cells = {column: cell for column, cell in row.cells.items() if not is_blank(cell)}
    kind = choice_of(str(cells.get("edit", "")), tuple(EditKind))
    table = table_of(str(cells.get("table", "")))
    wrong = False
    if kind not in tuple(EditKind):
        numbers = {"given": shortened(cells.get("edit", "")), "allowed": ", ".join(EditKind)}
        complaints.add("not_one_of", EDITS, row.number, "edit", numbers)
        wrong = True
    if table is None:
        given = shortened(cells.get("table", ""))
        complaints.add("edit_unknown_table", EDITS, row.number, "table", {"given": given})
        wrong = True
    if wrong or table is None:
        return None
    said: Cells = {"edit": kind, "table": table, "name": str(cells.get("name", ""))[:200]}
    said["row"] = dict(_named(table, str(_plain(cells.get("row", "")))))
    if kind == EditKind.SHIFT:
        said["minutes"] = cells.get("value", 0)
    elif "column" in cells:
        said["cells"] = {_column_named(table, str(cells["column"])): _plain(cells.get("value"))}
    try:
        return Edit.model_validate(said)
    except ValidationError:
        given = shortened(cells.get("value", ""))
        complaints.add("not_a_whole_number", EDITS, row.number, "value", {"given": given})
        return None


def _named(table: str, text: str) -> Iterator[tuple[str, str]]:
    """Cells of `teacher=t3, day=tue`; an id alone is enough where rows have one."""
    for part in filter(None, (part.strip() for part in text.split(","))):
        column, sign, value = part.partition("=")
        if sign:
            yield _column_named(table, column), value.strip()
        elif table != SETTINGS:
            yield TABLES[table].key_columns[0], part


def _column_named(table: str, header: str) -> str:
    """The column that a word means; a word that means none is complained of when it is applied."""
    if table == SETTINGS:
        return header.strip()
    return column_of(table, header) or header.strip()


def _plain(cell: Any) -> Any:
    """A number of a spreadsheet as a person typed it."""
    whole = isinstance(cell, float) and cell.is_integer()
    return int(cell) if whole else cell
