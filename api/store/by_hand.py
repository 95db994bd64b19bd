"""Plans that no job has solved: made by hand, measured and verified, and ended from the start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from api.principal import Principal
from api.store import jobs, plans
from api.store.states import Kind, State
from solver.outcome import Outcome

MAKER = "by-hand"


def add_made(
    connection: Connection,
    principal: Principal,
    of: Mapping[str, Any],
    outcome: Outcome,
) -> str:
    """Keep a plan and say its id.

    Parameters
    ----------
    of
        What `plans.PlanAsked` has beside the job.
    outcome
        With the plan.
    """
    if outcome.plan is None:
        raise ValueError("there is no plan to be kept")
    asked = jobs.Asked(Kind.SOLVE, of["scenario"], {}, seconds=0.0)
    named = jobs.add(connection, principal, asked)
    plans.add(connection, principal, plans.PlanAsked(job=named, **of))
    jobs.claim(connection, named, MAKER)
    values = {stage.name.value: stage.final for stage in outcome.stages if stage.final is not None}
    plans.improve(connection, named, outcome.plan, values, attempt=1)
    plans.set_outcome(connection, named, outcome.model_dump(mode="json", exclude={"plan"}))
    jobs.end(connection, named, MAKER, State.COMPLETED)
    return named
