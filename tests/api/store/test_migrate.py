"""The migrations lead to the schema of the program, from every earlier one with data in it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from api.principal import LOCAL
from api.store import jobs, plans, scenarios, schema
from api.store.archive import checked
from api.store.engine import Store
from api.store.migrate import migrate, newest, revision
from api.store.pages import At
from api.store.restore import load_as_it_was, restore
from api.store.schema import metadata
from api.store.states import Kind, State
from tests.support.filled import answers, question
from tests.support.kept import of_revisions

KEPT = of_revisions()


def test_the_migrated_schema_is_the_schema(store: Store) -> None:
    with store.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_the_database_takes_the_states_that_there_are_and_no_other(store: Store) -> None:
    with store.write() as connection:
        jobs.add(connection, LOCAL, jobs.Asked(Kind.SOLVE, None, {}, seconds=1.0))
        for state in State:
            connection.execute(update(schema.jobs).values(state=state))

    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(update(schema.jobs).values(state="other"))


def test_migrating_again_changes_nothing(store: Store) -> None:
    migrate(store)

    assert revision(store) == newest()


def load(store: Store, path: Path) -> None:
    """Make a database as a program of that day would have left it."""
    manifest = checked(path)
    with store.altering() as connection, zipfile.ZipFile(path) as archive:
        load_as_it_was(connection, archive, manifest)


@pytest.mark.parametrize("named", KEPT)
def test_every_earlier_schema_is_migrated_with_its_data(empty: Store, named: str) -> None:
    load(empty, KEPT[named])
    assert revision(empty) == named

    migrate(empty)

    assert revision(empty) == newest()
    assert_all_there(empty)


@pytest.mark.parametrize("named", KEPT)
def test_a_backup_of_every_earlier_schema_is_restored(
    empty: Store, named: str, tmp_path: Path
) -> None:
    restore(empty, Path(shutil.copy(KEPT[named], tmp_path)))

    assert_all_there(empty)


def test_the_first_schema_is_among_them() -> None:
    assert "0001" in KEPT


def assert_all_there(store: Store) -> None:
    """Everything that `tests.support.filled` puts in is read back as what it was."""
    with store.read() as connection:
        by_name = {
            row.name: row for row in plans.page(connection, LOCAL, plans.Wanted(), At()).rows
        }
        done, solving = by_name["Ä"], by_name["B"]
        rows = scenarios.page(connection, LOCAL, scenarios.Wanted(name="SÄRJÄN"), At()).rows
        variant, first = rows
        assert [scenarios.load(connection, row) for row in rows] == [question()] * 2
        assert variant.parent == first.id
        assert variant.edits == [{"edit": "without", "need": "n2"}]
        assert plans.load(connection, done) == answers()[1]
        assert (done.state, done.outcome["kpis"]) == (State.COMPLETED, {"served": 2})
        assert (solving.previous, plans.load(connection, solving)) == (done.id, None)
        steps = connection.execute(
            select(schema.plan_steps.c["values"]).where(schema.plan_steps.c.plan == done.id)
        )
        assert [row["statutory"] for row in steps.scalars()] == [2, 1]
        (study,) = connection.execute(
            select(schema.jobs).where(schema.jobs.c.kind == "study")
        ).all()
        assert (study.request, study.seconds) == ({"seeds": [1, 2]}, 5.5)
        (file,) = connection.execute(select(schema.files)).all()
        assert file.body == bytes(range(256))
        for table in (schema.keys, schema.audit, schema.requests, schema.events):
            assert connection.execute(select(table)).first() is not None, table.name
