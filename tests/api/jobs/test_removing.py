"""Deleting reaches everything: tables, the job engine, and the files of the machine."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, insert, inspect, select, update

from api.jobs.durable import DurableJobs
from api.jobs.port import Submitted
from api.jobs.removing import SWEEPER, Remover, folder_of
from api.principal import LOCAL, Principal, Role
from api.store import deletion, jobs, plans, requests, scenarios, schema
from api.store.engine import Store
from api.store.ids import now
from api.store.states import Kind, State
from tests.support.build import need, teacher, with_settings, world
from tests.support.filled import Filled, answers, fill
from tests.support.service import RememberedJobs, stored_scenario

LAST_DAY = date(2027, 7, 31)


@pytest.fixture
def filled(store: Store) -> Filled:
    return fill(store)


@pytest.fixture
def engine() -> RememberedJobs:
    return RememberedJobs()


@pytest.fixture
def remover(store: Store, engine: RememberedJobs, tmp_path: Path) -> Remover:
    return Remover(store, engine, tmp_path / "state")


def rows(store: Store, table: sa.Table) -> int:
    with store.read() as connection:
        return connection.execute(select(sa.func.count()).select_from(table)).scalar_one()


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
    for table in schema.metadata.sorted_tables:
        if table.name not in ("audit", "gone", "keys", "sign_ins"):
            assert rows(store, table) == 0, table.name


def test_nothing_of_its_ids_is_left_in_the_job_engine(
    store: Store, filled: Filled, tmp_path: Path
) -> None:
    engine = DurableJobs(store)
    engine.start(None)
    ids = {filled.solving, filled.study}
    with store.write() as connection:
        for named in sorted(ids):
            engine.submit(connection, Submitted(named, Kind.SOLVE, "local/"))
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


def test_ids_of_plans_and_their_needs_stay(
    store: Store, filled: Filled, remover: Remover, engine: RememberedJobs
) -> None:
    before = rows(store, schema.gone)
    remover.scenario(LOCAL, filled.scenario)

    with store.read() as connection:
        asked = select(schema.gone).where(schema.gone.c.at > now() - timedelta(minutes=1))
        left = {row.id: row.needs for row in connection.execute(asked)}
        assert deletion.was(connection, LOCAL.area, filled.done)
        assert not deletion.was(connection, "elsewhere", filled.done)
    assert len(left) == before + 2
    assert (left[filled.done], left[filled.solving]) == (["n1", "n2"], [])
    assert set(engine.forgotten) == {filled.done, filled.solving, filled.study}


def test_a_running_attempt_finds_that_its_job_is_gone(
    store: Store, filled: Filled, remover: Remover
) -> None:
    remover.plan(LOCAL, filled.solving)

    with store.write() as connection, pytest.raises(jobs.NotOursError):
        jobs.touch(connection, filled.solving, "attempt-2", seconds_spent=1.0)


def test_a_plan_is_deleted_and_the_scenario_stays(
    store: Store, filled: Filled, remover: Remover
) -> None:
    assert remover.plan(LOCAL, filled.done)

    with store.read() as connection:
        assert plans.find(connection, LOCAL, filled.done) is None
        row = scenarios.find(connection, LOCAL, filled.scenario)
        other = plans.find(connection, LOCAL, filled.solving)
    assert row is not None
    assert other is not None
    assert other.previous == filled.done
    assert rows(store, schema.plan_steps) == rows(store, schema.files) == 0
    assert rows(store, schema.contents) == 1


def test_deleting_a_variant_leaves_its_parent(
    store: Store, filled: Filled, remover: Remover
) -> None:
    assert remover.scenario(LOCAL, filled.variant)

    with store.read() as connection:
        assert scenarios.find(connection, LOCAL, filled.scenario) is not None
        assert scenarios.find(connection, LOCAL, filled.variant) is None
        assert plans.find(connection, LOCAL, filled.done) is not None
    assert rows(store, schema.contents) == 3


def test_what_a_scenario_came_from_and_went_into_goes_with_it(
    store: Store, filled: Filled, remover: Remover
) -> None:
    elsewhere = stored_scenario(store, world(need("m1"), teacher("t1")))
    with store.write() as connection:
        read = jobs.add(connection, LOCAL, jobs.Asked(Kind.IMPORT, None, {"name": "a"}, 1.0))
        own = update(schema.jobs).where(schema.jobs.c.id == read)
        connection.execute(own.values(result={"scenario": filled.scenario}))
        files = {"files": [{"plan": filled.done, "ending": ".xlsx"}]}
        written = jobs.add(connection, LOCAL, jobs.Asked(Kind.EXPORT, None, files, 1.0))
        study = {"plans": {"A": filled.done}}
        studied = jobs.add(connection, LOCAL, jobs.Asked(Kind.STUDY, elsewhere, study, 1.0))
        stays = jobs.add(connection, LOCAL, jobs.Asked(Kind.STUDY, elsewhere, {}, 1.0))
    assert rows(store, schema.jobs) == 7

    remover.scenario(LOCAL, filled.scenario)

    with store.read() as connection:
        there = deletion.existing(connection, [read, written, studied, stays])
    assert there == {stays}


def test_another_area_deletes_nothing(store: Store, filled: Filled, remover: Remover) -> None:
    other = Principal("k", "elsewhere", Role.COORDINATOR)

    assert not remover.scenario(other, filled.scenario)
    assert not remover.plan(other, filled.done)
    assert rows(store, schema.jobs) == 3


def test_what_is_due_is_deleted_the_day_after(
    store: Store, filled: Filled, remover: Remover
) -> None:
    tiny = world(need("m1"), teacher("t1"))
    kept = stored_scenario(store, with_settings(tiny, delete_after=None))

    assert remover.sweep(LAST_DAY) == []
    assert set(remover.sweep(LAST_DAY + timedelta(days=1))) <= {filled.scenario, filled.variant}

    with store.read() as connection:
        left = connection.execute(select(schema.scenarios.c.id)).scalars().all()
        told = connection.execute(
            select(schema.audit.c.id).where(
                schema.audit.c.action == "scenario.deleted", schema.audit.c.actor == SWEEPER
            )
        )
        assert set(told.scalars()) == {filled.scenario, filled.variant}
    assert left == [kept]


def test_what_died_half_way_is_finished_by_the_sweep(
    store: Store, filled: Filled, remover: Remover, engine: RememberedJobs
) -> None:
    folder = folder_of(remover.state, filled.study)
    folder.mkdir(parents=True)
    (folder / "case.json").write_text("{}")
    with store.write() as connection:
        deletion.delete_job(connection, LOCAL.area, filled.study)

    remover.sweep(date(2027, 1, 1))

    assert filled.study in engine.forgotten
    assert not folder.exists()
    with store.read() as connection:
        assert not deletion.unforgotten(connection)
        assert not deletion.was(connection, LOCAL.area, filled.study)


def test_folders_of_jobs_that_are_there_stay(filled: Filled, remover: Remover) -> None:
    folder = folder_of(remover.state, filled.study)
    folder.mkdir(parents=True)

    remover.clear_folders()

    assert folder.is_dir()


def test_the_sweep_takes_what_is_of_no_more_use(
    store: Store, filled: Filled, remover: Remover
) -> None:
    long_ago = now() - timedelta(days=30)
    with store.write() as connection:
        for table, column in ((schema.requests, "at"), (schema.sign_ins, "expires")):
            connection.execute(update(table).values({column: long_ago}))
        connection.execute(
            update(schema.jobs).where(schema.jobs.c.state == State.COMPLETED).values(ended=long_ago)
        )
        connection.execute(
            insert(schema.workers).values(
                id="w", started=long_ago, seen=long_ago, jobs_at_once=1, version="1"
            )
        )
        jobs.tell(connection, filled.done, "improved", {})
        requests.begun(connection, LOCAL, "key-2", "0" * 64)

    remover.sweep(date(2027, 1, 1))

    assert (rows(store, schema.sign_ins), rows(store, schema.workers)) == (0, 0)
    with store.read() as connection:
        assert connection.execute(select(schema.requests.c.key)).scalars().all() == ["key-2"]
        kinds = connection.execute(
            select(schema.events.c.kind).where(schema.events.c.job == filled.done)
        )
        assert kinds.scalars().all() == ["ended"]
        others = connection.execute(
            select(schema.events.c.kind).where(schema.events.c.job == filled.solving)
        )
        assert others.scalars().all() == ["started", "progress"]


def test_deleting_while_a_better_plan_is_kept_leaves_nothing(
    store: Store, filled: Filled, remover: Remover
) -> None:
    """The worker has locked its job, and the one who deletes waits for it."""
    with store.write() as connection:
        jobs.touch(connection, filled.solving, "attempt-2", seconds_spent=1.0)
        plans.improve(connection, filled.solving, answers()[0], {"statutory": 1}, attempt=2)
    remover.scenario(LOCAL, filled.scenario)

    assert rows(store, schema.contents) == rows(store, schema.plan_steps) == 0
