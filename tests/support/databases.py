"""Databases for tests: a SQLite file, or one of a PostgreSQL server that is started for the run."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from api.store.engine import Store
from api.store.migrate import migrate

INSTALLED = Path("/usr/lib/postgresql")
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Of a test about what is the same whatever the database."""
NOBODYS = "postgres"
SERVER_SETTINGS = "-c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories="


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def programs() -> Path | None:
    """Folder of the newest PostgreSQL server on this machine."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parents[1].name))
    return found[-1].parent if found else None


class PostgresServer:
    """A server with its own folder and port on loopback, which can be stopped and started.

    It refuses to run as root, so root runs it as the user that its package made.
    """

    def __init__(self, folder: Path, settings: str = SERVER_SETTINGS) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
        self.folder, self.port, self._programs = folder, free_port(), found
        self._settings = settings
        folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(folder, NOBODYS)
        self.run("initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8")

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of its programs to the end."""
        words = [str(self._programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            words = [
                "setpriv",
                f"--reuid={NOBODYS}",
                f"--regid={NOBODYS}",
                "--clear-groups",
                *words,
            ]
        subprocess.run(words, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        log, settings = self.folder / "log", f"{self._settings} -c port={self.port}"
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", log, "-o", settings, "start")

    def start_first(self, tries: int = 3) -> None:
        """Start for the first time; a port that was free a moment ago may be taken by now."""
        try:
            self.start()
        except subprocess.CalledProcessError:
            if tries == 1:
                raise
            self.port = free_port()
            self.start_first(tries - 1)

    def stop(self, how: str = "immediate") -> None:
        self.run("pg_ctl", "-D", self.folder / "data", "-m", how, "-w", "stop")

    @property
    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run a statement outside of any transaction."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, template: str = "template1") -> str:
        """Make a database and say its address."""
        name = f"test_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A running server; without PostgreSQL a test is left out, but never where CI is set."""
    if programs() is None and "CI" not in os.environ:
        pytest.skip("PostgreSQL is not installed")
    # Folders of a test run are closed to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="etalukkari-") as made:
        Path(made).chmod(0o755)
        server = PostgresServer(Path(made) / "server")
        server.start_first()
        try:
            yield server
        finally:
            server.stop()


def migrated(address: str) -> str:
    """The address again, with the newest schema behind it."""
    store = Store(address)
    migrate(store)
    store.close()
    return address
