"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from api.store.columns import Json, Moment, Packed

revision = "0001"
down_revision = None
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, those that others refer to first."""
    _audit()
    _contents()
    _keys()
    _requests()
    _sign_ins()
    _workers()
    _scenarios()
    _jobs()
    _scenario_municipalities()
    _events()
    _files()
    _plans()
    _plan_steps()


def _audit() -> None:
    op.create_table(
        "audit",
        Column("number", COUNTER, autoincrement=True, nullable=False),
        Column("at", Moment(), nullable=False),
        Column("area", sa.String(length=200), nullable=False),
        Column("actor", sa.String(length=64), nullable=False),
        Column("municipality", sa.String(length=64), comment="Of the actor."),
        Column("action", sa.String(length=60), nullable=False),
        Column("noun", sa.String(length=30), nullable=False),
        Column("id", sa.String(length=64), nullable=False),
        Column(
            "owner",
            sa.String(length=64),
            comment="Municipality whose data was read across a border.",
        ),
        Column("request", sa.String(length=64)),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_area_number", "audit", ["area", "number"])


def _contents() -> None:
    op.create_table(
        "contents",
        Column("area", sa.String(length=200), nullable=False),
        Column("hash", sa.String(length=64), nullable=False),
        Column("body", Packed(), nullable=False),
        sa.PrimaryKeyConstraint("area", "hash", name="pk_contents"),
    )


def _keys() -> None:
    op.create_table(
        "keys",
        Column("id", sa.String(length=32), nullable=False),
        Column("hash", sa.String(length=64), nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("area", sa.String(length=200), nullable=False),
        Column("role", sa.String(length=20), nullable=False),
        Column("municipality", sa.String(length=64)),
        Column("school", sa.String(length=64)),
        Column("created", Moment(), nullable=False),
        Column("expires", Moment()),
        Column("revoked", Moment()),
        Column("last_used", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("hash", name="uq_keys_hash"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        Column("actor", sa.String(length=64), nullable=False),
        Column("key", sa.String(length=200), nullable=False, comment="The Idempotency-Key."),
        Column("area", sa.String(length=200), nullable=False),
        Column("asked", sa.String(length=64), nullable=False, comment="Hash of what was sent."),
        Column("status", sa.Integer(), nullable=False),
        Column("location", sa.Text()),
        Column("noun", sa.String(length=30), nullable=False),
        Column("id", sa.String(length=32), nullable=False, comment="What it made."),
        Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name="pk_requests"),
    )
    op.create_index("ix_requests_at", "requests", ["at"])


def _sign_ins() -> None:
    op.create_table(
        "sign_ins",
        Column(
            "hash", sa.String(length=64), nullable=False, comment="Of the secret in the cookie."
        ),
        Column("actor", sa.String(length=64), nullable=False),
        Column("area", sa.String(length=200), nullable=False),
        Column("role", sa.String(length=20), nullable=False),
        Column("municipality", sa.String(length=64)),
        Column("school", sa.String(length=64)),
        Column("created", Moment(), nullable=False),
        Column("expires", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_expires", "sign_ins", ["expires"])


def _workers() -> None:
    op.create_table(
        "workers",
        Column("id", sa.String(length=64), nullable=False),
        Column("started", Moment(), nullable=False),
        Column("seen", Moment(), nullable=False),
        Column("jobs_at_once", sa.Integer(), nullable=False),
        Column("version", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )


def _scenarios() -> None:
    op.create_table(
        "scenarios",
        Column("id", sa.String(length=32), nullable=False),
        Column("area", sa.String(length=200), nullable=False),
        Column("hash", sa.String(length=64), nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("school_year", sa.String(length=20)),
        Column("parent", sa.String(length=32)),
        Column("edits", Json),
        Column("needs", sa.Integer(), nullable=False),
        Column("warnings", Json, nullable=False),
        Column("delete_after", sa.Date()),
        Column("created", Moment(), nullable=False),
        Column("created_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["area", "hash"],
            ["contents.area", "contents.hash"],
            name="fk_scenarios_area_hash",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
    )
    op.create_index("ix_scenarios_area_created", "scenarios", ["area", "created", "id"])
    op.create_index("ix_scenarios_delete_after", "scenarios", ["delete_after"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        Column("id", sa.String(length=32), nullable=False),
        Column("kind", sa.String(length=20), nullable=False),
        Column("area", sa.String(length=200), nullable=False),
        Column(
            "share",
            sa.String(length=200),
            nullable=False,
            comment="Whose fair share it counts against.",
        ),
        Column("scenario", sa.String(length=32)),
        Column("state", sa.String(length=20), nullable=False),
        Column("priority", sa.Integer(), server_default="5", nullable=False),
        Column("request", Packed(), nullable=False),
        Column("seconds", sa.Float(), nullable=False, comment="Of work it may take."),
        Column("seconds_spent", sa.Float(), server_default="0", nullable=False),
        Column("stop_asked", sa.Boolean(), server_default="0", nullable=False),
        Column("attempts", sa.Integer(), server_default="0", nullable=False),
        Column("owner", sa.String(length=64), comment="The attempt that alone may write."),
        Column("findings", Json, nullable=False),
        Column("result", Packed()),
        Column("created", Moment(), nullable=False),
        Column("created_by", sa.String(length=64), nullable=False),
        Column("started", Moment()),
        Column("ended", Moment()),
        sa.CheckConstraint(
            "state in ('queued', 'solving', 'completed', 'stopped', 'failed')",
            name="ck_jobs_state",
        ),
        sa.ForeignKeyConstraint(
            ["scenario"], ["scenarios.id"], name="fk_jobs_scenario", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_area_created", "jobs", ["area", "created", "id"])
    op.create_index("ix_jobs_scenario", "jobs", ["scenario"])
    op.create_index("ix_jobs_state", "jobs", ["state", "share"])


def _scenario_municipalities() -> None:
    op.create_table(
        "scenario_municipalities",
        Column("scenario", sa.String(length=32), nullable=False),
        Column("municipality", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["scenario"],
            ["scenarios.id"],
            name="fk_scenario_municipalities_scenario",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scenario", "municipality", name="pk_scenario_municipalities"),
    )
    op.create_index(
        "ix_scenario_municipalities_municipality", "scenario_municipalities", ["municipality"]
    )


def _events() -> None:
    op.create_table(
        "events",
        Column("number", COUNTER, autoincrement=True, nullable=False),
        Column("job", sa.String(length=32), nullable=False),
        Column("kind", sa.String(length=20), nullable=False),
        Column("data", Json, nullable=False),
        Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_events_job", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )
    op.create_index("ix_events_job_number", "events", ["job", "number"])


def _files() -> None:
    op.create_table(
        "files",
        Column("job", sa.String(length=32), nullable=False),
        Column("name", sa.String(length=200), nullable=False),
        Column("media_type", sa.String(length=200), nullable=False),
        Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_files_job", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job", "name", name="pk_files"),
    )


def _plans() -> None:
    op.create_table(
        "plans",
        Column("id", sa.String(length=32), nullable=False),
        Column("area", sa.String(length=200), nullable=False),
        Column("scenario", sa.String(length=32), nullable=False),
        Column("name", sa.Text(), server_default="", nullable=False),
        Column(
            "previous",
            sa.String(length=32),
            comment="The plan that continuity is measured against.",
        ),
        Column("parent", sa.String(length=32), comment="The plan it was made from by hand."),
        Column("hash", sa.String(length=64), comment="The best plan known; none before the first."),
        Column(
            "revision", sa.Integer(), server_default="0", nullable=False, comment="Behind the ETag."
        ),
        Column(
            "live",
            Json,
            nullable=False,
            comment="By stage the value, bound and gap last heard.",
        ),
        Column("outcome", Packed(), comment="Of the ended solve, without its plan."),
        sa.ForeignKeyConstraint(
            ["area", "hash"], ["contents.area", "contents.hash"], name="fk_plans_area_hash"
        ),
        sa.ForeignKeyConstraint(["id"], ["jobs.id"], name="fk_plans_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["scenario"], ["scenarios.id"], name="fk_plans_scenario", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_index("ix_plans_scenario", "plans", ["scenario"])


def _plan_steps() -> None:
    op.create_table(
        "plan_steps",
        Column("plan", sa.String(length=32), nullable=False),
        Column(
            "number", sa.Integer(), nullable=False, comment="From 1; each better than the last."
        ),
        Column("area", sa.String(length=200), nullable=False),
        Column("hash", sa.String(length=64), nullable=False),
        Column("values", Json, nullable=False, comment="Recomputed stage values in order."),
        Column("attempt", sa.Integer(), nullable=False),
        Column("stored", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area", "hash"],
            ["contents.area", "contents.hash"],
            name="fk_plan_steps_area_hash",
        ),
        sa.ForeignKeyConstraint(
            ["plan"], ["plans.id"], name="fk_plan_steps_plan", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan", "number", name="pk_plan_steps"),
    )
