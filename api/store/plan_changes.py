"""What a planner changes of a plan: its name, and whether its solve goes on."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from api.store.contents import forget_unused
from api.store.ids import now
from api.store.jobs import tell
from api.store.schema import jobs, plans
from api.store.states import ENDS, State


def rename(connection: Connection, named: str, name: str, edition: int) -> bool:
    """Give a plan another name, unless it is of another edition by now; say whether it was done."""
    changed = update(plans).where(plans.c.id == named, plans.c.revision == edition)
    return connection.execute(changed.values(name=name, revision=edition + 1)).rowcount == 1


def ask_to_stop(connection: Connection, named: str) -> None:
    """Ask the solve of a plan to end with the best plan it has; one that waits has ended then."""
    waiting = update(jobs).where(jobs.c.id == named, jobs.c.state == State.QUEUED)
    ended = waiting.values(state=State.STOPPED, stop_asked=True, ended=now())
    if connection.execute(ended).rowcount:
        tell(connection, named, "ended", {"state": State.STOPPED})
        return
    under_way = update(jobs).where(jobs.c.id == named, jobs.c.state.not_in(ENDS))
    connection.execute(under_way.values(stop_asked=True))


def remove(connection: Connection, named: str) -> None:
    """Delete a plan with its job and all that was made of it, contents included."""
    gone = delete(jobs).where(jobs.c.id == named).returning(jobs.c.area)
    for row in connection.execute(gone).all():
        forget_unused(connection, row.area)
