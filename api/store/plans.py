"""Plans: a resource from the moment a solve is asked for, with every better plan on the way."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from api.principal import Principal
from api.store.contents import content, keep
from api.store.ids import now
from api.store.pages import At, Page, holds, paged
from api.store.reach import reached
from api.store.schema import jobs, plan_steps, plans, scenarios
from api.store.states import State
from solver.plan import Plan


class PlanAsked(NamedTuple):
    """A plan resource for a job that was written before."""

    job: str
    scenario: str
    name: str = ""
    previous: str | None = None
    parent: str | None = None


def add(connection: Connection, principal: Principal, asked: PlanAsked) -> None:
    """Write a plan without any content yet."""
    values = asked._asdict()
    values["id"] = values.pop("job")
    connection.execute(insert(plans).values(area=principal.area, live={}, **values))


class Step(NamedTuple):
    """A better plan on the way.

    Attributes
    ----------
    values
        By stage, recomputed.
    reached
        By stage that was over what it had reached.
    """

    values: Mapping[str, int]
    attempt: int
    reached: Mapping[str, int] = MappingProxyType({})


def improve(
    connection: Connection, named: str, plan: Plan, values: Mapping[str, int], attempt: int
) -> None:
    """Keep a better plan; the caller has made sure in this transaction that the job is its own."""
    keep_step(connection, named, plan, Step(values, attempt))


def keep_step(connection: Connection, named: str, plan: Plan, step: Step) -> int:
    """Keep a better plan and say its number; one that is the last already is not kept again.

    The caller has made sure in this transaction that the job is its own.
    """
    row = connection.execute(select(plans.c.area, plans.c.hash).where(plans.c.id == named)).one()
    kept = keep(connection, row.area, plan.model_dump(mode="json"))
    last = select(func.coalesce(func.max(plan_steps.c.number), 0)).where(plan_steps.c.plan == named)
    number = int(connection.execute(last).scalar_one())
    if kept == row.hash:
        return number
    connection.execute(
        insert(plan_steps).values(
            plan=named,
            number=number + 1,
            area=row.area,
            hash=kept,
            values=dict(step.values),
            reached=dict(step.reached),
            attempt=step.attempt,
            stored=now(),
        )
    )
    changed = update(plans).where(plans.c.id == named)
    connection.execute(changed.values(hash=kept, revision=plans.c.revision + 1))
    return number + 1


class Best(NamedTuple):
    """The last plan kept, as far as a search needs it that goes on from there."""

    plan: Plan
    values: dict[str, int]
    reached: dict[str, int]


def best(connection: Connection, named: str) -> Best | None:
    """The last plan kept, if there is any."""
    asked = select(plan_steps).where(plan_steps.c.plan == named)
    row = connection.execute(asked.order_by(plan_steps.c.number.desc()).limit(1)).first()
    if row is None:
        return None
    plan = Plan.model_validate(content(connection, row.area, row.hash))
    return Best(plan, dict(row._mapping["values"]), dict(row.reached))


def set_live(connection: Connection, named: str, live: Any) -> None:
    """By stage the value, bound and gap last heard."""
    connection.execute(update(plans).where(plans.c.id == named).values(live=live))


def set_outcome(connection: Connection, named: str, outcome: Any) -> None:
    """What the ended solve says, without its plan."""
    changed = update(plans).where(plans.c.id == named)
    connection.execute(changed.values(outcome=outcome, revision=plans.c.revision + 1))


def find(connection: Connection, principal: Principal, named: str) -> Row[Any] | None:
    """A plan with its job's columns (`state`, `stop_asked`, …), if somebody may reach it."""
    return connection.execute(_of(principal).where(plans.c.id == named)).first()


class Wanted(NamedTuple):
    """Which plans of a list.

    Attributes
    ----------
    name
        What the name holds, in capitals or not.
    """

    scenario: str | None = None
    state: State | None = None
    name: str | None = None


def page(connection: Connection, principal: Principal, wanted: Wanted, at: At) -> Page:
    """Rows as of `find` of plans that somebody may reach, newest first."""
    query = _of(principal)
    if wanted.scenario is not None:
        query = query.where(plans.c.scenario == wanted.scenario)
    if wanted.state is not None:
        query = query.where(jobs.c.state == wanted.state)
    if wanted.name is not None:
        query = query.where(holds(plans.c.name, wanted.name))
    return paged(connection, query, jobs.c.created, plans.c.id, at)


def _of(principal: Principal) -> Select[Any]:
    return (
        select(plans, *(jobs.c[name] for name in _OF_JOB))
        .join(jobs, jobs.c.id == plans.c.id)
        .join(scenarios, scenarios.c.id == plans.c.scenario)
        .where(reached(principal))
    )


_OF_JOB = (
    "state",
    "stop_asked",
    "priority",
    "request",
    "seconds",
    "seconds_spent",
    "attempts",
    "findings",
    "created",
    "created_by",
    "started",
    "ended",
)


def load(connection: Connection, row: Row[Any]) -> Plan | None:
    """The best plan known, if there is any."""
    if row.hash is None:
        return None
    return Plan.model_validate(content(connection, row.area, row.hash))
