"""A database with something in every table, and all that is in one, to compare it with another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import insert, select

from api.principal import LOCAL
from api.store import audit, deletion, jobs, plans, requests, scenarios, schema
from api.store.engine import Store
from api.store.ids import new_id, now
from api.store.states import Kind, State
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import group, need, plan, teacher, with_settings, world

SECOND = timedelta(seconds=1)


class Filled(NamedTuple):
    """Ids of what was put in.

    Attributes
    ----------
    solving
        A plan under way, whose `previous` is `done`.
    variant
        Of the scenario.
    """

    scenario: str
    variant: str
    done: str
    solving: str
    study: str


def question() -> Scenario:
    """A scenario with letters of every kind, that is to be deleted one day."""
    tiny = world(need("n1"), need("n2", school="s2"), teacher("t1"))
    return with_settings(tiny, name="Särjän kevät 🐟", delete_after=date(2027, 7, 31))


def answers() -> tuple[Plan, Plan]:
    """Two plans for it, the second better."""
    tiny = question()
    return (
        plan(tiny, group("t1", "mon 09:00", "n1")),
        plan(tiny, group("t1", "mon 09:00", "n1"), group("t1", "mon 10:00", "n2")),
    )


def fill(store: Store) -> Filled:
    """Put something into every table, as the service does it."""
    with store.write() as connection:
        scenario = scenarios.add(connection, LOCAL, question())
        edits = [{"edit": "without", "need": "n2"}]
        variant = scenarios.add(
            connection, LOCAL, question(), origin=scenarios.Origin(scenario, edits)
        )
        done, solving = (_solve(connection, scenario, name) for name in ("Ä", "B"))
        study = jobs.add(
            connection, LOCAL, jobs.Asked(Kind.STUDY, scenario, {"seeds": [1, 2]}, seconds=5.5)
        )
    _finish(store, done)
    with store.write() as connection:
        deletion.delete_job(connection, LOCAL.area, _solve(connection, scenario, "C"))
        connection.execute(
            sa.update(schema.plans).where(schema.plans.c.id == solving).values(previous=done)
        )
        jobs.claim(connection, solving, "attempt-2")
        jobs.tell(connection, solving, "progress", {"value": 12, "bound": None})
        requests.begun(connection, LOCAL, "key-1", "0" * 64)
        requests.done(connection, LOCAL, "key-1", requests.Made(202, "/v1/plans/x", "plan", done))
        audit.record(connection, LOCAL, "plan.added", "plan", done)
        _plainly(connection)
    return Filled(scenario, variant, done, solving, study)


def _solve(connection: sa.Connection, scenario: str, name: str) -> str:
    asked = jobs.Asked(Kind.SOLVE, scenario, {"seconds": 10.0, "seed": 1}, seconds=10.0)
    named = jobs.add(connection, LOCAL, asked)
    plans.add(connection, LOCAL, plans.PlanAsked(named, scenario, name))
    return named


def _finish(store: Store, named: str) -> None:
    with store.write() as connection:
        jobs.claim(connection, named, "attempt-1")
        for number, better in enumerate(answers()):
            plans.improve(connection, named, better, {"statutory": 2 - number}, attempt=1)
        plans.set_outcome(connection, named, {"status": "optimal", "kpis": {"served": 2}})
        connection.execute(
            insert(schema.files).values(
                job=named,
                name="plan.bin",
                media_type="application/octet-stream",
                body=bytes(range(256)),
            )
        )
        jobs.end(connection, named, "attempt-1", State.COMPLETED, result={"plan": named})


def _plainly(connection: sa.Connection) -> None:
    """What others than this package write."""
    who = {"area": LOCAL.area, "role": LOCAL.role, "created": now()}
    connection.execute(
        insert(schema.keys).values(id=new_id(), hash="1" * 64, name="Wilma-silta", **who)
    )
    connection.execute(
        insert(schema.sign_ins).values(hash="2" * 64, actor=new_id(), expires=now() + SECOND, **who)
    )


def everything(store: Store, but: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of the keys."""
    with store.read() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in schema.metadata.sorted_tables
            if table.name not in but
        }
