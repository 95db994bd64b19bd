"""Which rows somebody may reach at all; what is beyond does not exist for them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, exists, false, select

from api.principal import Principal, Role
from api.store.schema import scenario_municipalities, scenarios


def reached(principal: Principal) -> ColumnElement[bool]:
    """The condition on `scenarios`: of the area, and about the reader's municipality."""
    of_area: ColumnElement[bool] = scenarios.c.area == principal.area
    if principal.municipality is None:
        return of_area
    concerned = exists().where(
        scenario_municipalities.c.scenario == scenarios.c.id,
        scenario_municipalities.c.municipality == principal.municipality,
    )
    return of_area & concerned


def seen_whole(principal: Principal) -> ColumnElement[bool]:
    """The condition on `scenarios` of which the reader sees everything.

    The same as `api.views.sight.sees_whole` says of one of them.
    """
    if principal.sees_area:
        return reached(principal)
    if principal.role is not Role.MUNICIPALITY:
        return false()
    others = exists().where(
        scenario_municipalities.c.scenario == scenarios.c.id,
        scenario_municipalities.c.municipality != principal.municipality,
    )
    return reached(principal) & ~others


def municipalities_of(connection: Connection, scenario: str) -> frozenset[str]:
    """Ids of the municipalities of a scenario."""
    of = scenario_municipalities.c
    return frozenset(
        connection.execute(select(of.municipality).where(of.scenario == scenario)).scalars()
    )
