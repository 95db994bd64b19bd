"""Delete here, in the job engine and in the folders, and do it by itself when it is due.

First the tables, in one transaction; what lies outside of them is deleted after that, and again
by the daily sweep where a process died in between. A folder lies with the worker that made it:
each machine clears its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from api.jobs.port import JobEngine
from api.principal import Principal, Role
from api.store import audit, deletion, expiry
from api.store.deletion import Deleted
from api.store.engine import Store
from api.store.ids import is_id, now
from api.store.jobs import not_ended

COMPACTED_WITHIN = timedelta(days=2)
"""Longer than a day, as a file that is read all the time may not be compacted at once."""
JOBS_FOLDER = "jobs"
SWEEPER = "sweeper"
"""Who deletes what is due, in the audit log."""


def folder_of(state: Path, job: str) -> Path:
    """Where a worker keeps what a job has under way; what lies elsewhere is not deleted."""
    return state / JOBS_FOLDER / job


def clear_folders(store: Store, state: Path) -> None:
    """Delete the folders of jobs that have ended or are no more; each machine its own."""
    found = [path for path in (state / JOBS_FOLDER).glob("*") if is_id(path.name)]
    with store.read() as connection:
        going_on = not_ended(connection, [path.name for path in found])
    for path in found:
        if path.name not in going_on:
            shutil.rmtree(path, ignore_errors=True)


class Remover(NamedTuple):
    """Deletes.

    Attributes
    ----------
    state
        Folder of this machine.
    """

    store: Store
    jobs: JobEngine
    state: Path

    def scenario(self, principal: Principal, named: str, request: str | None = None) -> bool:
        """Delete a scenario of the caller's area; say whether it was there."""

        def work(connection: Connection) -> Deleted:
            done = deletion.delete_scenario(connection, principal.area, named)
            for one in done.scenarios:
                audit.record(
                    connection,
                    principal,
                    f"scenario{deletion.DELETED}",
                    "scenario",
                    one,
                    None,
                    request,
                )
            return done

        return bool(self._everywhere(work).scenarios)

    def plan(self, principal: Principal, named: str, request: str | None = None) -> bool:
        """Delete a plan of the caller's area; say whether it was there."""
        return self._job(principal, named, "plan", request)

    def study(self, principal: Principal, named: str, request: str | None = None) -> bool:
        """Delete a study of the caller's area; say whether it was there."""
        return self._job(principal, named, "study", request)

    def sweep(self, today: date) -> list[str]:
        """Delete everything that is due; say which scenarios."""
        moment = now()
        with self.store.write() as connection:
            expiry.expire(connection, moment)
        with self.store.read() as connection:
            due = deletion.due(connection, today)
            used_up = expiry.used_up(connection, moment)
        ended = [named for area, named in due if self.scenario(_sweeper(area), named)]
        for area, named in used_up:
            self._job(_sweeper(area), named, "job", None)
        with self.store.read() as connection:
            left = deletion.unforgotten(connection)
        self._forget(left)
        clear_folders(self.store, self.state)
        with self.store.read() as connection:
            deleted = deletion.any_since(connection, moment - COMPACTED_WITHIN)
        if deleted:
            self.store.compact()
        return ended

    def _job(self, principal: Principal, named: str, noun: str, request: str | None) -> bool:
        def work(connection: Connection) -> Deleted:
            done = deletion.delete_job(connection, principal.area, named)
            if done.jobs:
                audit.record(
                    connection, principal, f"{noun}{deletion.DELETED}", noun, named, None, request
                )
            return done

        return bool(self._everywhere(work).jobs)

    def _everywhere(self, work: Callable[[Connection], Deleted]) -> Deleted:
        done = self.store.attempt(work)
        self._forget(done.jobs)
        self.store.tidy()
        return done

    def _forget(self, ids: list[str]) -> None:
        if not ids:
            return
        self.jobs.forget(ids)
        for one in ids:
            shutil.rmtree(folder_of(self.state, one), ignore_errors=True)
        with self.store.write() as connection:
            deletion.forgotten(connection, ids)


def _sweeper(area: str) -> Principal:
    return Principal(SWEEPER, area, Role.COORDINATOR)
