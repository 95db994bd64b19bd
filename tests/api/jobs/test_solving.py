"""A solve that is broken off before its search begins."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from api.jobs.attempt import Attempt, Why
from api.jobs.requests import SolveRequest, asked
from api.jobs.solving import solve
from api.principal import LOCAL
from api.settings import Settings
from api.store import jobs, plans
from api.store.engine import Store
from api.store.states import State
from tests.support.build import need, world
from tests.support.service import stored_scenario


def attempt(store: Store, folder: Path, leaving: threading.Event) -> Attempt:
    """An attempt at a solve without any plan yet."""
    scenario = stored_scenario(store, world(need("n1")))
    with store.write() as connection:
        job = jobs.add(connection, LOCAL, asked(SolveRequest(), scenario))
        plans.add(connection, LOCAL, plans.PlanAsked(job, scenario))
        row = jobs.claim(connection, job, "attempt-1")
    return Attempt(store, Settings(state=folder), row, leaving)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_process_that_ends_leaves_a_job_that_it_has_just_begun(
    store: Store, tmp_path: Path
) -> None:
    leaving = threading.Event()
    leaving.set()

    with attempt(store, tmp_path, leaving) as begun:
        assert begun.stop.wait(10)
        ended = solve(begun)

    assert begun.why is Why.LEAVING
    assert ended.again
    assert ended.state is State.STOPPED
