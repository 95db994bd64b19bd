"""Folders and zip files of CSV tables, in the encodings and with the signs that offices use."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from scenarios.files.archive import MAX_BYTES, MAX_ENTRIES, open_archive
from scenarios.files.faults import Complaints, UnreadableFileError
from scenarios.files.grids import MAX_ROWS, Grid, GridRow
from scenarios.files.headers import known_words

SEPARATORS = (";", ",", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_HIDDEN = ("__MACOSX/", ".")


def read_folder(folder: Path, complaints: Complaints) -> list[Grid]:
    """The tables of a folder, sorted by file name.

    Raises
    ------
    UnreadableFileError
        If the folder holds more than the limits allow.
    """
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith(_HIDDEN))
    if len(paths) > MAX_ENTRIES:
        raise UnreadableFileError("too_many_entries", given=len(paths), limit=MAX_ENTRIES)
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if size > MAX_BYTES:
        raise UnreadableFileError("file_too_large", given=size, limit=MAX_BYTES)
    contents = (
        (path.name, path.read_bytes() if path.is_file() and _is_csv(path.name) else b"")
        for path in paths
    )
    return _grids(contents, complaints)


def read_zip(data: bytes, complaints: Complaints) -> list[Grid]:
    """The tables of a zip file; one folder around all of them is looked into.

    Raises
    ------
    UnreadableFileError
        If it is no zip file, or more than the limits allow.
    """
    archive = open_archive(data)
    names = [name for name in sorted(archive.names) if not _is_hidden(name)]
    folders = {name.rpartition("/")[0] for name in names}
    around = f"{folders.pop()}/" if len(folders) == 1 and "" not in folders else ""
    contents = (
        (name.removeprefix(around), archive.bytes_of(name) if _is_csv(name) else b"")
        for name in names
    )
    return _grids(contents, complaints)


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv")


def _grids(contents: Iterator[tuple[str, bytes]], complaints: Complaints) -> list[Grid]:
    grids: list[Grid] = []
    for name, content in contents:
        if not _is_csv(name):
            complaints.warn("unknown_table", name)
            continue
        table = name[: -len(".csv")]
        try:
            grids.append(grid_of(table, content))
        except UnreadableFileError as fault:
            complaints.refuse(fault)
            grids.append(Grid(table, []))
    return grids


def grid_of(name: str, content: bytes) -> Grid:
    """The rows of one CSV file.

    Raises
    ------
    UnreadableFileError
        If its encoding or its quotes are broken, or it has more rows than the limits allow.
    """
    return Grid(name, list(_records(name, decoded(name, content))))


def decoded(table: str, content: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, else the Windows code page of the West.

    Raises
    ------
    UnreadableFileError
        If it is none of these.
    """
    encodings = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    if not encodings:
        unmarked = _unmarked_utf16(content)
        encodings = [unmarked] if unmarked else ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("unknown_encoding", table)


def _unmarked_utf16(content: bytes) -> str | None:
    head = content[:200]
    if len(head) < 2 or len(content) % 2:
        return None
    if not any(head[0::2]) or not any(head[1::2]):
        return "utf-16-be" if not any(head[0::2]) else "utf-16-le"
    return None


def _records(table: str, text: str) -> Iterator[GridRow]:
    named = _SEP_LINE.match(text)
    first = 1
    if named:
        text, first = text[named.end() :], 2
    separator = named[1] if named else separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first - 1
    try:
        for number, cells in enumerate(reader, start=first):
            if number > MAX_ROWS:
                raise UnreadableFileError("too_many_rows", table, number, limit=MAX_ROWS)
            if any(cell.strip() for cell in cells):
                yield GridRow(number, list(cells))
    except csv.Error as broken:
        raise UnreadableFileError("broken_csv", table, number + 1) from broken


def separator_of(text: str) -> str:
    """The sign that splits the header into the most column names we know, else into most cells."""
    head = next((line for line in text[:100_000].splitlines() if line.strip()), "")

    def merit(separator: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([head], delimiter=separator), [])
        except csv.Error:
            return (0, 0)
        return (known_words(cells), len(cells))

    return max(SEPARATORS, key=merit)
