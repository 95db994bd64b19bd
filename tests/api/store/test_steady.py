"""What the database could not take is tried again; what is wrong is not."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from api.store.engine import Store
from api.store.steady import steadily
from api.store.workers import Worker, beat, heard

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


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
