"""Triggers by which the database itself refuses to change or take away entries of the audit log.

A migration that copies the table `audit` loses them on SQLite and makes them again.
"""

from __future__ import annotations

from sqlalchemy import Connection

REFUSAL = "the audit log is only ever added to"
_SQLITE = (
    *(
        f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON audit "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for event in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE takes a row away without asking the trigger of DELETE.
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
    "WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def protect(connection: Connection) -> None:
    """Make the triggers."""
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE if on_sqlite else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def unprotect(connection: Connection) -> None:
    """Take the triggers away; only for a database that is replaced as a whole."""
    if connection.dialect.name == "sqlite":
        for name in ("update", "delete", "replace"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_no_{name}")
    else:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS audit_refuse() CASCADE")
