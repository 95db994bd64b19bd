"""The form of a backup: one zip file, the same from SQLite and from PostgreSQL.

It holds a file of JSON lines for each table, one line a row, and `manifest.json`: which schema
it is of, and for each table its columns, its number of rows and the SHA-256 of its file. A newer
program restores it by the schema that it names and migrates what it finds there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import Boolean, Column, Date, LargeBinary
from sqlalchemy.types import NullType, TypeEngine

from api.store.columns import Json, Moment, Packed
from scenarios.findings import Finding

MANIFEST, FORMAT = "manifest.json", 1
SECRETS = "Holds what the database holds: counts of pupils, and keys as hashes. Keep it as safe."
BYTES, DATE, JSON, MOMENT, PLAIN, TRUTH = "bytes", "date", "json", "moment", "plain", "truth"
TYPES: dict[str, TypeEngine[Any]] = {
    BYTES: LargeBinary(),
    DATE: Date(),
    JSON: Json,
    MOMENT: Moment(),
    PLAIN: NullType(),
    TRUTH: Boolean(),
}
"""How each kind of column is written into a database."""


class TableKept(BaseModel):
    """A table in a backup."""

    columns: dict[str, str] = Field(description="Kind of each column, in order.")
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What a backup is."""

    format: int
    secrets: str
    program: str = Field(description="Version of the program that made it.")
    made: datetime
    revision: str = Field(description="Of the schema.")
    tables: dict[str, TableKept] = Field(description="Those that others refer to first.")


class BrokenBackupError(Exception):
    """A file is no backup, or no longer the one that was made."""

    def __init__(self, code: str, **numbers: str) -> None:
        self.finding = Finding(code=code, numbers=numbers)
        super().__init__(code)


def kind_of(column: Column[Any]) -> str:
    """How the values of a column are written."""
    kinds = ((Moment, MOMENT), (Date, DATE), (Packed, BYTES), (LargeBinary, BYTES))
    for kind, name in (*kinds, (type(Json), JSON), (Boolean, TRUTH)):
        if isinstance(column.type, kind):
            return name
    return PLAIN


def write_table(
    archive: zipfile.ZipFile, name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]
) -> TableKept:
    """Write the rows of a table as they come."""
    kinds = list(columns.values())
    found, count = hashlib.sha256(), 0
    with archive.open(_entry(name), "w", force_zip64=True) as file:
        for row in rows:
            values = [_written(kind, value) for kind, value in zip(kinds, row, strict=True)]
            text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            line = text.encode() + b"\n"
            found.update(line)
            file.write(line)
            count += 1
    return TableKept(columns=columns, rows=count, sha256=found.hexdigest())


def checked(path: Path) -> Manifest:
    """The manifest of a backup, after every byte of it was compared with what it says.

    Raises
    ------
    BrokenBackupError
        If anything is not as it was written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest.model_validate_json(archive.read(MANIFEST))
            if manifest.format != FORMAT:
                raise BrokenBackupError("backup_newer", file=path.name, version=manifest.program)
            for name, table in manifest.tables.items():
                if _read_through(archive, name) != (table.rows, table.sha256):
                    raise BrokenBackupError("backup_damaged", file=path.name, table=name)
    except (OSError, KeyError, ValidationError, zipfile.BadZipFile) as error:
        raise BrokenBackupError("backup_unreadable", file=path.name) from error
    except (EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise BrokenBackupError("backup_unreadable", file=path.name) from error
    return manifest


def _read_through(archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    found, rows = hashlib.sha256(), 0
    with archive.open(_entry(name)) as file:
        for line in file:
            found.update(line)
            rows += 1
    return rows, found.hexdigest()


def rows_of(archive: zipfile.ZipFile, name: str, table: TableKept) -> Iterator[dict[str, Any]]:
    """The rows of a table as they were."""
    columns = list(table.columns.items())
    with archive.open(_entry(name)) as file:
        for line in file:
            values = json.loads(line)
            yield {
                column: _read(kind, value)
                for (column, kind), value in zip(columns, values, strict=True)
            }


def _entry(name: str) -> str:
    return f"tables/{name}.jsonl"


def _written(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == BYTES:
        return base64.b64encode(value).decode()
    return value.isoformat() if kind in (MOMENT, DATE) else value


def _read(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == BYTES:
        return base64.b64decode(value, validate=True)
    if kind == MOMENT:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind == DATE else value
