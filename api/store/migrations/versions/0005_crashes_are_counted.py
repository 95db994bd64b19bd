"""How often the child of a job has crashed, apart from the workers that died under it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Jobs that wait begin with none."""
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(
            Column(
                "crashes", sa.Integer(), nullable=False, server_default="0", comment="Of its child."
            )
        )
