"""Scenarios: immutable, with the parent and the edits of a variant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select

from api.principal import Principal
from api.store.contents import content, keep
from api.store.engine import is_read
from api.store.ids import new_id, now
from api.store.pages import At, Page, holds, paged
from api.store.reach import reached
from api.store.schema import scenario_municipalities, scenarios
from scenarios.findings import Finding
from scenarios.scenario import Scenario


class Origin(NamedTuple):
    """What a variant was made from."""

    parent: str
    edits: Any


def add(
    connection: Connection,
    principal: Principal,
    scenario: Scenario,
    warnings: Sequence[Finding] = (),
    origin: Origin | None = None,
) -> str:
    """Keep a scenario and say its id."""
    named = new_id()
    settings = scenario.settings
    connection.execute(
        insert(scenarios).values(
            id=named,
            area=principal.area,
            hash=keep(connection, principal.area, scenario.normal_form()),
            name=settings.name,
            school_year=settings.school_year,
            parent=origin and origin.parent,
            edits=origin and origin.edits,
            needs=len(scenario.needs),
            warnings=[one.model_dump(mode="json") for one in warnings],
            delete_after=settings.delete_after,
            created=now(),
            created_by=principal.actor,
        )
    )
    if scenario.municipalities:
        connection.execute(
            insert(scenario_municipalities),
            [
                {"scenario": named, "municipality": one.municipality}
                for one in scenario.municipalities
            ],
        )
    return named


def find(connection: Connection, principal: Principal, named: str) -> Row[Any] | None:
    """The row of a scenario that somebody may reach.

    In a write nobody deletes it until that is done.
    """
    asked = select(scenarios).where(scenarios.c.id == named, reached(principal))
    if not is_read(connection):
        asked = asked.with_for_update(read=True, key_share=True, of=scenarios)
    return connection.execute(asked).first()


class Wanted(NamedTuple):
    """Which scenarios of a list.

    Attributes
    ----------
    name
        What the name holds, in capitals or not.
    """

    name: str | None = None
    school_year: str | None = None
    parent: str | None = None


def page(connection: Connection, principal: Principal, wanted: Wanted, at: At) -> Page:
    """Rows of scenarios that somebody may reach, newest first."""
    query = select(scenarios).where(reached(principal))
    if wanted.name is not None:
        query = query.where(holds(scenarios.c.name, wanted.name))
    if wanted.school_year is not None:
        query = query.where(scenarios.c.school_year == wanted.school_year)
    if wanted.parent is not None:
        query = query.where(scenarios.c.parent == wanted.parent)
    return paged(connection, query, scenarios.c.created, scenarios.c.id, at)


def load(connection: Connection, row: Row[Any]) -> Scenario:
    """The scenario itself."""
    body = dict(content(connection, row.area, row.hash))
    body.pop("schema_version", None)
    return Scenario.model_validate(body)
