"""What a planner changes of a plan: its name, and whether its solve goes on."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from api.store.contents import forget_unused
from api.store.ids import now
from api.store.jobs import tell
from api.store.schema import jobs, plans
from api.store.states import ENDS, State


def rename(connection: Connection, named: str, name: str) -> None:
    """Give a plan another name."""
    changed = update(plans).where(plans.c.id == named)
    connection.execute(changed.values(name=name, revision=plans.c.revision + 1))


def ask_to_stop(connection: Connection, named: str) -> bool:
    """Ask the solve of a plan to end with the best plan it has; say whether there is one to end.

    One that still waits has ended with this.
    """
    waiting = update(jobs).where(jobs.c.id == named, jobs.c.state == State.QUEUED)
    ended = waiting.values(state=State.STOPPED, stop_asked=True, ended=now())
    if connection.execute(ended).rowcount:
        tell(connection, named, "ended", {"state": State.STOPPED})
        return True
    under_way = update(jobs).where(jobs.c.id == named, jobs.c.state.not_in(ENDS))
    return connection.execute(under_way.values(stop_asked=True)).rowcount == 1


def remove(connection: Connection, named: str) -> None:
    """Delete a plan with its job and all that was made of it, contents included."""
    area = connection.execute(delete(jobs).where(jobs.c.id == named).returning(jobs.c.area))
    forget_unused(connection, area.scalar_one())
