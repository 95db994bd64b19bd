"""Plans that were deleted are remembered by their ids and those of their needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from api.store.columns import Json, Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "gone",
        Column(
            "id",
            sa.String(length=32),
            nullable=False,
            comment="Of a job or plan that was deleted.",
        ),
        Column("area", sa.String(length=200), nullable=False),
        Column("needs", Json, comment="Ids of the needs that a plan served; none of another job."),
        Column("at", Moment(), nullable=False),
        Column(
            "forgotten",
            sa.Boolean(),
            server_default="0",
            nullable=False,
            comment="By the job engine.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_gone"),
    )
    op.create_index("ix_gone_forgotten", "gone", ["forgotten"])
