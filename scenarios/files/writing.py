"""Write a scenario to a file; the same scenario always gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from scenarios.files.cells_out import OutCell, rows_of
from scenarios.files.headers import TABLE_COLUMNS, name_of
from scenarios.scenario import Scenario

# The earliest day that a zip file can hold; a true one would make every file different.
FIXED_DAY = datetime(1980, 1, 1, tzinfo=UTC)
XLSX_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write(scenario: Scenario, path: Path, language: str = "en") -> None:
    """Write a workbook, a zip file of CSV tables or a JSON file by the ending, else a CSV folder.

    Parameters
    ----------
    language
        Language of table names and header rows: `fi`, `sv` or `en`. JSON has none.

    Raises
    ------
    ValueError
        If the ending is of another format.
    """
    if path.suffix and not path.is_dir():
        path.write_bytes(written(scenario, path.suffix, language))
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, content in _csv_files(scenario, language).items():
        (path / name).write_bytes(content)


def written(scenario: Scenario, ending: str, language: str = "en") -> bytes:
    """The bytes of a `.xlsx`, `.zip` or `.json` file.

    Raises
    ------
    ValueError
        If the ending is none of these.
    """
    formats: dict[str, Callable[[Scenario, str], bytes]] = {
        ".xlsx": _workbook,
        ".zip": _zip,
        ".json": _json,
    }
    if ending.lower() not in formats:
        raise ValueError(f"cannot write {ending}; can write {', '.join(formats)}")
    return formats[ending.lower()](scenario, language)


def _json(scenario: Scenario, _language: str) -> bytes:
    text = json.dumps(scenario.normal_form(), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _csv_files(scenario: Scenario, language: str) -> dict[str, bytes]:
    return {
        f"{name_of('tables', table, language)}.csv": _csv(
            header(table, language), rows_of(scenario, table)
        )
        for table in TABLE_COLUMNS
    }


def header(table: str, language: str) -> list[str]:
    """Header row of a table in a language."""
    return [name_of("columns", column, language) for column in TABLE_COLUMNS[table]]


def _csv(head: list[str], rows: list[list[OutCell]]) -> bytes:
    """With a mark for the encoding and semicolons, as a Finnish spreadsheet expects."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _zip(scenario: Scenario, language: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _csv_files(scenario, language).items():
            entry = zipfile.ZipInfo(name, FIXED_DAY.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _workbook(scenario: Scenario, language: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, XLSX_OPTIONS) as book:
        book.set_properties({"created": FIXED_DAY.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for table in TABLE_COLUMNS:
            sheet = book.add_worksheet(name_of("tables", table, language))
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(header(table, language)):
                sheet.write_string(0, column, title, bold)
            for number, row in enumerate(rows_of(scenario, table), start=1):
                for column, cell in enumerate(row):
                    put(sheet, number, column, cell)
    return buffer.getvalue()


def put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: OutCell) -> None:
    """Write a cell as what it is: a text never becomes a number, a formula or a link."""
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell)
    else:
        sheet.write_number(row, column, cell)
