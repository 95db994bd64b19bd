"""Spoiled tables put into files, and files spoiled as bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, time
from random import Random
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from scenarios.files.headers import SETTINGS, column_of, table_of
from tests.campaigns.spoil import Sheets

ENCODINGS = ("utf-8-sig", "utf-8", "cp1252", "utf-16", "utf-16-le", "latin-1")
SEPARATORS = (";", ";", ",", "\t", "|")
LINE_ENDS = ("\r\n", "\n", "\r")


def workbook(random: Random, sheets: Sheets) -> bytes:
    """A workbook with every kind of cell, some merged cells and some formulas."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "nan_inf_to_errors": True, "default_date_format": "d.m.yyyy h:mm"}
    with xlsxwriter.Workbook(buffer, options) as book:
        for name, rows in list(sheets.items()) or [("x", [])]:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _put(sheet, number, column, cell)
            if random.random() < 0.02:
                sheet.merge_range(1, 0, 2, 1, "x")
            if random.random() < 0.02:
                sheet.write_formula(random.randrange(9), random.randrange(9), "=1+1", None, 2)
            if random.random() < 0.005:
                sheet.write_string(1_048_575, 16_383, "far")
    return buffer.getvalue()


def _put(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, bool | int | float):
        sheet.write(row, column, cell if abs(cell) < 1e308 else str(cell)[:300])
    elif isinstance(cell, date | time):
        sheet.write_datetime(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(cell).replace("\ud800", "?"))


def csv_files(random: Random, sheets: Sheets) -> dict[str, bytes]:
    """CSV files in an encoding, with a separator and line ends drawn."""
    encoding, separator = random.choice(ENCODINGS), random.choice(SEPARATORS)
    line_end = random.choice(LINE_ENDS)
    files: dict[str, bytes] = {}
    for name, rows in sheets.items():
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
        writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
        content = text.getvalue().encode(encoding, errors="replace")
        files[f"{name}.csv"] = _bitten(random, content) if random.random() < 0.02 else content
    return files


def zipped(files: dict[str, bytes], around: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(around + name, content)
    return buffer.getvalue()


def json_text(random: Random, sheets: Sheets) -> bytes:
    """JSON with the columns under the names of the contract where there is one."""
    root: dict[str, Any] = {"schema_version": random.choice((1, 1, 1, 1, 1, 2, "1", None))}
    for name, (head, *rows) in ((name, rows or [[]]) for name, rows in sheets.items()):
        table = table_of(name)
        if table == SETTINGS:
            root[table] = {str(row[0]): row[-1] for row in rows if row}
        else:
            keys = [_key(table, str(cell)) for cell in head]
            root[table or name] = [dict(zip(keys, row, strict=False)) for row in rows]
    return json.dumps(root, ensure_ascii=random.random() < 0.5, default=str).encode(
        "utf-8", errors="replace"
    )


def _key(table: str | None, name: str) -> str:
    return (column_of(table, name) if table else None) or name


def _bitten(random: Random, content: bytes) -> bytes:
    """The content with some bytes changed, cut out, repeated or left off."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        if not data:
            break
        at, length = random.randrange(len(data)), random.choice((1, 1, 2, 8, 64))
        match random.randrange(5):
            case 0:
                data[at] ^= 1 << random.randrange(8)
            case 1:
                data[at : at + length] = random.randbytes(length)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length]
            case _:
                if random.random() < 0.2:
                    del data[at:]
    return bytes(data)


def bitten_bytes(random: Random, data: bytes) -> bytes:
    """The file with some of its bytes damaged."""
    return _bitten(random, data)


def bitten_member(random: Random, data: bytes) -> bytes:
    """A zip file, whole as such, with one damaged, missing or exchanged member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(members))
    match random.randrange(6):
        case 0:
            del members[name]
        case 1:
            members[name] = members[random.choice(list(members))]
        case 2:
            members[f"../{name}"] = b"x"
        case _:
            members[name] = _torn(random, members[name])
    return zipped(members)


def _torn(random: Random, content: bytes) -> bytes:
    """Damage that keeps more of the markup than single bytes would."""
    if random.random() < 0.4:
        return _bitten(random, content)
    pieces = content.split(b"<")
    at, other = random.randrange(len(pieces)), random.randrange(len(pieces))
    tear: tuple[Callable[[], object], ...] = (
        lambda: pieces.pop(at),
        lambda: pieces.insert(at, pieces[other]),
        lambda: pieces.__setitem__(at, pieces[other]),
        lambda: pieces.insert(at, b"!DOCTYPE x [<!ENTITY a 'aa'>]>"),
    )
    random.choice(tear)()
    return b"<".join(pieces)
