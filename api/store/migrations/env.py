"""How Alembic reaches the database: over a connection that the caller has opened."""

from __future__ import annotations

from alembic import context

from api.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
    # PostgreSQL has the job engine's own schema beside ours.
    include_schemas=False,
)
with context.begin_transaction():
    context.run_migrations()
