"""Scenarios in JSON, with every oddity of the text reported at its place."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from scenarios.files.archive import MAX_BYTES
from scenarios.files.csv_in import decoded
from scenarios.files.faults import Complaints, UnreadableFileError, shortened
from scenarios.files.grids import MAX_ROWS, Cell, FaultyCell
from scenarios.files.headers import SETTINGS, column_of, table_of
from scenarios.files.personal import holds_identity_code
from scenarios.files.rawrows import RawRow, RawTable, cell_fault, complain_of_header
from scenarios.scenario import SCHEMA_VERSION

_VERSION = "schema_version"
_MAX_OPENINGS, _MAX_COMMAS = 500_000, 4_000_000
_MAX_DIGITS = 18
_MAX_LIST = 10_000


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


def read_json(data: bytes, complaints: Complaints) -> list[RawTable]:
    """The tables of a JSON file; the number of a row is its position, from 1.

    Raises
    ------
    UnreadableFileError
        If it is no JSON object, or more than the limits allow.
    """
    root = _parsed(data)
    if not isinstance(root, _Object):
        raise UnreadableFileError("not_an_object")
    _complain_of_repeated(root, "file", 1, complaints)
    version = root.get(_VERSION, SCHEMA_VERSION)
    if isinstance(version, bool) or version not in (SCHEMA_VERSION, str(SCHEMA_VERSION)):
        complaints.add(
            "unknown_schema_version",
            "file",
            1,
            _VERSION,
            {"given": shortened(version), "known": SCHEMA_VERSION},
        )
    tables: list[RawTable] = []
    for key, content in root.items():
        table = table_of(key)
        if key == _VERSION:
            continue
        if table is None:
            _unknown_table(key, content, complaints)
        elif any(found.table == table for found in tables):
            complaints.add("repeated_table", table)
        else:
            tables.append(_table(table, content, complaints))
    return tables


def _parsed(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise UnreadableFileError("file_too_large", given=len(data), limit=MAX_BYTES)
    if data.count(b"{") + data.count(b"[") > _MAX_OPENINGS or data.count(b",") > _MAX_COMMAS:
        raise UnreadableFileError("file_too_large", given=len(data), limit=MAX_BYTES)
    text = decoded("file", data)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=lambda digits: int(digits) if len(digits) <= _MAX_DIGITS else digits,
            parse_float=_finite,
            parse_constant=lambda _name: FaultyCell("not_a_number"),
        )
    except json.JSONDecodeError as broken:
        raise UnreadableFileError(
            "broken_json", "file", broken.lineno, "A", line=broken.lineno, position=broken.colno
        ) from broken
    except RecursionError as deep:
        raise UnreadableFileError("json_too_deep") from deep


def _finite(text: str) -> float | FaultyCell:
    number = float(text)
    return number if math.isfinite(number) else FaultyCell("not_a_number")


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) != len(pairs):
        times = Counter(key for key, _ in pairs)
        found.repeated = tuple(sorted(key for key in found if times[key] > 1))
    return found


def _complain_of_repeated(found: _Object, table: str, row: int, complaints: Complaints) -> None:
    for key in found.repeated:
        column = "A" if holds_identity_code(key) else key
        complaints.add("repeated_key", table, row, column)


def _unknown_table(key: str, content: Any, complaints: Complaints) -> None:
    name = "file" if holds_identity_code(key) else shortened(key)
    complaints.warn("unknown_table", name or "file")
    if holds_identity_code(key) or _holds_code_inside(content):
        complaints.add("personal_data", name or "file")


def _holds_code_inside(content: Any) -> bool:
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.extend((*part.keys(), *part.values()))
        elif isinstance(part, list):
            waiting.extend(part)
        elif holds_identity_code(part):
            return True
    return False


def _table(table: str, content: Any, complaints: Complaints) -> RawTable:
    if table == SETTINGS and isinstance(content, _Object):
        return _settings(content, complaints)
    if not isinstance(content, list):
        _refuse_part("not_a_table", table, 1, content, complaints)
        return RawTable(table, [])
    if len(content) > MAX_ROWS:
        raise UnreadableFileError("too_many_rows", table, MAX_ROWS + 1, limit=MAX_ROWS)
    unknown: dict[str, int] = {}
    rows = [
        _row(table, number, row, unknown, complaints) for number, row in enumerate(content, start=1)
    ]
    for key, first in unknown.items():
        complain_of_header(table, first, key, "A", complaints)
    return RawTable(table, rows)


def _refuse_part(code: str, table: str, row: int, content: Any, complaints: Complaints) -> None:
    complaints.add(code, table, row)
    if _holds_code_inside(content):
        complaints.add("personal_data", table, row)


def _settings(content: _Object, complaints: Complaints) -> RawTable:
    _complain_of_repeated(content, SETTINGS, 1, complaints)
    rows: list[RawRow] = []
    for number, (key, value) in enumerate(content.items(), start=1):
        fault = _fault(value)
        if fault:
            complaints.add(fault, SETTINGS, number, shortened(key))
        elif holds_identity_code(key):
            complaints.add("personal_data", SETTINGS, number)
        cells = {"key": key} if fault else {"key": key, "value": value}
        rows.append(RawRow(number, cells, frozenset({"value"} if fault else ())))
    return RawTable(SETTINGS, rows)


def _row(
    table: str, number: int, content: Any, unknown: dict[str, int], complaints: Complaints
) -> RawRow:
    if not isinstance(content, _Object):
        _refuse_part("not_a_row", table, number, content, complaints)
        return RawRow(number, {}, frozenset({"row"}))
    _complain_of_repeated(content, table, number, complaints)
    cells: dict[str, Cell] = {}
    unread: list[str] = []
    for key, value in content.items():
        column = column_of(table, key)
        fault = _fault(value)
        if column is None:
            unknown.setdefault(key, number)
            if _holds_code_inside(value):
                complaints.add("personal_data", table, number)
        elif column in cells or column in unread:
            complaints.add("repeated_column", table, number, column)
        elif fault:
            complaints.add(fault, table, number, column)
            unread.append(column)
        else:
            cells[column] = value
    return RawRow(number, cells, frozenset(unread))


def _fault(value: Any) -> str | None:
    """Code of what keeps a value from being a cell: only plain values and lists of them are."""
    parts = value if isinstance(value, list) else [value]
    if len(parts) > _MAX_LIST:
        return "too_long"
    if any(_holds_code_inside(part) for part in parts):
        return "personal_data"
    if any(isinstance(part, dict | list) for part in parts):
        return "not_a_cell"
    return next((fault for part in parts if (fault := cell_fault(part))), None)
