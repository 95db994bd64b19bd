"""A service for tests: the whole web application on a store, with an engine that only remembers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from api.principal import LOCAL, Principal
from api.store import jobs, plans, scenarios
from api.store.engine import Store
from api.store.states import Kind, State
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.outcome import Outcome


class RememberedJobs:
    """An engine that runs nothing: what was submitted and forgotten can be looked at."""

    def __init__(self) -> None:
        self.submitted: list[str] = []
        self.forgotten: list[str] = []

    def submit(self, connection: Connection, job: str) -> None:
        del connection
        self.submitted.append(job)

    def forget(self, ids: list[str]) -> None:
        self.forgotten.extend(ids)

    def close(self, patience: float) -> None:
        del patience


def stored_scenario(store: Store, scenario: Scenario, principal: Principal = LOCAL) -> str:
    """Its id."""
    with store.write() as connection:
        return scenarios.add(connection, principal, scenario)


def stored_plan(
    store: Store,
    scenario_id: str,
    scenario: Scenario,
    outcome: Outcome,
    principal: Principal = LOCAL,
) -> str:
    """Id of a plan as a job would have left it that ended with this outcome."""
    request: dict[str, Any] = {"seconds": 10.0, "workers": 1, "seed": 1}
    with store.write() as connection:
        asked = jobs.Asked(Kind.SOLVE, scenario_id, request, seconds=10.0)
        named = jobs.add(connection, principal, asked)
        plans.add(connection, principal, plans.PlanAsked(named, scenario_id))
        jobs.claim(connection, named, "a1")
        if outcome.plan is not None:
            values = stage_values(scenario, outcome.plan, None)
            by_name = {stage.value: value for stage, value in values.items()}
            plans.improve(connection, named, outcome.plan, by_name, attempt=1)
        said = outcome.model_dump(mode="json", exclude={"plan"})
        plans.set_outcome(connection, named, said)
        jobs.end(connection, named, "a1", State.COMPLETED)
    return named
