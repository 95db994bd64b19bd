"""Commands that let a service do the work answer as they do without one."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenarios.files import write
from scenarios.library import load
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import need, teacher, world
from tests.support.command import command, scenario_file
from tests.support.databases import free_port
from tests.support.running import running

SMALL = world(need("n1", pupils=3), need("n2", pupils=4), teacher("t1"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a service that also does the work."""
    folder = tmp_path_factory.mktemp("service")
    with running("serve", "--port", "0", "--json", folder=folder) as process:
        assert process.stdout is not None
        text = ""
        while not text.endswith("}\n"):
            line = process.stdout.readline()
            assert line, process.communicate()
            text += line
        yield json.loads(text)["address"]


def faulty() -> Scenario:
    return world(need("n1", pupils=99), need("n2", school="s2", pupils=98))


@pytest.mark.parametrize("scenario", [SMALL, faulty()], ids=["sound", "faulty"])
@pytest.mark.parametrize("ending", [".json", ".xlsx", ""])
def test_a_check_says_the_same(
    server: str, tmp_path: Path, scenario: Scenario, ending: str
) -> None:
    path = tmp_path / f"scenario{ending}"
    write(scenario, path)

    here, there = (
        command("check", path, "--json", "--language", "sv", *given)
        for given in ((), ("--server", server))
    )

    assert (there.code, there.data) == (here.code, here.data)


def test_a_solve_writes_the_same_files(server: str, tmp_path: Path) -> None:
    path = scenario_file(SMALL, tmp_path)
    said = {}
    for name, given in {"here": (), "there": ("--server", server)}.items():
        folder = tmp_path / name
        folder.mkdir()
        files = ("--out", folder / "plan.json", "--outcome", folder / "outcome.json")
        export = ("--export", folder / "plan.csv")
        said[name] = command(
            "solve", path, *files, *export, "--seconds", "20", "--workers", "1", "--json", *given
        )

    plans = {
        name: Plan.model_validate_json((tmp_path / name / "plan.json").read_text()) for name in said
    }
    assert [one.code for one in said.values()] == [0, 0], said
    assert verify(SMALL, plans["there"]) == ()
    assert said["there"].data["status"] == said["here"].data["status"] == "optimal"
    assert set(said["there"].data) == set(said["here"].data)
    assert said["there"].data["kpis"] == said["here"].data["kpis"]
    assert {one.name for one in (tmp_path / "there").iterdir()} == {
        one.name for one in (tmp_path / "here").iterdir()
    }


def test_a_wrong_scenario_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    path = scenario_file(faulty(), tmp_path)
    nobody = f"http://127.0.0.1:{free_port()}"

    said = command("solve", path, "--out", tmp_path / "p.json", "--server", nobody)

    assert said.code == 2
    assert "99" in said.err
    assert nobody not in said.err


def test_limits_of_the_service_are_told(server: str, tmp_path: Path) -> None:
    path = scenario_file(SMALL, tmp_path)

    said = command(
        "solve", path, "--out", tmp_path / "p.json", "--seconds", "90000", "--server", server,
        "--language", "en",
    )  # fmt: skip

    assert said.code == 2
    assert "3600" in said.err or "3,600" in said.err
    assert not (tmp_path / "p.json").exists()


def test_an_interrupt_stops_there_and_keeps_the_best_plan(server: str, tmp_path: Path) -> None:
    write(load("savogrow-august"), tmp_path / "s.json")
    words = ("solve", "s.json", "--out", "p.json", "--seconds", "100", "--server", server)
    with running(*words, "--language", "en", folder=tmp_path) as process:
        assert process.stderr is not None
        while "bound" not in (line := process.stderr.readline()):
            assert line, process.communicate()
        os.kill(process.pid, signal.SIGINT)
        process.communicate(timeout=30)

    assert process.returncode == 3
    plan = Plan.model_validate_json((tmp_path / "p.json").read_text())
    assert verify(load("savogrow-august"), plan) == ()


def test_a_service_that_is_not_there_is_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scenario_file(SMALL, tmp_path)
    monkeypatch.setattr("api.client.connection.FIRST_SECONDS", 0.0)
    nobody = f"http://127.0.0.1:{free_port()}"

    monkeypatch.setenv("ETALUKKARI_SERVER", nobody)
    silent = command("check", path, "--language", "en", "--json")
    monkeypatch.setenv("ETALUKKARI_SERVER", "http://etalukkari.example.fi")
    monkeypatch.setenv("ETALUKKARI_KEY", "k-1")
    open_line = command("check", path, "--language", "en", "--json")

    assert (silent.code, open_line.code) == (2, 2)
    assert [one["code"] for one in silent.data["findings"]] == ["server_unreachable"]
    assert [one["code"] for one in open_line.data["findings"]] == ["server_not_encrypted"]


def test_a_key_that_nobody_knows_is_told(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ETALUKKARI_KEY", "wrong")

    said = command("check", scenario_file(SMALL, tmp_path), "--server", server, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["server_refused"]
    assert "401" in said.err
