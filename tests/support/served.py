"""A whole service in processes of its own: the web process, workers and the database.

    with served(folder, "postgresql", workers=3) as service:
        service.client.get("/v1/health")
        service.workers[0].kill()          # comes back after a moment, as under a supervisor
        service.kill_database()

Everything listens on free ports of loopback. Only processes that were started here are ended.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from api.store.engine import Store
from api.store.migrate import migrate
from tests.support.databases import PostgresServer, free_port
from tests.support.processes import (
    MARK,
    Supervised,
    Supervisor,
    children,
    marked,
    signalled,
    words_of,
)

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
# A crash of the server must lose nothing that it has confirmed.
DURABLE = "-c fsync=on -c listen_addresses=127.0.0.1 -c unix_socket_directories="
NOBODYS_BUSINESS = 0o755


@dataclass
class Served:
    """A running service and the means to hurt it."""

    folder: Path
    address: str
    port: int
    mark: str
    web: Supervised
    workers: list[Supervised]
    postgres: PostgresServer | None
    store: Store
    client: httpx2.Client

    @property
    def processes(self) -> list[Supervised]:
        return [self.web, *self.workers]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def solvers(self) -> list[int]:
        """The solver processes that live now, whoever started them."""
        return [pid for pid in marked(self.mark) if "solver" in words_of(pid)]

    def solvers_of(self, process: Supervised) -> list[int]:
        return [pid for pid in children(process.pid) if "solver" in words_of(pid)]

    def kill_database(self) -> None:
        """End the PostgreSQL server and all its backends at once."""
        if self.postgres is None:
            raise ValueError("SQLite has no process of its own")
        postmaster = self.postgres.pid
        all_of_it = [postmaster, *children(postmaster)]
        signalled(all_of_it, signal.SIGKILL)
        # An ended one that nobody has asked after still holds its number, and the lock file.
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in all_of_it), 10)

    def start_database(self) -> None:
        if self.postgres is not None:
            self.postgres.start()

    def until_ready(self, patience: float = PATIENCE) -> float:
        """Wait until the web process answers that it is ready; the seconds that took.

        Raises
        ------
        TimeoutError
            With the end of its log.
        """
        began = time.monotonic()
        try:
            until(self._ready, patience)
        except TimeoutError:
            raise TimeoutError(f"not ready: {self.said(self.web)[-3000:]}") from None
        return time.monotonic() - began

    def _ready(self) -> bool:
        try:
            return self.client.get("/v1/ready").status_code == 200
        except httpx2.TransportError:
            return False

    def said(self, process: Supervised) -> str:
        """Everything that a process has logged."""
        return process.log.read_text("utf-8", "replace") if process.log.exists() else ""

    def logs(self) -> str:
        """Everything that all processes have logged."""
        return "".join(self.said(process) for process in self.processes)


def until(done: Any, patience: float, pause: float = 0.05) -> None:
    """Wait until something holds.

    Raises
    ------
    TimeoutError
        If it does not in so many seconds.
    """
    overdue = time.monotonic() + patience
    while not done():
        if time.monotonic() > overdue:
            raise TimeoutError(f"not within {patience} s")
        time.sleep(pause)


@contextlib.contextmanager
def on_trial(
    name: str,
    kind: str,
    at_once: int,
    workers: int = 1,
    settings: Mapping[str, str] | None = None,
    before: Callable[[Store], object] = lambda store: None,
    keep: Path | None = None,
) -> Iterator[Served]:
    """A service as a campaign tries it, in a folder that stays to be looked at.

    Parameters
    ----------
    at_once
        Jobs of the web process on SQLite.
    workers
        Processes that do the work in its place on PostgreSQL.
    keep
        Where the folder is made.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=keep))
    folder.chmod(NOBODYS_BUSINESS)
    on_server = kind == "postgresql"
    common = {"JOBS_AT_ONCE": "0" if on_server else str(at_once), "SOLVER_WORKERS": "1"}
    shared = {**common, **(settings or {})}
    with served(folder, kind, workers if on_server else 0, None, shared, before) as service:
        yield service


@contextlib.contextmanager
def served(
    folder: Path,
    kind: str,
    workers: int = 0,
    postgres: PostgresServer | None = None,
    settings: Mapping[str, str] | None = None,
    before: Callable[[Store], object] = lambda store: None,
) -> Iterator[Served]:
    """A service that is ready, under a supervisor; it ends with the block.

    Parameters
    ----------
    folder
        For the database, the logs and whatever the service keeps.
    workers
        Processes that only work; the web process takes jobs, too, if the settings say so.
    postgres
        A server that is running already; otherwise one is started for a `postgresql` service.
    settings
        Settings of every process by their environment variables, without the common beginning.
    before
        What is put into the database before anything starts, such as keys.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as opened:
        server = postgres
        if kind == "postgresql" and server is None:
            folder.chmod(NOBODYS_BUSINESS)
            server = PostgresServer(folder / "postgres", DURABLE)
            server.start_first()
            opened.callback(_stopped, server)
        address = (
            f"sqlite:///{folder / 'etalukkari.db'}" if server is None else server.new_database()
        )
        store = Store(address)
        opened.callback(store.close)
        # Several processes would migrate at the same moment; an operator does it once, before.
        migrate(store)
        before(store)
        yield from _run(folder, address, workers, server, store, dict(settings or {}), opened)


def _run(
    folder: Path,
    address: str,
    workers: int,
    server: PostgresServer | None,
    store: Store,
    settings: dict[str, str],
    opened: contextlib.ExitStack,
) -> Iterator[Served]:
    mark, port = secrets.token_hex(8), free_port()
    environment = _environment(mark, {"DATABASE": address, "PORT": str(port), **settings})
    web = _process("serve", folder, environment)
    helpers = [
        _process("worker", folder, _worker_environment(environment), f"worker{number}")
        for number in range(1, workers + 1)
    ]
    client = opened.enter_context(
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False)
    )
    service = Served(folder, address, port, mark, web, helpers, server, store, client)
    opened.callback(_ended, service)
    for process in service.processes:
        process.start()
    opened.callback(Supervisor(service.processes).close)
    service.until_ready()
    yield service


def _environment(mark: str, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ETALUKKARI_")}
    named = {f"ETALUKKARI_{name}": value for name, value in settings.items()}
    return {**kept, **named, MARK: mark, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def _worker_environment(environment: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in environment.items() if name != "ETALUKKARI_PORT"}
    return {**kept, "ETALUKKARI_JOBS_AT_ONCE": "1"}


def _process(
    command: str, folder: Path, environment: Mapping[str, str], name: str = "web"
) -> Supervised:
    home = folder / name
    home.mkdir(exist_ok=True)
    state = {"ETALUKKARI_STATE": str(home / "state")}
    words = [sys.executable, "-P", "-m", "api", command]
    return Supervised(name, words, {**environment, **state}, home / "log")


def _stopped(server: PostgresServer) -> None:
    with contextlib.suppress(subprocess.CalledProcessError, FileNotFoundError):
        server.stop()


def _ended(service: Served) -> None:
    for process in service.processes:
        process.held = True
    signalled(marked(service.mark), signal.SIGCONT)
    signalled(marked(service.mark), signal.SIGKILL)
    for process in service.processes:
        with contextlib.suppress(ProcessLookupError):
            process.wait(10)
