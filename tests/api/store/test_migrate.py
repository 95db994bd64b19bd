"""The migrations lead to the schema that the program works with."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.store.engine import Store
from api.store.migrate import migrate, newest, revision
from api.store.schema import metadata


def test_the_migrated_schema_is_the_schema(store: Store) -> None:
    with store.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_migrating_again_changes_nothing(store: Store) -> None:
    migrate(store)

    assert revision(store) == newest()
