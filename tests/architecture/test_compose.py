"""What compose.yaml names exists, and its commands make a service: as processes, without Docker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import typer
import yaml

from api.cli.main import app
from api.settings import Settings
from api.store.engine import Store
from api.store.migrate import bring
from tests.architecture.files import ROOT
from tests.support.databases import PostgresServer, free_port, postgres_server

PREFIX, FROM_FILE = "ETALUKKARI_", "_FILE"
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if "build" in one}
RUNNING = {name: one for name, one in OURS.items() if one["restart"] != "no"}
AFTER_ITS_END = "service_completed_successfully"
COORDINATOR = ("keys", "add", "--role", "coordinator", "--name", "office", "--json")


@pytest.mark.parametrize("name", OURS)
def test_commands_and_settings_exist(name: str) -> None:
    service = OURS[name]
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]

    assert service["command"][0] in commands
    for variable in service["environment"]:
        setting = variable.removeprefix(PREFIX).removesuffix(FROM_FILE).lower()
        assert setting in Settings.model_fields


def test_all_that_keeps_running_waits_until_the_database_is_migrated() -> None:
    """On PostgreSQL a program does not bring forward the tables of an older one by itself."""
    assert SERVICES["migrate"]["command"] == ["migrate"]
    assert {
        name: service["depends_on"]["migrate"]["condition"] for name, service in RUNNING.items()
    } == dict.fromkeys(("web", "worker"), AFTER_ITS_END)


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_refers_to_exists(name: str) -> None:
    service = SERVICES[name]

    assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
    assert {mount.split(":")[0] for mount in service["volumes"]} <= set(COMPOSE["volumes"])
    for variable, value in service["environment"].items():
        if variable.endswith(FROM_FILE):
            assert Path(value).name in service["secrets"]
    for other, how in service.get("depends_on", {}).items():
        if how["condition"] == AFTER_ITS_END:
            assert SERVICES[other]["restart"] == "no"
        else:
            assert how["condition"] == "service_healthy"
            assert "test" in SERVICES[other]["healthcheck"]


def test_no_secret_stands_in_the_file() -> None:
    named = [key for one in SERVICES.values() for key in one["environment"] if "PASSWORD" in key]

    assert named
    assert all(key.endswith(FROM_FILE) for key in named)


def test_only_this_machine_reaches_the_web_process() -> None:
    """TLS is the business of the proxy before it."""
    assert [port.split(":")[0] for port in SERVICES["web"]["ports"]] == ["127.0.0.1"]
    assert not any("ports" in one for name, one in SERVICES.items() if name != "web")


def environment_of(name: str, folder: Path, port: int) -> dict[str, str]:
    """The service's settings on those of the image, its folders in this one."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    given = {
        key: value.replace("/run/secrets", str(folder))
        for key, value in SERVICES[name]["environment"].items()
    }
    here = {
        f"{PREFIX}STATE": str(folder / "state"),
        f"{PREFIX}PORT": str(port),
        f"{PREFIX}SIGN_IN": "true",
    }
    return {**kept, **given, **here, "PYTHONPATH": str(ROOT)}


@contextmanager
def processes(folder: Path, port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Every service of ours that keeps running, as often as the file says."""
    with ExitStack() as opened:
        started = []
        for name, service in RUNNING.items():
            for number in range(service.get("deploy", {}).get("replicas", 1)):
                log = opened.enter_context((folder / f"{name}-{number}.log").open("wb"))
                process = subprocess.Popen(
                    [sys.executable, "-m", "api", *service["command"]],
                    cwd=folder,
                    env=environment_of(name, folder, port),
                    stdout=log,
                    stderr=log,
                )
                opened.callback(process.wait, 20)
                opened.callback(process.terminate)
                started.append(process)
        yield started


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with postgres_server() as running:
        yield running


@pytest.mark.slow
def test_the_commands_make_a_service(server: PostgresServer, tmp_path: Path) -> None:
    """One web process and two workers, started at once on a database of an older program."""
    address = server.new_database()
    of_an_older_program(address)
    (tmp_path / "database").write_text(address, "utf-8")
    port = free_port()
    once = [one["command"] for name, one in OURS.items() if name not in RUNNING]
    for command in (*once, COORDINATOR):
        made = subprocess.run(
            [sys.executable, "-m", "api", *command],
            env=environment_of("web", tmp_path, port),
            check=True,
            capture_output=True,
            text=True,
        )
    headers = {"Authorization": f"Bearer {json.loads(made.stdout)['key']}"}

    with (
        processes(tmp_path, port) as started,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client,
    ):
        overdue = time.monotonic() + 60
        while not answered(client) and time.monotonic() < overdue:
            assert all(one.poll() is None for one in started)
            time.sleep(0.2)
        said = client.get("/ready")
        me = client.get("/v1/me")

    logs = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.log"))
    assert said.status_code == 200, said.text + logs
    assert me.status_code == 200, me.text
    assert len(started) == 3
    assert [one.returncode for one in started] == [0, 0, 0], logs


def of_an_older_program(address: str) -> None:
    """Bring a database to the first schema that there was."""
    store = Store(address)
    with store.altering() as connection:
        bring(connection, "0001")
    store.close()


def answered(client: httpx2.Client) -> bool:
    """Whether it is ready by now."""
    try:
        return client.get("/ready").status_code == 200
    except httpx2.TransportError:
        return False
