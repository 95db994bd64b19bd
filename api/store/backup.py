"""Backups while the service runs: one consistent state of the whole database in one file."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, select, type_coerce

from api.store.archive import (
    BYTES,
    FORMAT,
    MANIFEST,
    SECRETS,
    Manifest,
    checked,
    kind_of,
    write_table,
)
from api.store.engine import Store
from api.store.ids import now
from api.store.migrate import revision_of
from api.store.schema import metadata, sign_ins, workers

LEFT_OUT = frozenset({sign_ins.name, workers.name})
"""Who is signed in and what runs is no longer true when a backup is restored."""
PATTERN, TIME = "etalukkari-*.zip", "etalukkari-%Y%m%dT%H%M%SZ.zip"
ROWS_AT_ONCE = 100


def back_up(store: Store, folder: Path) -> Path:
    """Write a backup into a folder, read it again, and say its place.

    Only the owner of the process may read the file. It is there whole or not at all.
    """
    made = now()
    path = folder / made.strftime(TIME)
    handle, name = tempfile.mkstemp(prefix=".etalukkari-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                _write(store, archive, made)
            file.flush()
            os.fsync(file.fileno())
        checked(Path(name))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def expire(folder: Path, days: int, moment: datetime) -> list[Path]:
    """Delete the backups of a folder that are older than so many days; the newest one stays.

    By the time in their names; a file of any other name is not ours.
    """
    backups = sorted((time, path) for path in folder.glob(PATTERN) if (time := _made(path)))
    old = [path for time, path in backups[:-1] if moment - time > timedelta(days=days)]
    for path in old:
        path.unlink()
    return old


def _write(store: Store, archive: zipfile.ZipFile, made: datetime) -> None:
    with store.read() as connection:
        tables = {
            table.name: write_table(
                archive, table.name, columns_of(table), _rows(connection, table)
            )
            for table in metadata.sorted_tables
            if table.name not in LEFT_OUT
        }
        manifest = Manifest(
            format=FORMAT,
            secrets=SECRETS,
            program=version("etalukkari"),
            made=made,
            revision=revision_of(connection) or "",
            tables=tables,
        )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))


def columns_of(table: Table) -> dict[str, str]:
    """The kinds of a table's columns."""
    return {column.name: kind_of(column) for column in table.columns}


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    # Packed values as they are: what was compressed need not be unpacked for this.
    columns = [
        type_coerce(column, LargeBinary) if kind_of(column) == BYTES else column
        for column in table.columns
    ]
    asked = select(*columns).order_by(*table.primary_key.columns)
    yield from connection.execute(asked.execution_options(yield_per=ROWS_AT_ONCE))


def _made(path: Path) -> datetime | None:
    try:
        return datetime.strptime(f"{path.name}+0000", f"{TIME}%z")
    except ValueError:
        return None
