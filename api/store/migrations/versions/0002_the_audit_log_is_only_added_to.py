"""The audit log is only ever added to."""

from __future__ import annotations

from alembic import op

from api.store.append_only import protect

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let the database refuse to change what is written in the log."""
    protect(op.get_bind())
