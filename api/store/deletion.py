"""Deleting reaches everything that was made of what is deleted.

- Of a scenario: its variants, the plans of all of them with their steps, events, files and
  outcomes, their studies, the imports they came from, the exports their plans went into, the
  answers kept for repeated requests, and every content that nothing else names.
- Of a plan: its job, steps, events, files, outcome, and the exports it went into. Plans and
  scenarios that were made from it by hand are of the scenario and stay.

What stays is the audit log, and of each plan its id with the ids of the needs it served: ids
tell nothing, and a later plan may name them.

Rows are locked in the order scenarios, jobs, the rest, as everybody else does, and running
attempts find that their job is no longer their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, exists, insert, select

from api.store import plans as plan_rows
from api.store.contents import forget_unused
from api.store.ids import now
from api.store.schema import audit, gone, jobs, plans, requests, scenarios
from api.store.states import Kind

DELETED = ".deleted"
"""End of the actions in the audit log that say so."""
SCENARIO = "scenario"
MAKERS = (Kind.STUDY, Kind.IMPORT, Kind.EXPORT)


class Deleted(NamedTuple):
    """What is no more.

    Attributes
    ----------
    jobs
        Ids that the job engine must forget when the transaction is committed.
    """

    scenarios: list[str]
    jobs: list[str]


def delete_scenario(connection: Connection, area: str, named: str) -> Deleted:
    """Delete a scenario of an area with everything that was made of it."""
    family = _family(connection, area, [named])
    under = set(connection.execute(select(jobs.c.id).where(jobs.c.scenario.in_(family))).scalars())
    makers = _naming(connection, area, family | under, MAKERS)
    ended = _delete_jobs(connection, area, under | makers)
    _delete_answers(connection, family)
    connection.execute(delete(scenarios).where(scenarios.c.id.in_(family)))
    forget_unused(connection, area)
    return Deleted(sorted(family), ended)


def delete_job(connection: Connection, area: str, named: str) -> Deleted:
    """Delete a plan, or another job, of an area with everything that was made of it."""
    mine = select(jobs.c.id).where(jobs.c.area == area, jobs.c.id == named)
    if connection.execute(mine).first() is None:
        return Deleted([], [])
    ended = _delete_jobs(
        connection, area, {named} | _naming(connection, area, {named}, [Kind.EXPORT])
    )
    forget_unused(connection, area)
    return Deleted([], ended)


def variants(connection: Connection, area: str, named: str) -> set[str]:
    """The scenarios that go with one of an area, without itself."""
    mine = select(scenarios.c.id).where(scenarios.c.area == area, scenarios.c.id == named)
    family = mine.cte("family", recursive=True)
    made = select(scenarios.c.id).where(scenarios.c.parent == family.c.id)
    rows = connection.execute(select(family.union_all(made).c.id)).scalars()
    return set(rows) - {named}


def was_plan(connection: Connection, area: str, named: str) -> bool:
    """Whether an area had such a plan, which has been deleted."""
    mine = (gone.c.area == area) & (gone.c.id == named) & gone.c.needs.is_not(None)
    asked = select(gone.c.id).where(mine)
    return connection.execute(asked).first() is not None


def due(connection: Connection, today: date) -> list[tuple[str, str]]:
    """Area and id of the scenarios whose last day was before today."""
    over = select(scenarios.c.area, scenarios.c.id).where(scenarios.c.delete_after < today)
    return [(row.area, row.id) for row in connection.execute(over.order_by(scenarios.c.id))]


def any_since(connection: Connection, moment: datetime) -> bool:
    """Whether anything has been deleted after a moment."""
    asked = select(audit.c.number).where(audit.c.at > moment, audit.c.action.endswith(DELETED))
    return connection.execute(asked.limit(1)).first() is not None


def back_again(connection: Connection) -> list[Row[Any]]:
    """Noun, area and id of what is there although the audit log tells that it was deleted.

    A backup brings it back that was made before.
    """
    there = exists().where(scenarios.c.id == audit.c.id) | exists().where(jobs.c.id == audit.c.id)
    asked = select(audit.c.noun, audit.c.area, audit.c.id).where(
        audit.c.action.endswith(DELETED), there
    )
    return list(connection.execute(asked.distinct()))


def delete_back_again(connection: Connection) -> None:
    """Delete what is there although the audit log tells that it was deleted."""
    for row in back_again(connection):
        delete_one = delete_scenario if row.noun == SCENARIO else delete_job
        delete_one(connection, row.area, row.id)


def unforgotten(connection: Connection) -> list[str]:
    """Jobs that are deleted, but perhaps not yet everywhere outside of these tables."""
    return list(connection.execute(select(gone.c.id).where(~gone.c.forgotten)).scalars())


def forgotten(connection: Connection, ids: Iterable[str]) -> None:
    """Note that jobs are deleted everywhere; only plans are remembered any longer."""
    ended = gone.c.id.in_(list(ids))
    connection.execute(delete(gone).where(ended, gone.c.needs.is_(None)))
    connection.execute(gone.update().where(ended).values(forgotten=True))


def _family(connection: Connection, area: str, ids: list[str]) -> set[str]:
    """Scenarios of an area with their variants, locked, so that no more are made of them."""
    found: set[str] = set()
    reached = scenarios.c.id.in_(ids)
    while True:
        mine = select(scenarios.c.id).where(scenarios.c.area == area, reached)
        rows = connection.execute(mine.order_by(scenarios.c.id).with_for_update())
        new = set(rows.scalars()) - found
        if not new:
            return found
        found |= new
        reached = scenarios.c.parent.in_(new)


def _naming(connection: Connection, area: str, ids: set[str], kinds: Iterable[Kind]) -> set[str]:
    """Jobs of these kinds that were asked to read any of the ids, or have made it."""
    asked = select(jobs.c.id, jobs.c.request, jobs.c.result)
    asked = asked.where(jobs.c.area == area, jobs.c.kind.in_([str(kind) for kind in kinds]))
    return {row.id for row in connection.execute(asked) if ids & _texts([row.request, row.result])}


def _texts(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return set[str]().union(*map(_texts, value))
    return set()


def _delete_jobs(connection: Connection, area: str, ids: set[str]) -> list[str]:
    """Delete jobs, and say which of them were still there."""
    # A worker locks its job before anything else of it.
    locked = select(jobs.c.id).where(jobs.c.id.in_(ids)).order_by(jobs.c.id).with_for_update()
    there = list(connection.execute(locked).scalars())
    if not there:
        return []
    moment, served = now(), _served(connection, there)
    connection.execute(
        insert(gone),
        [{"id": one, "area": area, "needs": served.get(one), "at": moment} for one in there],
    )
    _delete_answers(connection, there)
    connection.execute(delete(jobs).where(jobs.c.id.in_(there)))
    return there


def _delete_answers(connection: Connection, ids: Iterable[str]) -> None:
    """An answer kept holds the hash of what was sent, from which small counts could be tried."""
    connection.execute(delete(requests).where(requests.c.id.in_(list(ids))))


def _served(connection: Connection, ids: list[str]) -> dict[str, list[str]]:
    """By plan the needs that it serves."""
    rows = connection.execute(select(plans).where(plans.c.id.in_(ids))).all()
    served = {}
    for row in rows:
        plan = plan_rows.load(connection, row)
        served[row.id] = [] if plan is None else sorted(plan.group_of)
    return served
