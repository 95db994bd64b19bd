"""`serve` starts without any setting, answers, and stops when it is told to."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from pathlib import Path

import httpx2
import pytest

from tests.support.command import command
from tests.support.running import running


def address_of(process: subprocess.Popen[str]) -> str:
    """What it says on its first line, as JSON over several lines."""
    assert process.stdout is not None
    said = ""
    while not said.endswith("}\n"):
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        said += line
    return str(json.loads(said)["address"])


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_at_a_signal(tmp_path: Path, name: signal.Signals) -> None:
    with running("serve", "--port", "0", "--json", folder=tmp_path) as process:
        address = address_of(process)
        alive = httpx2.get(f"{address}/health")
        ready = httpx2.get(f"{address}/v1/ready")
        process.send_signal(name)
        code = process.wait(10)

    assert alive.json() == {"alive": True}
    assert ready.status_code == 200, ready.text
    assert ready.json()["ready"] is True
    assert code == 0
    assert (tmp_path / "etalukkari.db").exists()


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = command(
            *("serve", "--port", str(port), "--language", "en"),
            *("--database", f"sqlite:///{tmp_path}/x.db"),
        )

    assert said.code == 2
    assert f"Port {port} is in use" in said.err


def test_every_wrong_setting_is_said_at_once() -> None:
    said = command(
        *("serve", "--host", "0.0.0.0", "--port", "70000", "--jobs-at-once", "99"),
        *("--database", "mysql://somewhere", "--language", "en"),
    )

    assert said.code == 2
    assert len(said.err.splitlines()) == 4
    for words in ("reached from other machines", "0 to 65,535", "0 to 64", "sqlite:///"):
        assert words in said.err
