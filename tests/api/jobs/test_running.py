"""Whatever dies, every job ends once, with its best plan."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import text, update

from api.child import NICENESS
from api.jobs.durable import JOBS_VERSION
from api.jobs.requests import SolveRequest
from api.store.schema import jobs as table
from api.store.states import State
from tests.support.office import Office, is_alive, until


def coverage(own: Office, named: str) -> list[int]:
    return [step._mapping["values"]["coverage"] for step in own.steps(named)]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_solve_stores_every_better_plan_and_ends_with_the_best(own: Office) -> None:
    own.worker()

    named = own.hand_in()
    row = own.until_ended(named)

    assert (row.state, row.attempts, row.owner) == (State.COMPLETED, 1, None)
    assert coverage(own, named) == sorted(coverage(own, named), reverse=True)
    assert own.best(named) == own.plans[-1]
    assert own.plan(named).outcome["kpis"]["needs"]
    assert own.plan(named).live["stages"]["coverage"]["value"] == 0
    assert own.told(named)[0] == "started"
    assert own.told(named)[-1] == "ended"
    assert {"plan", "live"} <= set(own.told(named))
    assert 0 < row.seconds_spent < row.seconds
    assert own.starts()[0]["nice"] >= NICENESS, "others go first"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_new_program_goes_on_from_the_plan_that_a_killed_old_one_has_stored(own: Office) -> None:
    old = own.worker(seconds=0.3)
    begun, queued = own.hand_in(), own.hand_in()
    own.until_steps(begun, 2)
    old.kill()
    old.wait()

    # Another child stands for a changed program.
    own.worker(seconds=0.1)
    rows = [own.until_ended(named) for named in (begun, queued)]

    assert [(row.state, row.attempts) for row in rows] == [
        (State.COMPLETED, 2),
        (State.COMPLETED, 1),
    ]
    assert_gone_on(own, begun, *own.starts()[:2])
    schema = "" if own.store.on_sqlite else "dbos."
    with own.store.read() as connection:
        asked = text(f"select distinct application_version from {schema}workflow_status")
        assert connection.execute(asked).scalars().all() == [JOBS_VERSION]


def assert_gone_on(own: Office, named: str, began: dict[str, Any], again: dict[str, Any]) -> None:
    """The second attempt at a job began with what the first had stored, and ended it."""
    assert own.told(named).count("ended") == 1
    assert own.best(named) == own.plans[-1]
    assert began["first"] == 0
    assert again["first"] >= 2
    assert again["seconds"] < began["seconds"] - 0.5
    attempts = [step.attempt for step in own.steps(named)]
    assert attempts == sorted(attempts)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_child_that_is_killed_again_and_again_or_dies_fails_no_job(own: Office) -> None:
    """Not even where many workers died under it, and its seconds are spent without a plan."""
    killed = own.hand_in()
    with own.store.write() as connection:
        connection.execute(update(table).values(attempts=20, seconds_spent=30))

    own.worker(seconds=0.05, mode="faulty")
    after_kills = own.until_ended(killed)
    dies = own.hand_in(SolveRequest(seconds=30, workers=2))
    after_death = own.until_ended(dies)

    assert (after_kills.state, after_kills.attempts) == (State.COMPLETED, 22)
    assert (after_kills.crashes, after_death.crashes) == (1, 0)
    assert (after_death.state, after_death.attempts) == (State.COMPLETED, 1)
    assert [own.best(named) for named in (killed, dies)] == [own.plans[-1]] * 2
    assert {one["code"] for one in after_death.findings} == {
        "solver_crashed",
        "retried_with_one_worker",
    }
    assert own.starts()[-1]["first"] > 0, "from its plan"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_stop_keeps_the_best_plan_within_two_seconds(own: Office) -> None:
    own.worker()
    named = own.hand_in()
    own.until_steps(named)

    own.stop(named)
    taken = until(lambda: own.job(named).state == State.STOPPED)

    assert taken < 2
    assert own.best(named) is not None
    assert own.best(named) != own.plans[-1]
    assert own.plan(named).outcome["status"] == "feasible"
    assert own.told(named)[-1] == "ended"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_one_that_waits_is_stopped_at_once(own: Office) -> None:
    named = own.hand_in()

    own.stop(named)

    assert own.job(named).state == State.STOPPED
    assert own.told(named) == ["ended"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_deleted_ends_within_two_seconds_and_leaves_nothing(own: Office) -> None:
    own.worker()
    named = own.hand_in()
    own.until_steps(named)
    [child] = [one["pid"] for one in own.starts()]

    own.delete(named)
    taken = until(lambda: not is_alive(child))

    assert taken < 2
    assert own.steps(named) == []
    following = own.hand_in()
    assert own.until_ended(following).state == State.COMPLETED


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_worker_that_is_told_to_end_leaves_its_plan_to_others(own: Office) -> None:
    """And what the engine has lost meanwhile is done all the same."""
    leaving = own.worker()
    named = own.hand_in()
    own.until_steps(named)

    began = time.monotonic()
    leaving.send_signal(signal.SIGTERM)
    assert leaving.wait(10) == 0
    taken = time.monotonic() - began
    left = own.job(named)
    lost = own.hand_in()
    own.engine.forget([lost])
    own.worker(seconds=0.1)
    row = own.until_ended(named)

    assert own.until_ended(lost).state == State.COMPLETED, "which the engine knows nothing of"
    assert taken < 5
    assert (left.state, left.owner) == (State.QUEUED, None)
    assert (row.state, row.attempts) == (State.COMPLETED, 2)
    assert own.starts()[1]["first"] > 0
    assert own.told(named).count("ended") == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_several_workers_share_what_there_is_and_double_nothing(own: Office) -> None:
    for _ in range(2):
        own.worker(seconds=0.02, at_once=2)

    named = [own.hand_in() for _ in range(8)]
    ended = [own.until_ended(one, 30) for one in named]

    assert {(row.state, row.attempts) for row in ended} == {(State.COMPLETED, 1)}
    assert len(own.starts()) == len(named)
    assert all(own.told(one).count("ended") == 1 for one in named)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_of_two_workers_one_takes_over_from_a_frozen_and_a_killed_one(own: Office) -> None:
    both = {one.pid: one for one in (own.worker(), own.worker())}

    frozen = own.hand_in()
    owner = owner_of(own, frozen, both)
    os.kill(owner, signal.SIGSTOP)
    row = own.until_ended(frozen, 30)
    steps, told = own.steps(frozen), own.told(frozen)
    os.kill(owner, signal.SIGCONT)
    killed = own.hand_in()
    owner = owner_of(own, killed, both)
    both[owner].kill()
    both[owner].wait()
    taken_over = until(lambda: own.job(killed).attempts == 2)
    following = own.until_ended(killed)

    assert (row.state, row.attempts) == (State.COMPLETED, 2)
    assert own.steps(frozen) == steps
    assert own.told(frozen) == told
    assert own.job(frozen) == row
    assert taken_over < 10
    assert (following.state, following.attempts) == (State.COMPLETED, 2)
    assert_gone_on(own, killed, *own.starts()[2:])


def owner_of(own: Office, named: str, workers: Iterable[int]) -> int:
    """The process that has a job, as soon as it has stored two plans."""
    own.until_steps(named, 2)
    [owner] = [pid for pid in workers if f"-{pid}-" in own.job(named).owner]
    return owner
