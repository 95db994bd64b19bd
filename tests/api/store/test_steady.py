"""What the database could not take is tried again; what is wrong is not."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from api.store.engine import Store
from api.store.steady import is_away, steadily
from api.store.workers import Worker, beat, heard

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@SQLITE
def test_a_write_is_repeated_as_a_whole_until_it_is_done(store: Store) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> str:
        beat(connection, Worker(f"w{len(tries)}", 1, "1"))
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("insert", {}, Exception("server closed the connection"))
        return "done"

    assert steadily(store.write, work) == "done"
    with store.read() as connection:
        assert list(heard(connection)) == ["w2"]


@SQLITE
def test_a_mistake_is_not_repeated(store: Store) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> None:
        tries.append(1)
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        steadily(store.write, work)
    assert tries == [1]


def test_whoever_gives_up_hears_why(store: Store) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("select 1"))
        raise OperationalError("select", {}, Exception("away"))

    with pytest.raises(OperationalError):
        steadily(store.read, work, lambda: True)


def fault(store: Store, statement: str) -> Exception:
    """What a statement leads to."""
    with pytest.raises(DBAPIError) as raised, store.read() as connection:
        connection.execute(text(statement))
    return raised.value


def test_a_wrong_statement_is_no_database_that_is_away(store: Store) -> None:
    assert not is_away(fault(store, "select nothing from nowhere"))


@POSTGRESQL
def test_a_statement_or_a_lock_that_takes_too_long_may_succeed_later(store: Store) -> None:
    assert is_away(fault(store, "set statement_timeout = 1; select pg_sleep(1)"))
    with store.write() as connection:
        connection.execute(text("lock table workers"))
        waits = "set lock_timeout = 1; set transaction read write; lock table workers"
        assert is_away(fault(store, waits))


@POSTGRESQL
def test_a_connection_that_the_server_ends_may_be_made_again(store: Store) -> None:
    assert is_away(fault(store, "select pg_terminate_backend(pg_backend_pid())"))


@SQLITE
def test_a_pool_without_a_free_connection_may_have_one_later(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("CONNECTIONS", 1), ("MORE_CONNECTIONS", 0), ("PATIENCE_SECONDS", 0.01)):
        monkeypatch.setattr(f"api.store.engine.{name}", value)
    small = Store(database)

    with small.read(), pytest.raises(TimeoutError) as raised, small.read():
        pass

    assert is_away(raised.value)
    small.close()
