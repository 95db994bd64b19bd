"""Read a scenario from a file: every row of every table, then whether they fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from scenarios.checks import check
from scenarios.files.archive import MAX_BYTES
from scenarios.files.csv_in import read_folder, read_zip
from scenarios.files.faults import Complaints, UnreadableFileError, shortened
from scenarios.files.grids import MAX_ROWS, Grid, letter
from scenarios.files.headers import SETTINGS, TABLE_COLUMNS, is_ignored_sheet, table_of
from scenarios.files.json_in import read_json
from scenarios.files.personal import holds_identity_code
from scenarios.files.rawrows import RawTable, raw_table
from scenarios.files.validated import TableResult, validated_settings, validated_table
from scenarios.files.workbook_in import read_workbook
from scenarios.findings import Finding, Place, Severity
from scenarios.scenario import Scenario
from scenarios.tables import TABLES

NEEDED_TABLES = ("municipalities", "schools", "subjects", "needs", "teachers")


class Reading(BaseModel):
    """What was read from a file, and everything that is to be said about it.

    `scenario` is there when every row could be read, also when the rows do not fit together: ask
    `has_errors(reading.findings)` before it is used. It is `None` only beside an error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    scenario: Scenario | None
    findings: tuple[Finding, ...]
    rows: Mapping[tuple[str, int], int] = Field(
        description="Row number as the file shows it, by table and position in it from 0."
    )
    rejected: Mapping[str, frozenset[str]] = Field(
        description="Tables with rows that could not be read, with the ids of those rows."
    )


class Read(NamedTuple):
    """Tables as they were read, before the rows are looked at together."""

    settings: RawTable | None
    tables: dict[str, RawTable]


def read(path: Path) -> Reading:
    """The scenario in a workbook, a folder or zip file of CSV tables, or a JSON file.

    The ending decides the format. It never raises for what is in the file: every fault is a
    finding.
    """
    complaints = Complaints()
    try:
        if path.is_dir():
            grids = read_folder(path, complaints)
            return _joined(_tables_of(grids, complaints), complaints)
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError("file_too_large", given=path.stat().st_size, limit=MAX_BYTES)
        data = path.read_bytes()
    except FileNotFoundError:
        return _unopened("file_not_found", path)
    except (OSError, ValueError):
        return _unopened("file_unreadable", path)
    except UnreadableFileError as fault:
        return _refused(fault, complaints)
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Reading:
    """The same from the content of a file and its name."""
    complaints = Complaints()
    formats: dict[str, Callable[[bytes, Complaints], Read]] = {
        ".xlsx": _workbook,
        ".zip": _zip,
        ".json": _json,
    }
    reader = formats.get(Path(name).suffix.lower())
    try:
        if reader is None:
            raise UnreadableFileError("unknown_format", allowed=", ".join(formats))
        if len(data) > MAX_BYTES:
            raise UnreadableFileError("file_too_large", given=len(data), limit=MAX_BYTES)
        return _joined(reader(data, complaints), complaints)
    except UnreadableFileError as fault:
        return _refused(fault, complaints)


def _workbook(data: bytes, complaints: Complaints) -> Read:
    return _tables_of(read_workbook(data), complaints)


def _zip(data: bytes, complaints: Complaints) -> Read:
    return _tables_of(read_zip(data, complaints), complaints)


def _json(data: bytes, complaints: Complaints) -> Read:
    found = {raw.table: raw for raw in read_json(data, complaints)}
    return Read(found.pop(SETTINGS, None), found)


def _unopened(code: str, path: Path) -> Reading:
    """A file without content has a name, and no row or column."""
    finding = Finding(code=code, subjects=(f"file:{shortened(path.name)}",))
    return Reading(scenario=None, findings=(finding,), rows={}, rejected={})


def _refused(fault: UnreadableFileError, complaints: Complaints) -> Reading:
    complaints.refuse(fault)
    return Reading(scenario=None, findings=complaints.findings(), rows={}, rejected={})


def _tables_of(grids: list[Grid], complaints: Complaints) -> Read:
    found: dict[str, RawTable] = {}
    for grid in grids:
        table = table_of(grid.name)
        if table is None:
            _complain_of_unknown(grid, complaints)
        elif table in found:
            complaints.add("repeated_table", table)
        else:
            found[table] = raw_table(table, grid, complaints)
    return Read(found.pop(SETTINGS, None), found)


def _complain_of_unknown(grid: Grid, complaints: Complaints) -> None:
    """A sheet that is none of ours is named; what must not be in any file is looked for there."""
    named_after_a_person = holds_identity_code(grid.name)
    name = "file" if named_after_a_person else grid.name or "file"
    if named_after_a_person:
        complaints.add("personal_data", name)
    if not is_ignored_sheet(grid.name):
        complaints.warn("unknown_table", name)
    for row in grid.rows:
        for position, cell in enumerate(row.cells):
            if holds_identity_code(cell):
                complaints.add("personal_data", name, row.number, letter(position))


def _joined(found: Read, complaints: Complaints) -> Reading:
    """Rows of all tables, then the checks on what is valid of them."""
    rows = {table: len(raw.rows) for table, raw in found.tables.items()}
    if sum(rows.values()) > MAX_ROWS:
        largest = max(rows, key=lambda table: rows[table])
        raise UnreadableFileError("too_many_rows", largest, MAX_ROWS + 1, limit=MAX_ROWS)
    settings = validated_settings(found.settings or RawTable(SETTINGS, []), complaints)
    results = {
        table: validated_table(found.tables[table], complaints)
        for table in TABLES
        if table in found.tables
    }
    for table in NEEDED_TABLES:
        if table not in found.tables:
            complaints.warn("missing_table", table)
    everything_read = settings.whole and not complaints.any_error
    tables: dict[str, Any] = {
        table: tuple(accepted.row for accepted in result.accepted)
        for table, result in results.items()
    }
    scenario = Scenario(settings=settings.settings, **tables)
    rejected = {table: result.rejected_ids for table, result in results.items() if result.rejected}
    places = Places(_file_rows(results), settings.rows)
    complaints.extend(places.relocated(finding) for finding in check(scenario, rejected))
    return Reading(
        scenario=scenario if everything_read else None,
        findings=complaints.findings(),
        rows=places.rows,
        rejected=rejected,
    )


def _file_rows(results: Mapping[str, TableResult]) -> dict[tuple[str, int], int]:
    """Row numbers of the file by position in the normal form, where rows are sorted by key."""
    found: dict[tuple[str, int], int] = {}
    for table, result in results.items():
        in_order = sorted(result.accepted, key=lambda accepted: accepted.row.key)
        for position, accepted in enumerate(in_order):
            found[table, position] = accepted.number
    return found


class Places(NamedTuple):
    """Row numbers of the file: of table rows by table and position, of settings by key."""

    rows: dict[tuple[str, int], int]
    settings: dict[str, int]

    def relocated(self, finding: Finding) -> Finding:
        """The finding with row numbers of the file in place of positions in the normal form."""
        table, row, column = finding.place.table, finding.place.row, finding.place.column
        if table is None:
            return finding
        if table == SETTINGS:
            row = self.settings.get(column or "", 1)
        elif row is not None:
            row = self.rows.get((table, row - 1), row)
        numbers = dict(finding.numbers)
        other = numbers.get("other_row")
        if isinstance(other, int):
            numbers["other_row"] = self.rows.get((table, other - 1), other)
        if finding.severity is Severity.ERROR:
            row, column = row or 1, column or TABLE_COLUMNS[table][0]
        place = Place(table=table, row=row, column=column)
        return finding.model_copy(update={"place": place, "numbers": numbers})
