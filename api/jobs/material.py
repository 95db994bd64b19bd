"""What a job works on, as it stands in the tables when an attempt begins."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from api.principal import Principal, Role
from api.store import plans, scenarios
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.plan import Plan

ACTOR = "jobs"


class MissingError(Exception):
    """Something that the job needs is not there any more."""

    def __init__(self, code: str) -> None:
        self.finding = Finding(code=code)
        super().__init__(code)


def everything(area: str) -> Principal:
    """Who may reach all of an area; whether the job may be asked for was judged at the door."""
    return Principal(ACTOR, area, Role.COORDINATOR)


def scenario_of(connection: Connection, row: Row[Any]) -> Scenario:
    """The scenario of a job, or of a plan.

    Raises
    ------
    MissingError
        If it is deleted.
    """
    found = scenarios.find(connection, everything(row.area), row.scenario)
    if found is None:
        raise MissingError("job_scenario_gone")
    return scenarios.load(connection, found)


def plan_of(connection: Connection, area: str, named: str) -> Plan:
    """A plan that the job compares with.

    Raises
    ------
    MissingError
        If it is deleted or empty.
    """
    row = plans.find(connection, everything(area), named)
    plan = None if row is None else plans.load(connection, row)
    if plan is None:
        raise MissingError("job_previous_gone")
    return plan
