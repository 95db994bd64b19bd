"""What a planner changes of a plan: its name, and whether it is there at all."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from api.store.contents import forget_unused
from api.store.schema import jobs, plans


def rename(connection: Connection, named: str, name: str, edition: int) -> bool:
    """Give a plan another name, unless it is of another edition by now; say whether it was done."""
    changed = update(plans).where(plans.c.id == named, plans.c.revision == edition)
    return connection.execute(changed.values(name=name, revision=edition + 1)).rowcount == 1


def remove(connection: Connection, named: str) -> None:
    """Delete a plan with its job and all that was made of it, contents included."""
    gone = delete(jobs).where(jobs.c.id == named).returning(jobs.c.area)
    for row in connection.execute(gone).all():
        forget_unused(connection, row.area)
