"""A better plan is recorded with its bounds; a wrong one leaves everything as it was."""

import json
from pathlib import Path

import pytest

from bench import instances, race, record
from bench.instances import load
from bench.programs import Ran
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
    given = record.Run("", 1.0, 1)
    found = record.found_by(SCENARIO, content, {}, given)
    stages = (found.stages[0].model_copy(update={"value": UNSERVED - 1}), *found.stages[1:])

    with pytest.raises(record.RefusedError, match="worse than said in statutory"):
        record.record(NAME, content, found.model_copy(update={"stages": stages}))


def told(plan: Path, *lines: dict[str, object]) -> list[str]:
    """What our solver writes in a race: stages as they are, then its last plan."""
    content = json.loads(plan.read_bytes())
    return [json.dumps({"seconds": 1.0, **line}) for line in (*lines, {"plan": content})]


def test_what_ours_tells_in_a_race_is_recorded(plan: Path) -> None:
    """The last line of a stage counts, and what it reached before later stages gave some back."""
    lines = told(
        plan,
        {"plan": {"schema_version": 1, "scenario": SCENARIO.content_hash}},
        {"stage": "statutory", "value": UNSERVED + 2, "bound": None},
        {"stage": "statutory", "value": UNSERVED - 1, "bound": 4},
        {"stage": "cost", "value": None, "bound": None},
    )

    found = record.told_by_ours(lines, SCENARIO, record.Run("ours", 2.0, 2))

    assert found is not None
    assert found[0] == Plan.model_validate_json(plan.read_bytes())
    first, *others = found[1].stages
    assert (first.value, first.bound, first.optimal) == (UNSERVED - 1, 4, False)
    assert [(row.bound, row.optimal) for row in others] == [(0, False)] * len(others)
    assert record.told_by_ours(lines[1:-1], SCENARIO, record.Run("ours", 2.0, 2)) is None


def test_race_says_what_it_cannot_record(plan: Path) -> None:
    """A bound above the plan's own value is wrong, and the campaign goes on."""
    lines = told(plan, {"stage": "statutory", "value": UNSERVED, "bound": UNSERVED + 1})
    ran = Ran(tuple(lines), 2.0, 0, "done")

    assert "statutory" in race.recorded(NAME, SCENARIO, ran)
    assert instances.best_known() == {}

    good = told(plan, {"stage": "statutory", "value": UNSERVED, "bound": 0})
    assert race.recorded(NAME, SCENARIO, ran._replace(lines=tuple(good))) == ""
    assert instances.best_known()[NAME].stages[0].value == UNSERVED
