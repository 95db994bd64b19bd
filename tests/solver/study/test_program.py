"""The engine as a program: killed or stopped in the middle, it goes on and repeats nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenarios.generate import generate
from scenarios.scenario import Scenario
from solver.study.hires import HiringReport
from solver.study.legs import FrontierReport
from solver.study.trials import StressReport
from tests.support.build import group, need, plan, teacher, world
from tests.support.studying import children, events, finished, gone, killed, last, program, tell
from tests.support.worlds import lone_need, two_schools

COALITIONS = 2**5 - 1


@pytest.fixture(scope="module")
def pilot() -> Scenario:
    """Five municipalities."""
    return generate("kielisaareke", needs=10)


def job(scenario: Scenario, folder: Path, **fields: Any) -> dict[str, Any]:
    given = {"scenario": scenario.normal_form(), "kind": "shares", "folder": str(folder)}
    return {**given, "seconds": 2, "workers": 2, **fields}


def test_killed_in_the_middle_it_leaves_nothing_running_and_repeats_nothing(
    pilot: Scenario, tmp_path: Path
) -> None:
    workers = killed(job(pilot, tmp_path), answered=12)
    assert len(workers) == 2
    assert gone(workers)
    before = finished(tmp_path)
    assert 12 <= len(before) < COALITIONS

    outcome = last(job(pilot, tmp_path))["outcome"]

    after = finished(tmp_path)
    assert {name: after[name] for name in before} == before
    assert (outcome["found"], outcome["stopped"]) == (len(before), False)
    assert outcome["answered"] == outcome["asked"] >= COALITIONS
    report = outcome["report"]
    assert len(report["coalitions"]) == COALITIONS
    for key in report["keys"]:
        assert sum(share["whole"] for share in key["shares"]) == report["total"]
        assert sum(share["pays"] for share in key["shares"]) == report["bill"]
    once_more = last(job(pilot, tmp_path, workers=1))["outcome"]
    assert once_more["found"] == once_more["asked"]
    assert once_more["report"] == report


def test_a_line_stops_it_and_says_how_far_it_came(pilot: Scenario, tmp_path: Path) -> None:
    with program(job(pilot, tmp_path)) as child:
        heard = events(child)
        assert next(heard)["event"] == "progress"
        workers = children(child.pid)
        tell(child, "stop")
        *_, event = heard
        code = child.wait(10)

    outcome = event["outcome"]
    assert (code, outcome["stopped"], outcome["report"]) == (0, True, None)
    assert len(finished(tmp_path)) == outcome["answered"] < COALITIONS
    assert gone(workers)


def test_variants_are_compared_with_the_scenario(tmp_path: Path) -> None:
    dearer = {"edit": "change", "table": "municipalities", "row": {"municipality": "m1"}}
    variants = [{"name": "dear", "edits": [{**dearer, "cells": {"supervisor_cost": 50}}]}]
    asked = job(two_schools(), tmp_path, kind="variants", settings={"inline": variants})

    report = last(asked)["outcome"]["report"]

    base, dear = report["comparison"]["sides"]
    assert report["names"] == ["base", "dear"]
    # One meeting a week in each of two schools.
    assert dear["value_differences"]["cost"] == 2 * 100 * (50 - 21)
    assert [stage["final"] for stage in report["stages"][0]] == [
        base["values"][stage["name"]] for stage in report["stages"][0]
    ]


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({}, ["study_no_variants"]),
        ({"inline": [{"name": "base"}]}, ["study_name_twice"]),
        (
            {"inline": [{"name": "a", "parent": "0"}, {"name": "b"}, {"name": "b"}]},
            ["study_other_parent", "study_name_twice"],
        ),
        (
            {"inline": [{"edits": [{"edit": "remove", "table": "teachers", "row": {"x": 1}}]}]},
            ["study_variant_wrong", "edit_unknown_column"],
        ),
    ],
)
def test_wrong_variants_are_all_said(
    settings: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    event = last(job(lone_need(), tmp_path, kind="variants", settings=settings))

    assert event["event"] == "failed"
    assert [finding["code"] for finding in event["findings"]] == codes


def short() -> Scenario:
    """A duty and a promise for a teacher who has one lesson."""
    return world(
        need("n1", priority="statutory", pupils=3),
        need("n2", school="s2", grade_from=8, pupils=2),
        teacher("t1", school="s1", max_lessons=1),
    )


def test_the_frontier_is_asked_through_the_program(tmp_path: Path) -> None:
    event = last(job(short(), tmp_path, kind="frontier", settings={"cases": 2}))
    report = FrontierReport.model_validate(event["outcome"]["report"])

    duties, promises = report.legs
    assert [step.statutory for step in duties.steps] == [6, 0]
    assert all(step.proved for leg in report.legs for step in leg.steps)
    assert promises.least_unserved == 4
    again = last(job(short(), tmp_path, kind="frontier", settings={"cases": 2}))["outcome"]
    assert again["found"] == again["asked"]
    assert again["report"] == event["outcome"]["report"]


def test_posts_are_asked_through_the_program(tmp_path: Path) -> None:
    settings = {"grades": [[1, 9]], "lessons": [2], "lesson_cost": 50, "second_cases": 1}
    event = last(job(short(), tmp_path, kind="hiring", settings=settings))
    report = HiringReport.model_validate(event["outcome"]["report"])

    first = report.hires[0]
    assert (first.coverage.found, first.coverage.proved, first.taught) == (4, True, ("n2",))
    assert report.first == first.vacancy.name


def test_futures_are_asked_through_the_program(tmp_path: Path) -> None:
    made = plan(short(), group("t1", "mon 09:00", "n2"))
    settings = {"futures": 2, "replanned": 1, "plans": {"ours": made.model_dump(mode="json")}}
    event = last(job(short(), tmp_path, kind="stress", settings=settings))
    report = StressReport.model_validate(event["outcome"]["report"])

    assert "ours" in {one.name for one in report.candidates}
    assert report.candidates[0].statutory == 0
    assert report.candidates[0].moved.futures == 2


AT_NIGHT = plan(short(), group("t1", "mon 03:00", "n1")).model_dump(mode="json")


@pytest.mark.parametrize(
    ("kind", "settings", "codes"),
    [
        ("hiring", {"subjects": ["XX"], "employers": ["m1", "m7"]}, ["study_key", "study_key"]),
        ("hiring", {"cases": 0, "casess": 1}, ["study_key", "study_key"]),
        ("frontier", {"at_once": 65}, ["study_key"]),
        ("stress", {"plans": {"p": AT_NIGHT}}, ["study_plan_breaks_rules"]),
    ],
)
def test_settings_that_do_not_fit_are_said(
    kind: str, settings: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    event = last(job(short(), tmp_path, kind=kind, settings=settings))

    assert event["event"] == "failed"
    assert [finding["code"] for finding in event["findings"]][: len(codes)] == codes
