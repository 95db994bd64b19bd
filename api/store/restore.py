"""Bring a backup back, all of it or nothing, into SQLite or PostgreSQL, whichever it came from."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Integer, func, insert, inspect, select, update

from api.store.append_only import unprotect
from api.store.archive import TYPES, BrokenBackupError, Manifest, TableKept, checked, rows_of
from api.store.deletion import delete_back_again
from api.store.engine import Store
from api.store.ids import now
from api.store.keys import NOUN as KEY
from api.store.migrate import HEAD, VERSIONS, bring, is_known, newest, revision_of
from api.store.once import added
from api.store.schema import audit, gone, jobs, keys, metadata, workers
from api.store.states import ENDS, State
from scenarios.findings import Finding

ROWS_AT_ONCE = 100
ALIVE = timedelta(seconds=60)


class RestoreRefusedError(Exception):
    """The database may not be overwritten as it is."""

    def __init__(self, code: str) -> None:
        self.finding = Finding(code=code, subjects=("setting:database",))
        super().__init__(code)


class Restored(NamedTuple):
    """What a restore has done.

    Attributes
    ----------
    waiting
        Jobs that were not done when the backup was made and begin anew.
    """

    manifest: Manifest
    waiting: int


def restore(store: Store, path: Path, *, replace: bool = False) -> Restored:
    """Make the database what it was when the backup was made.

    A backup of an older program is migrated on. The backup is read through before anything is
    touched, and where something fails the database is as before. Of a database that is replaced
    the entries of the audit log since the backup stay, and what they tell was deleted does not
    come back, nor does a key that they tell was revoked, or a secret that was changed.

    Parameters
    ----------
    replace
        Whether what is in the database may be lost.

    Raises
    ------
    BrokenBackupError
        If the file is no sound backup, or of a newer program.
    RestoreRefusedError
        If the database is not empty, or in use.
    """
    manifest = checked(path)
    if not is_known(manifest.revision):
        raise BrokenBackupError("backup_newer", file=path.name, version=manifest.program)
    with store.altering() as connection, zipfile.ZipFile(path) as archive:
        there = _present(connection)
        _refuse_if_in_use(connection, there)
        if not replace and any(_has_rows(connection, table) for table in there):
            raise RestoreRefusedError("database_not_empty")
        before, told = _job_ids(connection, there), _told_since(connection, there, manifest.made)
        changed = _keys_of(connection, told)
        _clear(connection, there)
        load_as_it_was(connection, archive, manifest)
        bring(connection, HEAD)
        _count_on(connection)
        _tell_again(connection, told)
        _end_again(connection, changed)
        _let_forget(connection, before - _job_ids(connection, [jobs]))
        waiting = _begin_anew(connection)
    # With what refers to it, which only a plain write does.
    store.attempt(delete_back_again)
    return Restored(manifest, waiting)


def load_as_it_was(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables of the schema that a backup is of, and put its rows into them."""
    bring(connection, manifest.revision)
    for name, table in manifest.tables.items():
        _fill(connection, name, table, rows_of(archive, name, table))


def _present(connection: Connection) -> list[sa.Table]:
    names = set(inspect(connection).get_table_names())
    return [table for table in metadata.sorted_tables if table.name in names]


def _has_rows(connection: Connection, table: sa.Table) -> bool:
    return connection.execute(select(sa.literal(1)).select_from(table).limit(1)).first() is not None


def _refuse_if_in_use(connection: Connection, there: list[sa.Table]) -> None:
    if workers not in there:
        return
    seen = connection.execute(select(func.max(workers.c.seen))).scalar_one()
    if seen is not None and now() - seen < ALIVE:
        raise RestoreRefusedError("database_in_use")


def _job_ids(connection: Connection, there: list[sa.Table]) -> set[str]:
    return set(connection.execute(select(jobs.c.id)).scalars()) if jobs in there else set()


def _told_since(
    connection: Connection, there: list[sa.Table], moment: datetime
) -> list[dict[str, Any]]:
    # An older schema's log has other columns, perhaps; it is replaced with the rest.
    if audit not in there or revision_of(connection) != newest():
        return []
    since = select(audit).where(audit.c.at >= moment).order_by(audit.c.number)
    return [dict(row._mapping) for row in connection.execute(since)]


def _tell_again(connection: Connection, told: list[dict[str, Any]]) -> None:
    if not told:
        return
    first = min(entry["at"] for entry in told)
    known = {
        (row.number, row.at) for row in connection.execute(select(audit).where(audit.c.at >= first))
    }
    for entry in told:
        if (entry["number"], entry["at"]) not in known:
            values = {name: value for name, value in entry.items() if name != audit.c.number.name}
            connection.execute(insert(audit).values(**values))


def _keys_of(connection: Connection, told: list[dict[str, Any]]) -> Sequence[sa.Row[Any]]:
    """The keys that entries of the log tell of, as they are now."""
    named = {entry["id"] for entry in told if entry["noun"] == KEY}
    return connection.execute(select(keys).where(keys.c.id.in_(named))).all() if named else []


def _end_again(connection: Connection, changed: Iterable[sa.Row[Any]]) -> None:
    for row in changed:
        as_it_was = update(keys).where(keys.c.id == row.id)
        connection.execute(as_it_was.values(hash=row.hash, revoked=row.revoked))


def _let_forget(connection: Connection, ids: set[str]) -> None:
    """The job engine still knows jobs of the replaced database; the sweep tells it."""
    for named in sorted(ids):
        added(connection, gone, id=named, area="", at=now())


def _clear(connection: Connection, there: list[sa.Table]) -> None:
    if there:
        unprotect(connection)
    for table in reversed(there):
        table.drop(connection)
    sa.Table(VERSIONS, sa.MetaData()).drop(connection, checkfirst=True)


def _fill(
    connection: Connection, name: str, table: TableKept, rows: Iterator[dict[str, Any]]
) -> None:
    columns = [sa.column(column, TYPES[kind]) for column, kind in table.columns.items()]
    statement = insert(sa.table(name, *columns))
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            connection.execute(statement, batch)
            batch = []
    if batch:
        connection.execute(statement, batch)


def _count_on(connection: Connection) -> None:
    """PostgreSQL counts up beside the table; SQLite looks what is there."""
    if connection.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        counter = table.autoincrement_column
        if counter is not None and isinstance(counter.type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, counter.name)
            last = select(func.max(counter)).scalar_subquery()
            connection.execute(select(func.setval(sequence, last)).where(last.is_not(None)))


def _begin_anew(connection: Connection) -> int:
    waiting = update(jobs).where(jobs.c.state.not_in(ENDS))
    return connection.execute(waiting.values(state=State.QUEUED, owner=None, started=None)).rowcount
