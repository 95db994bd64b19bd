"""Nothing is left of what was deleted: in any table, in the job engine, in the file of SQLite."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, inspect, select

from api.jobs.durable import DurableJobs
from api.jobs.removing import Remover
from api.principal import LOCAL
from api.store import schema
from api.store.engine import Store
from tests.support.filled import Filled, everything


def dumped(store: Store) -> Iterator[bytes]:
    """Every value of every table there is, those of the job engine included, as it is stored."""
    with store.read() as connection:
        for schema_name, name in tables_of(connection):
            for row in connection.exec_driver_sql(f'SELECT * FROM "{schema_name}"."{name}"'):
                for value in row:
                    yield value if isinstance(value, bytes) else str(value).encode()


def tables_of(connection: Connection) -> Iterator[tuple[str, str]]:
    """Schema and name of every table."""
    looked = inspect(connection)
    for schema_name in looked.get_schema_names():
        if schema_name not in ("information_schema", "pg_catalog"):
            for name in looked.get_table_names(schema=schema_name):
                yield schema_name, name


def of_scenario(store: Store) -> set[bytes]:
    """Texts and compressed bodies that are to be found nowhere after deleting."""
    with store.read() as connection:
        bodies = connection.execute(
            select(sa.type_coerce(schema.contents.c.body, sa.LargeBinary))
        ).scalars()
        hashes = connection.execute(select(schema.contents.c.hash)).scalars()
        return {
            "Särjän".encode(),
            b"attempt-1",
            b'"without"',
            base64.b64encode(bytes(range(256)))[:40],
            bytes(range(256)),
            *bodies,
            *(one.encode() for one in hashes),
        }


def found_in(marks: set[bytes], stored: Iterator[bytes]) -> set[bytes]:
    text = b"\n".join(stored)
    unpacked = b"\n".join(_unpacked(text))
    return {mark for mark in marks if mark in text or mark in unpacked}


def _unpacked(text: bytes) -> Iterator[bytes]:
    for part in text.split(b"\x78\x9c")[1:]:
        try:
            yield zlib.decompressobj().decompress(b"\x78\x9c" + part)
        except zlib.error:
            continue


def test_nothing_of_a_deleted_scenario_is_left(
    store: Store, filled: Filled, remover: Remover
) -> None:
    marks = of_scenario(store)
    assert len(found_in(marks, dumped(store))) > 5, "marks that are never there prove nothing"

    assert remover.scenario(LOCAL, filled.scenario)

    assert found_in(marks, dumped(store)) == set()
    left = b"\n".join(dumped(store))
    assert filled.variant.encode() in left, "in the audit log"
    kept = everything(store)
    for table in schema.metadata.sorted_tables:
        if table.name not in ("audit", "gone", "keys", "sign_ins"):
            assert not kept[table.name], table.name


def test_nothing_of_its_ids_is_left_in_the_job_engine(
    store: Store, filled: Filled, tmp_path: Path
) -> None:
    engine = DurableJobs(store)
    engine.start(None)
    ids = {filled.solving, filled.study}
    with store.write() as connection:
        for named in sorted(ids):
            engine.submit(connection, named)
    assert ids == {one for one in ids if one in "\n".join(of_engine(store))}

    Remover(store, engine, tmp_path / "state").scenario(LOCAL, filled.scenario)
    engine.close(0)

    assert [one for one in (*ids, filled.scenario) if one in "\n".join(of_engine(store))] == []


def of_engine(store: Store) -> Iterator[str]:
    """Every value of the tables that are not ours."""
    ours = {*schema.metadata.tables}
    with store.read() as connection:
        for schema_name, name in tables_of(connection):
            if name not in ours:
                for row in connection.exec_driver_sql(f'SELECT * FROM "{schema_name}"."{name}"'):
                    yield from map(str, row)


def test_nothing_of_it_is_left_in_the_files_of_sqlite(
    store: Store, filled: Filled, remover: Remover
) -> None:
    if not store.on_sqlite:
        pytest.skip("PostgreSQL has files of its own")
    path = Path(store.engine.url.database or "")
    # A body in pieces, as pages hold it.
    marks = {
        mark[start : start + 24] for mark in of_scenario(store) for start in (0, len(mark) // 2)
    }
    marks = {mark for mark in marks if len(mark) > 5}
    files = [path, path.with_name(f"{path.name}-wal")]
    assert any(mark in one.read_bytes() for mark in marks for one in files)

    remover.scenario(LOCAL, filled.scenario)

    assert store.compact()
    assert {mark for mark in marks for one in files if mark in one.read_bytes()} == set()
