"""The August changes are what they say, and their table says what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.august import Reached, Row, table
from bench.august_changes import august_changes
from bench.pages import put_between
from scenarios.library import load
from scenarios.variants import apply
from solver.local.search import LocalSearch
from solver.verify.report import verify

GOOD = Row("p", "lunch", 60, Reached(0, 2, 40), Reached(0, 2, 1.5))


@pytest.mark.parametrize("name", ["uusimaa-spring", "riihimaki-august"])
def test_each_change_makes_another_scenario_that_can_be_planned(name: str) -> None:
    scenario = load(name)
    plan = LocalSearch(scenario, None, 1).construct()
    changes = august_changes(scenario, plan)
    made = [apply(scenario, change.edits).scenario for change in changes]
    hashes = {one.content_hash for one in made if one is not None}

    assert len({change.name for change in changes}) == len(changes) == 12
    assert len(hashes - {scenario.content_hash}) == 12


def test_most_changes_break_the_plan_or_let_it_serve_more() -> None:
    scenario = load("uusimaa-spring")
    plan = LocalSearch(scenario, None, 1).construct()
    broken = set()
    for change in august_changes(scenario, plan):
        today = apply(scenario, change.edits).scenario
        assert today is not None
        hit = plan.model_copy(update={"scenario": today.content_hash})
        if verify(today, hit):
            broken.add(change.name)

    assert {"a teacher leaves", "a teacher's busiest day is gone", "a need is dropped"} <= broken


def test_a_case_is_good_if_it_serves_as_much_and_moves_less() -> None:
    assert GOOD.good
    assert not GOOD._replace(again=Reached(0, 2.5, 1)).good
    assert not GOOD._replace(again=Reached(0, 2, 40)).good
    assert GOOD._replace(scratch=Reached(0, 2, 0), again=Reached(0, 2, 0)).good


def test_the_table_says_how_many_cases_are_good() -> None:
    text = table([GOOD, GOOD._replace(again=Reached(0, 3, 1))], "python -m bench.august")

    assert "| p | lunch | 60 | 0 | 0 | 2 | 2 | 40 | 1.5 |" in text
    assert "In 1 of 2 cases" in text


def test_a_table_is_put_between_its_marks_as_often_as_wanted(tmp_path: Path) -> None:
    page = tmp_path / "changes.md"
    page.write_text("before\n<!-- x: begin -->\nold\n<!-- x: end -->\nafter\n", encoding="utf-8")
    for text in ("first\n", "second\n"):
        put_between(page, "x", text)

    assert page.read_text("utf-8") == (
        "before\n<!-- x: begin -->\n\nsecond\n\n<!-- x: end -->\nafter\n"
    )
