"""A backup that is made while others write is one state, and none between two."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import func, select

from api.principal import LOCAL
from api.store import jobs, plans, scenarios, schema
from api.store.backup import back_up
from api.store.engine import Store
from api.store.restore import restore
from api.store.states import Kind
from tests.support.filled import answers, question


class Writer(threading.Thread):
    """Hands in scenarios, solves them and clears them away, each step whole."""

    def __init__(self, store: Store, ended: threading.Event) -> None:
        super().__init__()
        self.store, self.ended, self.rounds = store, ended, 0
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.ended.is_set():
                self.one()
                self.rounds += 1
        except BaseException as error:
            self.failed = error

    def one(self) -> None:
        with self.store.write() as connection:
            scenario = scenarios.add(connection, LOCAL, question())
            asked = jobs.Asked(Kind.SOLVE, scenario, {}, seconds=1.0)
            named = jobs.add(connection, LOCAL, asked)
            plans.add(connection, LOCAL, plans.PlanAsked(named, scenario))
        for number, better in enumerate(answers(), 1):
            with self.store.write() as connection:
                plans.improve(connection, named, better, {"statutory": -number}, attempt=1)
                jobs.tell(connection, named, "improved", {"number": number})


def test_a_backup_under_load_is_one_state(store: Store, empty: Store, tmp_path: Path) -> None:
    ended = threading.Event()
    writers = [Writer(store, ended) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        while min(writer.rounds for writer in writers) < 2:
            assert all(writer.is_alive() for writer in writers)
        path = back_up(store, tmp_path)
        at_backup = sum(writer.rounds for writer in writers)
    finally:
        ended.set()
        for writer in writers:
            writer.join()
    assert [writer.failed for writer in writers] == [None] * 3

    # PostgreSQL refuses a row that refers to nothing; on SQLite all of them are looked at.
    restore(empty, path)
    with empty.read() as connection:
        count = select(func.count())
        steps = count.where(schema.plan_steps.c.plan == schema.plans.c.id).scalar_subquery()
        events = count.where(schema.events.c.job == schema.plans.c.id).scalar_subquery()
        asked = select(schema.plans.c.revision, steps, events)
        rows = connection.execute(asked).all()
        handed_in = connection.execute(count.select_from(schema.scenarios)).scalar_one()
    assert all(row[0] == row[1] == row[2] for row in rows)
    assert 6 <= handed_in == len(rows) <= at_backup + len(writers)
