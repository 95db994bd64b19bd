"""What the stages had reached that were over when a plan was found."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column

from api.store.columns import Json

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Of older plans nothing is known, as if the first stage had been under way."""
    with op.batch_alter_table("plan_steps") as table:
        table.add_column(
            Column(
                "reached",
                Json,
                nullable=False,
                server_default="{}",
                comment="By stage that was over what it had reached.",
            )
        )
