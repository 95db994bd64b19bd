"""The checker prints what is wrong with a plan, and loads no solver."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import check
from bench.instances import load
from bench.known import Known
from scenarios.library.store import BestStage
from scenarios.rules import StageId
from solver.plan import Plan

NAME = "n0030-spring-normal"
SCENARIO = load(NAME)
UNSERVED = sum(n.half_pupil_lessons for n in SCENARIO.needs if n.priority == "statutory")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan that serves nobody: sound, and worth as little as can be."""
    unserved = tuple(need.need for need in SCENARIO.needs)
    path = tmp_path / "plan.json"
    empty = Plan(scenario=SCENARIO.content_hash, unserved=unserved)
    path.write_text(empty.model_dump_json(), encoding="utf-8")
    return path


def known(value: int, bound: int) -> dict[str, Known]:
    stage = BestStage(name=StageId.STATUTORY, value=value, bound=bound, optimal=value == bound)
    entry = Known(scenario=SCENARIO.content_hash, seconds=1, workers=1, stages=(stage,))
    return {NAME: entry}


def test_sound_plan_is_told_with_its_gap(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quarter of the statutory pupil-lessons as bound leaves a gap of three quarters."""
    assert UNSERVED % 4 == 2
    bound = (UNSERVED + 2) // 4
    monkeypatch.setattr("bench.instances.best_known", lambda: known(bound, bound))

    assert check.main([NAME, str(plan)]) == 0

    said = capsys.readouterr().out.splitlines()
    share = (UNSERVED - bound) / UNSERVED
    assert said[0] == "violations: 0"
    assert said[1] == (
        f"statutory: {UNSERVED}  best known {bound}, bound {bound}, gap to the bound {share:.1%}"
    )


def test_broken_plan_ends_with_one(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(plan.read_text(encoding="utf-8"))
    missing = content["unserved"].pop()
    plan.write_text(json.dumps(content), encoding="utf-8")

    assert check.main([NAME, str(plan)]) == 1

    said = capsys.readouterr().out
    assert "violations: 1\n" in said
    assert f"one_group need:{missing}" in said


def test_plan_below_a_recorded_bound_ends_with_one(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = UNSERVED + 1
    monkeypatch.setattr("bench.instances.best_known", lambda: known(bound, bound))

    assert check.main([NAME, str(plan)]) == 1

    assert f"recorded bound is wrong: statutory: value {UNSERVED}" in capsys.readouterr().out


def test_scenario_may_be_a_file(plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO.normal_form()), encoding="utf-8")
    packed = Path(check.instances.__file__).parent / f"{NAME}.json.xz"

    assert check.main([str(path), str(plan)]) == 0
    assert check.main([str(packed), str(plan)]) == 0


def test_what_cannot_be_read_ends_with_two(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")

    assert check.main(["n9999-spring-loose", str(plan)]) == 2
    assert check.main([NAME, str(broken)]) == 2
    assert check.main([NAME, str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.count("cannot be read") == 3


def test_no_solver_is_loaded() -> None:
    program = "import bench.check, sys; print('ortools' in sys.modules, 'pandas' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert done.stdout.split() == ["False", "False"]
