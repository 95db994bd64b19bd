"""A judge of jobs finds what is wrong with them, and a short kill campaign finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, delete, update

from api.principal import LOCAL
from api.store import jobs as stored_jobs
from api.store import plans as stored_plans
from api.store.engine import Store
from api.store.schema import jobs, plan_steps, plans
from api.store.states import Kind, State
from solver.measure.objective import stage_values
from solver.outcome import Outcome, Status
from solver.plan import Plan
from tests.campaigns.judged_jobs import is_worse, judge
from tests.campaigns.rounds import Trial
from tests.support.build import group, need, plan, replaced, teacher, world
from tests.support.served import served
from tests.support.service import stored_plan, stored_scenario

TINY = world(need("n1", pupils=3), need("n2", school="s2"), teacher("t1"))
BETTER = plan(TINY, group("t1", "mon 09:00", "n1", "n2"))
LATER = plan(TINY, group("t1", "mon 10:00", "n1", "n2"))
WORSE = plan(TINY, group("t1", "mon 09:00", "n1"))
BROKEN = replaced(BETTER, "g1", teacher="nobody")


def solved(store: Store) -> str:
    scenario = stored_scenario(store, TINY)
    return stored_plan(store, scenario, TINY, Outcome(status=Status.FEASIBLE, plan=BETTER))


def stored_again(connection: Connection, job: str, one: Plan, attempt: int = 1) -> None:
    values = {stage.value: value for stage, value in stage_values(TINY, one, None).items()}
    stored_plans.improve(connection, job, one, values, attempt)


def test_a_job_that_ended_well_is_judged_well(store: Store) -> None:
    job = solved(store)

    found = judge(store, [job])

    assert (found.jobs, found.steps, found.by_state, found.faults) == (1, 1, {"completed": 1}, [])


def ended_twice(connection: Connection, job: str) -> None:
    stored_jobs.tell(connection, job, "ended", {"state": "completed"})


def told_after_its_end(connection: Connection, job: str) -> None:
    stored_jobs.tell(connection, job, "live", {})


def never_ended(connection: Connection, job: str) -> None:
    connection.execute(update(jobs).values(state=State.SOLVING))


def failed(connection: Connection, job: str) -> None:
    connection.execute(update(jobs).values(state=State.FAILED))


def ended_worse(connection: Connection, job: str) -> None:
    stored_again(connection, job, WORSE)


def ended_broken(connection: Connection, job: str) -> None:
    stored_again(connection, job, BROKEN)


def written_by_the_old_attempt(connection: Connection, job: str) -> None:
    connection.execute(update(jobs).values(attempts=2))
    connection.execute(update(plan_steps).values(attempt=2))
    stored_again(connection, job, LATER, attempt=1)


def said_wrong(connection: Connection, job: str) -> None:
    connection.execute(update(plan_steps).values(values={"cost": 1}))


def lost_its_plan(connection: Connection, job: str) -> None:
    connection.execute(update(plans).values(hash=None))


def lost(connection: Connection, job: str) -> None:
    connection.execute(delete(jobs))


def doubled(connection: Connection, job: str) -> None:
    asked = stored_jobs.Asked(Kind.SOLVE, None, {}, seconds=1.0)
    stored_jobs.add(connection, LOCAL, asked)


@pytest.mark.parametrize(
    "spoil",
    [
        ended_twice,
        told_after_its_end,
        never_ended,
        failed,
        ended_worse,
        ended_broken,
        said_wrong,
        lost_its_plan,
        lost,
        doubled,
    ],
)
def test_whatever_is_wrong_is_found(store: Store, spoil: Callable[[Connection, str], None]) -> None:
    job = solved(store)
    with store.write() as connection:
        spoil(connection, job)

    assert judge(store, [job]).faults != []


def test_a_write_of_an_attempt_that_had_lost_its_job_is_found(store: Store) -> None:
    job = solved(store)
    with store.write() as connection:
        written_by_the_old_attempt(connection, job)

    assert any("had lost it: [2, 1]" in fault for fault in judge(store, [job]).faults)


@pytest.mark.parametrize(
    ("now", "before", "worse"),
    [
        ((0, 100, 50), (0, 100, 50), False),
        ((0, 99, 90), (0, 100, 50), False),
        ((1, 10, 10), (0, 100, 50), True),
        ((0, 102, 49), (0, 100, 50), False),
        ((0, 103, 49), (0, 100, 50), True),
        ((0, 101, 50), (0, 100, 50), True),
        ((0, 101, 51), (0, 100, 50), True),
        ((0, 100, 51), (0, 100, 50), True),
        ((0, 104, 1), (0, 103, 50), True),
    ],
)
def test_a_trade_within_the_slack_is_not_worse(
    now: tuple[int, ...], before: tuple[int, ...], worse: bool
) -> None:
    earlier = [(0, 101, 60), before]

    assert is_worse(now, before, earlier, [Decimal(0), Decimal(2), Decimal(0)]) is worse


def test_a_deleted_job_must_be_gone(store: Store) -> None:
    job = solved(store)

    assert judge(store, [job], deleted=[job]).faults == [f"{job}: deleted, and here"]


@pytest.mark.parametrize("kind", ["web", "child"])
def test_a_killed_process_costs_no_job(tmp_path: Path, kind: str) -> None:
    settings = {"JOBS_AT_ONCE": "1", "SOLVER_WORKERS": "1"}
    with served(tmp_path, "sqlite", settings=settings) as service:
        trial = Trial(service, Random(1))
        try:
            trial.round(1, kind)
            late = trial.drain()
        finally:
            trial.close()
        found = judge(service.store, trial.office.accepted, trial.office.deleted)

    assert [*trial.faults, *late, *found.faults] == []
    assert found.jobs > 0
