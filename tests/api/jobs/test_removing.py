"""Deleting reaches everything: tables, the job engine, and the files of the machine."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import insert, select, update

from api.jobs.removing import SWEEPER, Remover, clear_folders, folder_of
from api.principal import LOCAL, Principal, Role
from api.store import deletion, jobs, plans, requests, scenarios, schema
from api.store.engine import Store
from api.store.ids import now
from api.store.states import Kind, State
from tests.support.build import need, teacher, with_settings, world
from tests.support.filled import Filled, answers
from tests.support.service import RememberedJobs, stored_scenario

LAST_DAY = date(2027, 7, 31)


def rows(store: Store, table: sa.Table) -> int:
    with store.read() as connection:
        return connection.execute(select(sa.func.count()).select_from(table)).scalar_one()


def test_ids_of_plans_and_their_needs_stay(
    store: Store, filled: Filled, remover: Remover, engine: RememberedJobs
) -> None:
    before = rows(store, schema.gone)
    remover.scenario(LOCAL, filled.scenario)

    with store.read() as connection:
        asked = select(schema.gone).where(schema.gone.c.at > now() - timedelta(minutes=1))
        left = {row.id: row.needs for row in connection.execute(asked)}
        assert deletion.was_plan(connection, LOCAL.area, filled.done)
        assert not deletion.was_plan(connection, "elsewhere", filled.done)
        assert not deletion.was_plan(connection, LOCAL.area, filled.study)
    assert len(left) == before + 2
    assert (left[filled.done], left[filled.solving]) == (["n1", "n2"], [])
    assert set(engine.forgotten) == {filled.done, filled.solving, filled.study}


def test_a_running_attempt_finds_that_its_job_is_gone(
    store: Store, filled: Filled, remover: Remover
) -> None:
    remover.plan(LOCAL, filled.solving)

    with store.write() as connection, pytest.raises(jobs.NotOursError):
        jobs.touch(connection, filled.solving, "attempt-2", seconds_spent=1.0)


def test_a_plan_is_deleted_and_the_scenario_stays(
    store: Store, filled: Filled, remover: Remover
) -> None:
    assert remover.plan(LOCAL, filled.done)

    with store.read() as connection:
        assert plans.find(connection, LOCAL, filled.done) is None
        row = scenarios.find(connection, LOCAL, filled.scenario)
        other = plans.find(connection, LOCAL, filled.solving)
    assert row is not None
    assert other is not None
    assert other.previous == filled.done
    assert rows(store, schema.plan_steps) == rows(store, schema.files) == 0
    assert rows(store, schema.contents) == 1


def test_deleting_a_variant_leaves_its_parent(
    store: Store, filled: Filled, remover: Remover
) -> None:
    assert remover.scenario(LOCAL, filled.variant)

    with store.read() as connection:
        assert scenarios.find(connection, LOCAL, filled.scenario) is not None
        assert scenarios.find(connection, LOCAL, filled.variant) is None
        assert plans.find(connection, LOCAL, filled.done) is not None
    assert rows(store, schema.contents) == 3


def test_what_a_scenario_came_from_and_went_into_goes_with_it(
    store: Store, filled: Filled, remover: Remover
) -> None:
    elsewhere = stored_scenario(store, world(need("m1"), teacher("t1")))
    with store.write() as connection:
        read = jobs.add(connection, LOCAL, jobs.Asked(Kind.IMPORT, None, {"name": "a"}, 1.0))
        own = update(schema.jobs).where(schema.jobs.c.id == read)
        connection.execute(own.values(result={"scenario": filled.scenario}))
        files = {"files": [{"plan": filled.done, "ending": ".xlsx"}]}
        written = jobs.add(connection, LOCAL, jobs.Asked(Kind.EXPORT, None, files, 1.0))
        study = {"plans": {"A": filled.done}}
        studied = jobs.add(connection, LOCAL, jobs.Asked(Kind.STUDY, elsewhere, study, 1.0))
        stays = jobs.add(connection, LOCAL, jobs.Asked(Kind.STUDY, elsewhere, {}, 1.0))
    assert rows(store, schema.jobs) == 7

    remover.scenario(LOCAL, filled.scenario)

    with store.read() as connection:
        there = jobs.not_ended(connection, [read, written, studied, stays])
    assert there == {stays}


def test_another_area_deletes_nothing(store: Store, filled: Filled, remover: Remover) -> None:
    other = Principal("k", "elsewhere", Role.COORDINATOR)

    assert not remover.scenario(other, filled.scenario)
    assert not remover.plan(other, filled.done)
    assert rows(store, schema.jobs) == 3


def test_what_is_due_is_deleted_the_day_after(
    store: Store, filled: Filled, remover: Remover
) -> None:
    tiny = world(need("m1"), teacher("t1"))
    kept = stored_scenario(store, with_settings(tiny, delete_after=None))

    assert remover.sweep(LAST_DAY) == []
    assert set(remover.sweep(LAST_DAY + timedelta(days=1))) <= {filled.scenario, filled.variant}

    with store.read() as connection:
        left = connection.execute(select(schema.scenarios.c.id)).scalars().all()
        told = connection.execute(
            select(schema.audit.c.id).where(
                schema.audit.c.action == "scenario.deleted", schema.audit.c.actor == SWEEPER
            )
        )
        assert set(told.scalars()) == {filled.scenario, filled.variant}
    assert left == [kept]


def test_what_died_half_way_is_finished_by_the_sweep(
    store: Store, filled: Filled, remover: Remover, engine: RememberedJobs
) -> None:
    folder = folder_of(remover.state, filled.study)
    folder.mkdir(parents=True)
    (folder / "case.json").write_text("{}")
    with store.write() as connection:
        deletion.delete_job(connection, LOCAL.area, filled.study)

    remover.sweep(date(2027, 1, 1))

    assert filled.study in engine.forgotten
    assert not folder.exists()
    with store.read() as connection:
        assert not deletion.unforgotten(connection)
        assert not deletion.was_plan(connection, LOCAL.area, filled.study)


def test_folders_of_jobs_that_are_there_stay(filled: Filled, remover: Remover) -> None:
    folder = folder_of(remover.state, filled.study)
    folder.mkdir(parents=True)

    clear_folders(remover.store, remover.state)

    assert folder.is_dir()


def test_the_sweep_takes_what_is_of_no_more_use(
    store: Store, filled: Filled, remover: Remover
) -> None:
    long_ago = now() - timedelta(days=30)
    with store.write() as connection:
        for table, column in ((schema.requests, "at"), (schema.sign_ins, "expires")):
            connection.execute(update(table).values({column: long_ago}))
        connection.execute(
            update(schema.jobs).where(schema.jobs.c.state == State.COMPLETED).values(ended=long_ago)
        )
        connection.execute(
            insert(schema.workers).values(
                id="w", started=long_ago, seen=long_ago, jobs_at_once=1, version="1"
            )
        )
        jobs.tell(connection, filled.done, "improved", {})
        requests.begun(connection, LOCAL, "key-2", "0" * 64)

    remover.sweep(date(2027, 1, 1))

    assert (rows(store, schema.sign_ins), rows(store, schema.workers)) == (0, 0)
    with store.read() as connection:
        assert connection.execute(select(schema.requests.c.key)).scalars().all() == ["key-2"]
        kinds = connection.execute(
            select(schema.events.c.kind).where(schema.events.c.job == filled.done)
        )
        assert kinds.scalars().all() == ["ended"]
        others = connection.execute(
            select(schema.events.c.kind).where(schema.events.c.job == filled.solving)
        )
        assert others.scalars().all() == ["started", "progress"]


def test_deleting_while_a_better_plan_is_kept_leaves_nothing(
    store: Store, filled: Filled, remover: Remover
) -> None:
    """The worker has locked its job, and the one who deletes waits for it."""
    with store.write() as connection:
        jobs.touch(connection, filled.solving, "attempt-2", seconds_spent=1.0)
        plans.improve(connection, filled.solving, answers()[0], {"statutory": 1}, attempt=2)
    remover.scenario(LOCAL, filled.scenario)

    assert rows(store, schema.contents) == rows(store, schema.plan_steps) == 0
