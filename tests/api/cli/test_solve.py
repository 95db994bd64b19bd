"""`solve` writes a checked plan with its outcome, and says how it ended by its exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.cli.stopping import stoppable
from scenarios.library import load
from solver.plan import Plan
from solver.verify.report import report
from tests.support.build import group, pin, plan, with_rows
from tests.support.command import command, plan_file, scenario_file
from tests.support.worlds import lone_need, two_schools

WORLD = two_schools()
STAGE_KEYS = {"name", "unit", "value", "bound", "gap", "optimal", "final", "seconds"}


def test_plan_outcome_and_exports_are_written(tmp_path: Path) -> None:
    out, outcome = tmp_path / "plan.json", tmp_path / "outcome.json"
    book, slots = tmp_path / "plan.xlsx", tmp_path / "slots.csv"

    said = command(
        *("solve", scenario_file(WORLD, tmp_path), "--out", out, "--outcome", outcome),
        *("--seconds", "20", "--workers", "1", "--seed", "7", "--export", book, slots, "--json"),
    )

    assert said.code == 0
    answer = Plan.model_validate_json(out.read_text(encoding="utf-8"))
    checked = report(WORLD, answer)
    assert checked.violations == ()
    written = json.loads(outcome.read_text(encoding="utf-8"))
    assert set(written) == {"status", "stages", "kpis", "findings", "run"}
    assert written["status"] == "optimal"
    assert all(set(stage) == STAGE_KEYS for stage in written["stages"])
    finals = {stage["name"]: stage["final"] for stage in written["stages"]}
    assert finals == {name: checked.values[name] for name in finals}
    assert written["run"]["seed"] == 7
    assert said.data == written
    assert book.read_bytes()[:2] == b"PK"
    # One meeting in each of two schools, and the header.
    assert len(slots.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_nothing_to_choose_is_proved_and_said(tmp_path: Path) -> None:
    said = command(
        *("solve", scenario_file(lone_need(), tmp_path), "--out", tmp_path / "plan.json"),
        *("--seconds", "20", "--language", "en"),
    )

    assert said.code == 0
    assert "best possible" in said.out


def test_previous_plan_is_kept(tmp_path: Path) -> None:
    before = plan(WORLD, group("t1", "thu 11:00", "n1", "n2"))
    out = tmp_path / "plan.json"

    said = command(
        *("solve", scenario_file(WORLD, tmp_path), "--out", out, "--seconds", "20"),
        *("--previous", plan_file(before, tmp_path, "before.json"), "--json"),
    )

    assert said.code == 0
    kept = Plan.model_validate_json(out.read_text(encoding="utf-8"))
    assert report(WORLD, kept, before).values["continuity"] == 0


def test_locked_pins_that_contradict_have_no_plan(tmp_path: Path) -> None:
    """n1 and n2 are locked to the same teacher at the same time, but not to one group."""
    locked = [pin(name, day="mon", start="09:00", kind="locked") for name in ("n1", "n2")]
    apart = pin("n1", with_need="n2", kind="must_not")
    scenario = with_rows(WORLD, *locked, apart)
    out = tmp_path / "plan.json"

    said = command(
        "solve", scenario_file(scenario, tmp_path), "--out", out, "--seconds", "20", "--json"
    )

    assert said.code == 1
    assert said.data["status"] == "infeasible"
    assert not out.exists()


def test_scenario_with_errors_is_not_solved(tmp_path: Path) -> None:
    broken = with_rows(WORLD, pin("n9", teacher="t1"))

    said = command(
        "solve", scenario_file(broken, tmp_path), "--out", tmp_path / "plan.json", "--json"
    )

    assert said.code == 2
    assert said.data["findings"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--out", "missing/plan.json"), "output_folder_missing"),
        (("--out", "."), "output_is_a_folder"),
        (("--out", "plan.json", "--export", "plan.pdf"), "export_unknown"),
        (("--out", "plan.json", "plan.xlsx"), "too_many_arguments"),
        (("--out", "plan.xlsx"), "export_unknown"),
        (("--out", "plan.json", "--outcome", "outcome.csv"), "export_unknown"),
        (("--out", "./scenario.json"), "output_is_input"),
        (("--out", "plan.json", "--outcome", "plan.json"), "output_twice"),
        (("--out", "plan.json", "--export", "plan.json"), "output_twice"),
    ],
)
def test_outputs_are_looked_at_before_the_work(
    arguments: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    said = command("solve", scenario_file(WORLD, tmp_path), *arguments, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == [code]


def test_all_that_is_wrong_with_the_outputs_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()

    said = command(
        *("solve", scenario_file(WORLD, tmp_path), "--out", "missing/plan.json"),
        *("--outcome", "folder", "--export", "plan.pdf", "plan.xlsx", "plan.xlsx", "--json"),
    )

    assert said.code == 2
    assert [(one["code"], one["subjects"]) for one in said.data["findings"]] == [
        ("output_folder_missing", ["file:missing/plan.json"]),
        ("output_is_a_folder", ["file:folder"]),
        ("output_twice", ["file:plan.xlsx"]),
        ("export_unknown", ["file:plan.pdf"]),
    ]


def test_every_file_written_is_named(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("plan.json", "plan.xlsx", "outcome.json")]
    out, book, outcome = files

    said = command(
        *("solve", scenario_file(lone_need(), tmp_path), "--out", out, "--outcome", outcome),
        *("--seconds", "20", "--export", book, "--language", "en"),
    )

    assert said.code == 0
    named = [line.removeprefix("Written: ") for line in said.out.splitlines()]
    assert [path for path in map(str, files) if path in named] == [str(path) for path in files]


def test_plan_that_fails_the_recheck_is_our_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.solving import Solve, Solved
    from scenarios.findings import Finding
    from solver.outcome import Outcome, Status

    fault = Finding(code="value_differs", numbers={"stage": "cost", "said": 5, "counted": 6})
    outcome = Outcome(status=Status.FEASIBLE, plan=plan(WORLD))
    monkeypatch.setattr(Solve, "run", lambda self, stop: Solved(outcome, False, (fault,)))
    out = tmp_path / "plan.json"

    said = command("solve", scenario_file(WORLD, tmp_path), "--out", out)

    assert said.code == 4
    assert "6" in said.err
    assert not out.exists()


def test_signal_asks_to_stop_and_the_old_handler_comes_back() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with stoppable() as stop:
        os.kill(os.getpid(), signal.SIGTERM)

        assert stop.wait(timeout=2)
    assert signal.getsignal(signal.SIGTERM) is before


def test_files_are_whole_or_not_there(tmp_path: Path) -> None:
    """A failed write leaves the old file, and no rest beside it."""
    from api.cli.outputs import write_whole

    path = tmp_path / "plan.json"
    write_whole(path, b"old")
    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]


@pytest.mark.slow
def test_ctrl_c_keeps_the_best_plan_within_two_seconds(tmp_path: Path) -> None:
    scenario = load("riihimaki-spring")
    out = tmp_path / "plan.json"
    arguments = [scenario_file(scenario, tmp_path), "--out", out, "--seconds", "120", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "api", "solve", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr is not None
        lines = child.stderr
        assert any("%" in line for line in lines), "it ended without progress"

        child.send_signal(signal.SIGINT)
        began = time.monotonic()
        code = child.wait(timeout=20)
        seconds = time.monotonic() - began

    assert code == 3
    # Two seconds to stop, the rest to check the plan again and to write it.
    assert seconds < 6
    answer = Plan.model_validate_json(out.read_text(encoding="utf-8"))
    assert report(scenario, answer).violations == ()
