"""Readers see one state, writers do not lose each other's work, and a table can be changed."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, event, func, select, update
from sqlalchemy.exc import DBAPIError

from api.principal import LOCAL
from api.store import contents, jobs, scenarios, schema
from api.store.engine import Store
from scenarios.library import load
from tests.support.databases import ONE_DATABASE
from tests.support.service import stored_scenario

SCENARIO = load("riihimaki-spring")


def count(connection: Connection, table: sa.Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_read_sees_one_state(store: Store) -> None:
    with store.read() as connection:
        before = count(connection, schema.scenarios)
        stored_scenario(store, SCENARIO)
        assert count(connection, schema.scenarios) == before
    with store.read() as connection:
        assert count(connection, schema.scenarios) == before + 1


def test_a_read_changes_nothing(store: Store, queued: str) -> None:
    try:
        with store.read() as connection:
            connection.execute(update(schema.jobs).values(priority=9))
    except DBAPIError:
        assert not store.on_sqlite

    with store.read() as connection:
        assert connection.execute(select(schema.jobs.c.priority)).scalar_one() == 5


def test_a_connection_in_use_when_the_store_is_closed_is_closed_when_given_back(
    store: Store,
) -> None:
    with store.read() as connection:
        driver = connection.connection.driver_connection
        store.close()
        still_works = connection.execute(select(1)).scalar_one()

    assert driver is not None
    assert still_works == 1
    with pytest.raises(store.engine.dialect.loaded_dbapi.Error, match="closed"):
        driver.execute("SELECT 1")


def test_the_same_content_is_kept_once_by_all_who_keep_it_at_once(store: Store) -> None:
    start = threading.Barrier(8)

    def add(_: int) -> str:
        start.wait()
        return stored_scenario(store, SCENARIO)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(add, range(8)))) == 8
    with store.read() as connection:
        assert count(connection, schema.contents) == 1


@ONE_DATABASE
def test_writers_of_one_process_wait_in_line(store: Store) -> None:
    """Where SQLite does not wait at all, none of them is refused."""

    @event.listens_for(store.engine, "connect")
    def impatient(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 0")

    start = threading.Barrier(8)

    def write(_: int) -> None:
        start.wait()
        for _ in range(5):
            with store.write():
                time.sleep(0.002)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, range(8))) == [None] * 8


def test_what_is_kept_is_not_cleared_up_before_it_is_named(store: Store) -> None:
    """One keeps a content that nothing names yet, while another clears up again and again."""
    ended = threading.Event()

    def clear() -> int:
        cleared = 0
        while not ended.is_set():
            with store.write() as connection:
                cleared += contents.forget_unused(connection, LOCAL.area)
        return cleared

    with ThreadPoolExecutor(1) as pool:
        clearing = pool.submit(clear)
        try:
            for _ in range(30):
                named = stored_scenario(store, SCENARIO)
                with store.write() as connection:
                    assert scenarios.find(connection, LOCAL, named) is not None
                    rows = sa.delete(schema.scenarios).where(schema.scenarios.c.id == named)
                    connection.execute(rows)
        finally:
            ended.set()
        assert clearing.result() > 0


def test_two_who_lock_each_other_out_both_succeed(store: Store, queued: str) -> None:
    other = stored_scenario(store, SCENARIO)
    with store.write() as connection:
        asked = jobs.Asked(jobs.Kind.SOLVE, other, {}, seconds=1.0)
        second = jobs.add(connection, LOCAL, asked)
    met = threading.Barrier(2, timeout=1)

    def both(order: tuple[str, str]) -> None:
        def work(connection: Connection) -> None:
            for named in order:
                mine = schema.jobs.c.id == named
                more = update(schema.jobs).where(mine).values(attempts=schema.jobs.c.attempts + 1)
                connection.execute(more)
                try:
                    met.wait()
                except threading.BrokenBarrierError:
                    continue

        store.attempt(work)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(both, [(queued, second), (second, queued)]))
    with store.read() as connection:
        assert connection.execute(select(schema.jobs.c.attempts)).scalars().all() == [2, 2]


def test_what_is_no_accident_is_not_tried_again(store: Store) -> None:
    tries = []

    def work(connection: Connection) -> None:
        tries.append(1)
        connection.exec_driver_sql("SELECT no_such_column FROM jobs")

    with pytest.raises(DBAPIError):
        store.attempt(work)
    assert len(tries) == 1


def test_a_table_is_changed_with_all_that_refers_to_it(store: Store, queued: str) -> None:
    with store.altering() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("scenarios", recreate="auto") as batch:
            batch.alter_column("name", type_=sa.String(500))

    with store.read() as connection:
        assert count(connection, schema.scenarios) == 1
        assert count(connection, schema.plans) == 1


def test_a_change_that_loses_rows_is_taken_back(store: Store, queued: str) -> None:
    """PostgreSQL refuses at once, SQLite is asked at the end."""
    with pytest.raises((ValueError, DBAPIError)), store.altering() as connection:
        connection.exec_driver_sql("DELETE FROM contents")

    with store.write() as connection:
        assert count(connection, schema.contents) == 1
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql("DELETE FROM contents")
