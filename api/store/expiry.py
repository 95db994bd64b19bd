"""What is of no more use after a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from api.store.schema import events, jobs, requests, sign_ins, workers
from api.store.states import ENDS, Kind

ANSWERS_KEPT = timedelta(days=2)
EVENTS_KEPT = timedelta(days=7)
FILES_KEPT = timedelta(days=7)
WORKERS_KEPT = timedelta(days=1)


def expire(connection: Connection, moment: datetime) -> None:
    """Delete answers kept for repeated requests, sign-ins, silent workers and told progress.

    Of an ended job the event that says so stays.
    """
    connection.execute(delete(requests).where(requests.c.at < moment - ANSWERS_KEPT))
    connection.execute(delete(sign_ins).where(sign_ins.c.expires < moment))
    connection.execute(delete(workers).where(workers.c.seen < moment - WORKERS_KEPT))
    over = jobs.c.state.in_(ENDS) & (jobs.c.ended < moment - EVENTS_KEPT)
    told = select(jobs.c.id).where(over)
    connection.execute(delete(events).where(events.c.job.in_(told), events.c.kind != "ended"))


def used_up(connection: Connection, moment: datetime) -> list[tuple[str, str]]:
    """Area and id of the imports and exports that were done long ago."""
    asked = select(jobs.c.area, jobs.c.id).where(
        jobs.c.kind.in_([Kind.IMPORT, Kind.EXPORT]),
        jobs.c.state.in_(ENDS),
        jobs.c.ended < moment - FILES_KEPT,
    )
    return [(row.area, row.id) for row in connection.execute(asked.order_by(jobs.c.id))]
