"""Peers answer in lines whose plans keep the rules."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench.peers.plans import plan_of
from bench.peers.practice import Offices, agreed, planned
from bench.peers.protocol import since_start, task
from bench.peers.timefold_tables import Tables
from scenarios.library import load
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify
from tests.architecture.files import ROOT
from tests.support.build import need, school, teacher, window, world

SMALL = "lappi-august"


def lines_of(
    peer: str, scenario: Scenario, folder: Path, seconds: float
) -> list[dict[str, object]]:
    file = folder / "scenario.json"
    file.write_text(json.dumps(scenario.normal_form()), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", f"bench.peers.{peer}", str(file), str(seconds), "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.parametrize(
    "peer",
    [
        "textbook",
        pytest.param(
            "highs", marks=pytest.mark.skipif(not find_spec("highspy"), reason="no highspy here")
        ),
    ],
)
def test_a_peer_with_a_whole_model_writes_right_plans_that_get_better(
    peer: str, tmp_path: Path
) -> None:
    scenario = load(SMALL)
    lines = lines_of(peer, scenario, tmp_path, 4)

    plans = [Plan.model_validate(line["plan"]) for line in lines]
    moments = [line["seconds"] for line in lines]
    last = tuple(stage_values(scenario, plans[-1]).values())
    assert all(verify(scenario, plan) == () for plan in plans)
    assert plans[-1].groups
    assert moments == sorted(moments)
    assert last <= min(tuple(stage_values(scenario, plan).values()) for plan in plans)


def test_our_lines_hold_plans_bounds_and_the_end(tmp_path: Path) -> None:
    lines = lines_of("ours", world(need("n1")), tmp_path, 3)

    assert any("plan" in line for line in lines)
    assert any(line.get("stage") == "cost" for line in lines)
    assert lines[-1]["status"] == "optimal"


@pytest.mark.parametrize("name", ["lappi-august", "riihimaki-august", "kielisaareke-spring"])
def test_offices_agree_on_a_right_plan(name: str) -> None:
    scenario = load(name)

    plan = plan_of(scenario, agreed(planned(candidates(scenario)).diary.worthwhile()))

    assert verify(scenario, plan) == ()
    assert plan.groups


def test_offices_share_a_group_only_by_telephone() -> None:
    """Each municipality has one pupil; only together are they enough for an elective."""
    scenario = world(
        need("n1", priority="promised", pupils=2),
        need("n2", school="s2", priority="promised", pupils=2),
        school("s1", municipality="m1"),
        school("s2", municipality="m2"),
        teacher("t1", municipality="m2"),
    )
    scenario = scenario.replace(
        subjects=tuple(row.model_copy(update={"min_pupils": 4}) for row in scenario.subjects)
    )
    given = candidates(scenario)
    alone = Offices(given)
    for row in scenario.municipalities:
        alone.alone(row.municipality)

    plan = plan_of(scenario, agreed(planned(given).diary.worthwhile()))

    assert alone.diary.groups == []
    assert {m.need for group in plan.groups for m in group.members} == {"n1", "n2"}


def test_a_timetable_of_spots_becomes_a_plan() -> None:
    """Two needs with the same spot are one group; a need that lacks a lesson is left out."""
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        need("n3", school="s3", lessons_per_week=2),
        [window(f"n{i}", f"{day} 09:00-09:45") for i in (1, 2, 3) for day in ("mon", "tue")],
        teacher("t1"),
    )
    tables = Tables(scenario)
    first = next(i for i, (_, slot) in enumerate(tables.spots) if slot.day == 0)
    given = {"n1": [first], "n2": [first], "n3": [first, -1]}
    spots = [given[wanted.need].pop(0) for wanted, _ in tables.lessons]

    plan = Plan.model_validate(tables.plan(spots))

    assert [[member.need for member in group.members] for group in plan.groups] == [["n1", "n2"]]
    assert plan.unserved == ("n3",)
    assert verify(scenario, plan) == ()


def test_lines_for_java_are_words_and_whole_numbers() -> None:
    scenario = load(SMALL)
    lines = [line.split() for line in Tables(scenario).lines()]
    tables = {table for table, *_ in lines}

    assert all(int(number) >= -1 for _, *numbers in lines for number in numbers)
    assert {"frame", "teacher", "school", "stretch", "course", "need", "spot", "lesson"} <= tables
    lessons = [line for line in lines if line[0] == "lesson"]
    assert len(lessons) == sum((n.half_lessons + 1) // 2 for n in Tables(scenario).needs)


def test_time_counts_from_the_start_of_the_program() -> None:
    first = since_start()

    assert first > 0
    assert task("ours", ["x.json", str(first + 60), "7"]).left == pytest.approx(60, abs=5)
    assert task("ours", ["x.json", "0", "7"]).left == 0
