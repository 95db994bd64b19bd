"""A better plan is recorded with its bounds; a wrong one leaves everything as it was."""

from pathlib import Path

import pytest

from bench import instances, record
from bench.instances import load
from solver.plan import Plan

NAME = "n0030-spring-normal"
SCENARIO = load(NAME)
UNSERVED = sum(n.half_pupil_lessons for n in SCENARIO.needs if n.priority == "statutory")
RUN = ["--who", "nobody 1.0", "--seconds", "2", "--workers", "1"]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan that serves nobody, and a store of its own."""
    monkeypatch.setattr("bench.instances.store.BEST_KNOWN", tmp_path / "best_known.json")
    monkeypatch.setattr("bench.instances.store.PLANS", tmp_path / "plans")
    empty = Plan(
        scenario=SCENARIO.content_hash, unserved=tuple(need.need for need in SCENARIO.needs)
    )
    path = tmp_path / "plan.json"
    path.write_text(empty.model_dump_json(), encoding="utf-8")
    return path


def test_first_plan_is_recorded_and_stored(plan: Path) -> None:
    assert record.main([NAME, str(plan), *RUN, "--bound", "statutory=4"]) == 0

    kept = instances.best_known()[NAME]
    assert (kept.who, kept.seconds, kept.workers) == ("nobody 1.0", 2, 1)
    assert (kept.stages[0].value, kept.stages[0].bound) == (UNSERVED, 4)
    assert instances.plan_of(NAME) == Plan.model_validate_json(plan.read_bytes())


def test_larger_bound_is_joined(plan: Path) -> None:
    record.main([NAME, str(plan), *RUN, "--bound", "statutory=4"])

    assert record.main([NAME, str(plan), *RUN, "--bound", "statutory=6"]) == 0

    assert instances.best_known()[NAME].stages[0].bound == 6


def test_bound_above_the_plan_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan itself has the value that the bound says no plan has."""
    given = [NAME, str(plan), *RUN, "--bound", f"statutory={UNSERVED + 1}"]

    assert record.main(given) == 1

    assert "refused: statutory: value" in capsys.readouterr().err
    assert instances.best_known() == {}
    assert instances.plan_of(NAME) is None


def test_plan_that_breaks_a_rule_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(Plan(scenario=SCENARIO.content_hash).model_dump_json(), encoding="utf-8")

    assert record.main([NAME, str(plan), *RUN]) == 1

    assert "refused: one_group" in capsys.readouterr().err
    assert instances.best_known() == {}


def test_plan_worse_than_the_values_said_is_refused(plan: Path) -> None:
    content = Plan.model_validate_json(plan.read_bytes())
    given = record.argparse.Namespace(who="", seconds=1.0, workers=1)
    found = record.found_by(SCENARIO, content, {}, given)
    stages = (found.stages[0].model_copy(update={"value": UNSERVED - 1}), *found.stages[1:])

    with pytest.raises(record.RefusedError, match="worse than said in statutory"):
        record.record(NAME, content, found.model_copy(update={"stages": stages}))
