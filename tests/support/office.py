"""Jobs handed in, workers as processes, and what the database says of both."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Row, delete, select

from api.jobs.durable import DurableJobs
from api.jobs.requests import Request, SolveRequest, asked
from api.principal import LOCAL, Principal
from api.store import jobs, plans
from api.store.engine import Store
from api.store.schema import events, plan_steps
from api.store.schema import jobs as rows
from api.store.schema import plans as plan_rows
from api.store.states import ENDS, Kind
from solver.plan import Plan
from tests.architecture.files import ROOT
from tests.support.build import group, need, plan, world
from tests.support.service import stored_scenario

SLOW = ROOT / "tests" / "support" / "slow_solver.py"
DAYS = ("mon", "tue", "wed", "thu", "fri")
NEEDS = [f"n{number}" for number in range(1, 6)]
WORLD = world([need(name) for name in NEEDS])


def better_and_better() -> list[Plan]:
    """Plans of `WORLD`, each of which serves a need more than the last."""
    groups = [group("t1", f"{day} 09:00", name) for day, name in zip(DAYS, NEEDS, strict=True)]
    return [plan(WORLD, *groups[:number]) for number in range(1, len(groups) + 1)]


class Office:
    """A database, and processes that work on it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.log = folder / "log"
        self.plans = better_and_better()
        (folder / "plans").write_text(
            json.dumps([one.model_dump(mode="json") for one in self.plans]), "utf-8"
        )
        self.engine = DurableJobs(store)
        self.engine.start(None)
        self.scenario = stored_scenario(store, WORLD)
        self._workers: list[subprocess.Popen[str]] = []

    def worker(
        self, seconds: float = 0.3, mode: str = "", at_once: int = 1, real: bool = False
    ) -> subprocess.Popen[str]:
        """A worker that is ready; its child takes so many seconds for each plan."""
        address = self.store.engine.url.render_as_string(hide_password=False)
        child = [sys.executable, SLOW, self.folder / "plans", self.log, seconds, mode]
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.support.worker"),
                *(address.replace("+psycopg", ""), str(at_once), str(self.folder / "state")),
                *([] if real else map(str, child)),
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._workers.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def hand_in(
        self, request: Request | None = None, principal: Principal = LOCAL, priority: int = 5
    ) -> str:
        """A job's id."""
        wanted = asked(request or SolveRequest(seconds=30, workers=1), self.scenario, priority)
        with self.store.write() as connection:
            named = jobs.add(connection, principal, wanted)
            if wanted.kind is Kind.SOLVE:
                plans.add(connection, principal, plans.PlanAsked(named, self.scenario))
            self.engine.submit(connection, named)
        return named

    def job(self, named: str) -> Row[Any]:
        with self.store.read() as connection:
            return connection.execute(select(rows).where(rows.c.id == named)).one()

    def plan(self, named: str) -> Row[Any]:
        with self.store.read() as connection:
            return connection.execute(select(plan_rows).where(plan_rows.c.id == named)).one()

    def best(self, named: str) -> Plan | None:
        with self.store.read() as connection:
            found = plans.best(connection, named)
        return None if found is None else found.plan

    def steps(self, named: str) -> list[Row[Any]]:
        asked_for = select(plan_steps).where(plan_steps.c.plan == named)
        with self.store.read() as connection:
            return list(connection.execute(asked_for.order_by(plan_steps.c.number)))

    def told(self, named: str) -> list[str]:
        """Kinds of its events."""
        found = select(events.c.kind).where(events.c.job == named).order_by(events.c.number)
        with self.store.read() as connection:
            return list(connection.execute(found).scalars())

    def stop(self, named: str) -> None:
        with self.store.write() as connection:
            jobs.ask_stop(connection, named)

    def delete(self, named: str) -> None:
        with self.store.write() as connection:
            connection.execute(delete(rows).where(rows.c.id == named))
        self.engine.forget([named])

    def starts(self) -> list[dict[str, Any]]:
        """What each child was started with."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def until_steps(self, named: str, number: int = 1) -> None:
        until(lambda: len(self.steps(named)) >= number)

    def until_told(self, named: str, kind: str) -> None:
        until(lambda: kind in self.told(named))

    def until_ended(self, named: str, seconds: float = 20.0) -> Row[Any]:
        until(lambda: self.job(named).state in ENDS, seconds)
        return self.job(named)

    def close(self) -> None:
        for process in self._workers:
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(signal.SIGCONT)
                process.kill()
            process.communicate()
        self.engine.close(0)


def until(true: Callable[[], bool], seconds: float = 15.0) -> float:
    """Wait until something is true; say how long that took."""
    began = time.monotonic()
    while not true():
        taken = time.monotonic() - began
        assert taken < seconds, f"not within {seconds} seconds"
        time.sleep(0.02)
    return time.monotonic() - began


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be looked at does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextlib.contextmanager
def office(store: Store, folder: Path) -> Iterator[Office]:
    """An office whose workers are all ended."""
    opened = Office(store, folder)
    try:
        yield opened
    finally:
        opened.close()
