"""The tables. A change here needs a migration; a test compares the two.

Ids are random and tell nothing. Contents (scenarios, plans) are immutable and stand under the
hash of their normal form, within an area: two areas never share a row, so that neither learns
from a speed or a size what the other keeps.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.store.columns import Json, Moment, Packed
from api.store.states import State

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
# SQLite counts up only in a column of its own kind of whole number.
Counter = BigInteger().with_variant(Integer, "sqlite")

contents = Table(
    "contents",
    metadata,
    Column("area", String(200), primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("body", Packed, nullable=False),
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("area", String(200), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("school_year", String(20)),
    Column("parent", String(32)),
    Column("edits", Json),
    Column("needs", Integer, nullable=False),
    Column("warnings", Json, nullable=False),
    Column("delete_after", Date),
    Column("created", Moment, nullable=False),
    Column("created_by", String(64), nullable=False),
    ForeignKeyConstraint(["area", "hash"], ["contents.area", "contents.hash"]),
    Index("ix_scenarios_area_created", "area", "created", "id"),
    Index("ix_scenarios_delete_after", "delete_after"),
)

scenario_municipalities = Table(
    "scenario_municipalities",
    metadata,
    Column("scenario", ForeignKey("scenarios.id", ondelete="CASCADE"), primary_key=True),
    Column("municipality", String(64), primary_key=True),
    Index("ix_scenario_municipalities_municipality", "municipality"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("area", String(200), nullable=False),
    Column("share", String(200), nullable=False, comment="Whose fair share it counts against."),
    Column("scenario", ForeignKey("scenarios.id", ondelete="CASCADE")),
    Column("state", String(20), nullable=False),
    Column("priority", Integer, nullable=False, server_default="5"),
    Column("request", Packed, nullable=False),
    Column("seconds", Float, nullable=False, comment="Of work it may take."),
    Column("seconds_spent", Float, nullable=False, server_default="0"),
    Column("stop_asked", Boolean, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("crashes", Integer, nullable=False, server_default="0", comment="Of its child."),
    Column("owner", String(64), comment="The attempt that alone may write."),
    Column("findings", Json, nullable=False),
    Column("result", Packed),
    Column("created", Moment, nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("started", Moment),
    Column("ended", Moment),
    # Another state needs a migration, as the database checks them; another kind does not.
    CheckConstraint(f"state in ({', '.join(repr(one.value) for one in State)})", name="state"),
    Index("ix_jobs_area_created", "area", "created", "id"),
    Index("ix_jobs_state", "state", "share"),
    Index("ix_jobs_scenario", "scenario"),
)

plans = Table(
    "plans",
    metadata,
    Column("id", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("area", String(200), nullable=False),
    Column("scenario", ForeignKey("scenarios.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("previous", String(32), comment="The plan that continuity is measured against."),
    Column("parent", String(32), comment="The plan it was made from by hand."),
    Column("hash", String(64), comment="The best plan known; none before the first."),
    Column("revision", Integer, nullable=False, server_default="0", comment="Behind the ETag."),
    Column("live", Json, nullable=False, comment="By stage the value, bound and gap last heard."),
    Column("outcome", Packed, comment="Of the ended solve, without its plan."),
    ForeignKeyConstraint(["area", "hash"], ["contents.area", "contents.hash"]),
    Index("ix_plans_scenario", "scenario"),
)

plan_steps = Table(
    "plan_steps",
    metadata,
    Column("plan", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, comment="From 1; each better than the last."),
    Column("area", String(200), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("values", Json, nullable=False, comment="Recomputed stage values in order."),
    Column(
        "reached",
        Json,
        nullable=False,
        server_default="{}",
        comment="By stage that was over what it had reached.",
    ),
    Column("attempt", Integer, nullable=False),
    Column("stored", Moment, nullable=False),
    ForeignKeyConstraint(["area", "hash"], ["contents.area", "contents.hash"]),
)

events = Table(
    "events",
    metadata,
    Column("number", Counter, primary_key=True, autoincrement=True),
    Column("job", ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("data", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_events_job_number", "job", "number"),
)

files = Table(
    "files",
    metadata,
    Column("job", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("media_type", String(200), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("area", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("municipality", String(64)),
    Column("school", String(64)),
    Column("created", Moment, nullable=False),
    Column("expires", Moment),
    Column("revoked", Moment),
    Column("last_used", Moment),
    UniqueConstraint("hash"),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("hash", String(64), primary_key=True, comment="Of the secret in the cookie."),
    Column("actor", String(64), nullable=False),
    Column("area", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("municipality", String(64)),
    Column("school", String(64)),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index("ix_sign_ins_expires", "expires"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Counter, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("area", String(200), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("municipality", String(64), comment="Of the actor."),
    Column("action", String(60), nullable=False),
    Column("noun", String(30), nullable=False),
    Column("id", String(64), nullable=False),
    Column("owner", String(64), comment="Municipality whose data was read across a border."),
    Column("request", String(64)),
    Index("ix_audit_area_number", "area", "number"),
)

requests = Table(
    "requests",
    metadata,
    Column("actor", String(64), primary_key=True),
    Column("key", String(200), primary_key=True, comment="The Idempotency-Key."),
    Column("area", String(200), nullable=False),
    Column("asked", String(64), nullable=False, comment="Hash of what was sent."),
    Column("status", Integer, nullable=False),
    Column("location", Text),
    Column("noun", String(30), nullable=False),
    Column("id", String(32), nullable=False, comment="What it made."),
    Column("at", Moment, nullable=False),
    Index("ix_requests_at", "at"),
)

gone = Table(
    "gone",
    metadata,
    Column("id", String(32), primary_key=True, comment="Of a job or plan that was deleted."),
    Column("area", String(200), nullable=False),
    Column("needs", Json, comment="Ids of the needs that a plan served; none of another job."),
    Column("at", Moment, nullable=False),
    Column(
        "forgotten",
        Boolean,
        nullable=False,
        server_default="0",
        comment="By the job engine.",
    ),
    Index("ix_gone_forgotten", "forgotten"),
)

workers = Table(
    "workers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("jobs_at_once", Integer, nullable=False),
    Column("version", String(40), nullable=False),
)
