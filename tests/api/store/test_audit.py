"""The audit log is only ever added to, and takes nothing but ids."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.principal import LOCAL, Principal, Role
from api.store import audit
from api.store.append_only import REFUSAL
from api.store.engine import Store
from api.store.ids import new_id
from api.store.pages import At

HERE = Principal("c1", "savo", Role.COORDINATOR)
OWN = Principal("m1", "savo", Role.MUNICIPALITY, "297")
OTHER = Principal("m2", "savo", Role.MUNICIPALITY, "140")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (number, at, area, actor, action, noun, id) "
        "SELECT number, at, area, 'nobody', action, noun, id FROM audit",
        "TRUNCATE audit",
    ],
)
def test_the_database_refuses_to_change_what_is_written(store: Store, statement: str) -> None:
    if ("REPLACE" in statement) is not store.on_sqlite and "OR" in statement:
        pytest.skip("a statement of SQLite")
    if statement.startswith("TRUNCATE") and store.on_sqlite:
        pytest.skip("a statement of PostgreSQL")
    with store.write() as connection:
        audit.record(connection, HERE, "plan.stopped", "plan", new_id())

    with pytest.raises(DBAPIError, match=REFUSAL), store.write() as connection:
        connection.execute(text(statement))

    with store.read() as connection:
        [row] = audit.page(connection, HERE, At()).rows
    assert row.actor == HERE.actor


def test_an_entry_goes_with_the_change_that_it_tells_of(store: Store) -> None:
    def refused_later() -> None:
        with store.write() as connection:
            audit.record(connection, HERE, "plan.stopped", "plan", new_id())
            raise LookupError

    with pytest.raises(LookupError):
        refused_later()

    with store.read() as connection:
        assert not audit.page(connection, HERE, At()).rows


@pytest.mark.parametrize(
    ("action", "noun", "id", "request_id"),
    [
        ("Matti has 3 pupils of religion", "scenario", "0" * 32, None),
        ("scenario.read", "kolme oppilasta", "0" * 32, None),
        ("scenario.read", "scenario", "uskonto-3", None),
        ("deleted.3", "scenario", "0" * 32, None),
        ("scenario.read", "scenario", "0" * 32, "a request\nof two lines"),
        ("a" * 61, "scenario", "0" * 32, None),
    ],
)
def test_sentences_counts_and_subjects_are_refused(
    store: Store, action: str, noun: str, id: str, request_id: str | None
) -> None:
    with pytest.raises(ValueError, match="ids and names"), store.write() as connection:
        audit.record(connection, HERE, action, noun, id, request=request_id)


def test_a_municipality_reads_what_it_did_and_what_was_done_with_its_data(store: Store) -> None:
    seen = [new_id() for _ in range(5)]
    with store.write() as connection:
        audit.record(connection, OWN, "plan.read", "plan", seen[0])
        audit.record_across(connection, HERE, "plan.read", "plan", seen[1], ["297", "140"])
        audit.record(connection, OTHER, "plan.read", "plan", seen[2])
        audit.record(connection, LOCAL, "plan.read", "plan", seen[3], owner="297")
        audit.record_across(connection, OWN, "plan.read", "plan", seen[4], ["297"])

    with store.read() as connection:
        own = audit.page(connection, OWN, At()).rows
        whole = audit.page(connection, HERE, At()).rows

    assert [(row.id, row.owner) for row in own] == [(seen[1], "297"), (seen[0], None)]
    assert [row.id for row in whole] == [seen[2], seen[1], seen[1], seen[0]]


def test_pages_of_the_log_follow_each_other(store: Store) -> None:
    written = [new_id() for _ in range(5)]
    with store.write() as connection:
        for one in written:
            audit.record(connection, HERE, "plan.read", "plan", one)

    read, cursor = [], None
    with store.read() as connection:
        for _ in range(3):
            page = audit.page(connection, HERE, At(cursor, 2))
            read += [row.id for row in page.rows]
            cursor = page.next

    assert read == written[::-1]
    assert cursor is None
