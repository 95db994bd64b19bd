"""Files as offices make them: small ones, in which a test says only what it is about."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import openpyxl

from scenarios.files import Reading, example_scenario, read_bytes
from scenarios.files.cells_out import rows_of
from scenarios.files.headers import TABLE_COLUMNS
from scenarios.findings import Finding
from tests.campaigns.containers import zipped

Rows = list[list[Any]]


def example_sheets(**changed: Rows) -> dict[str, Rows]:
    """The sheets of the example, some of them changed."""
    example = example_scenario()
    sheets: dict[str, Rows] = {
        table: [list(columns), *rows_of(example, table)] for table, columns in TABLE_COLUMNS.items()
    }
    return {**sheets, **changed}


def book(sheets: Mapping[str, Rows]) -> openpyxl.Workbook:
    """A workbook by another program than ours."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def bytes_of(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read_book(made: openpyxl.Workbook) -> Reading:
    return read_bytes(bytes_of(made), "office.xlsx")


def read_csv(**tables: bytes) -> Reading:
    return read_bytes(zipped({f"{name}.csv": data for name, data in tables.items()}), "office.zip")


def read_json(content: Any) -> Reading:
    return read_bytes(json.dumps(content).encode(), "office.json")


def of_code(reading: Reading, *codes: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code in codes]


def places(reading: Reading, *codes: str) -> list[tuple[str | None, int | None, str | None]]:
    """Table, row and column of the findings with these codes."""
    found = (finding.place for finding in of_code(reading, *codes))
    return [(place.table, place.row, place.column) for place in found]
