"""Which databases are opened, by whom, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from api.store import opening
from api.store.engine import Store
from api.store.migrate import VERSIONS, bring, newest, revision
from api.store.opening import UnusableDatabaseError

EVERYBODY = [opening.opened, opening.migrated, opening.as_it_is]


def of_revision(store: Store, named: str) -> str:
    """Address of the database, with the first schema, said to be that of a revision."""
    with store.altering() as connection:
        bring(connection, "0001")
        connection.execute(sa.text(f"UPDATE {VERSIONS} SET version_num = '{named}'"))
    return store.engine.url.render_as_string(hide_password=False)


def refused(open_it: Callable[[str], Store], address: str) -> str:
    with pytest.raises(UnusableDatabaseError) as error:
        open_it(address)
    return error.value.finding.code


@pytest.mark.parametrize("open_it", [opening.opened, opening.migrated])
def test_an_empty_database_is_made_ready(open_it: Callable[[str], Store], empty: Store) -> None:
    store = open_it(empty.engine.url.render_as_string(hide_password=False))

    assert revision(store) == newest()
    store.close()


def test_an_older_file_is_brought_forward_and_an_older_server_is_not(empty: Store) -> None:
    address = of_revision(empty, "0001")

    if empty.on_sqlite:
        opening.opened(address).close()
        assert revision(empty) == newest()
    else:
        assert refused(opening.opened, address) == "database_older"
        assert revision(empty) == "0001"


def test_whoever_migrates_brings_it_forward(empty: Store) -> None:
    opening.migrated(of_revision(empty, "0001")).close()

    assert revision(empty) == newest()


@pytest.mark.parametrize("open_it", EVERYBODY)
def test_a_newer_database_is_left_alone(open_it: Callable[[str], Store], empty: Store) -> None:
    assert refused(open_it, of_revision(empty, "9999")) == "database_newer"
    assert revision(empty) == "9999"


def test_a_backup_is_made_of_this_programs_schema_only(empty: Store) -> None:
    address = empty.engine.url.render_as_string(hide_password=False)

    assert refused(opening.as_it_is, address) == "database_empty"
    assert refused(opening.as_it_is, of_revision(empty, "0001")) == "database_older"


def test_a_restore_takes_any(empty: Store) -> None:
    store = opening.to_fill(of_revision(empty, "9999"))

    assert revision(store) == "9999"
    store.close()
