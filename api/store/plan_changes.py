"""What a planner changes of a plan: its name."""

from __future__ import annotations

from sqlalchemy import Connection, update

from api.store.schema import plans


def rename(connection: Connection, named: str, name: str, edition: int) -> bool:
    """Give a plan another name, unless it is of another edition by now; say whether it was done."""
    changed = update(plans).where(plans.c.id == named, plans.c.revision == edition)
    return connection.execute(changed.values(name=name, revision=edition + 1)).rowcount == 1
