"""The locked slots as CSV, and everything as JSON."""

from __future__ import annotations

import csv
import io
import json

from api.exports import exported
from scenarios.scenario import Scenario
from solver.outcome import Outcome, Status
from solver.plan import Plan
from tests.support.build import Taught, group, need, plan, subject, teacher, world


def made(ending: str, scenario: Scenario, *groups: Taught, language: str = "en") -> bytes:
    outcome = Outcome(status=Status.FEASIBLE, plan=plan(scenario, *groups))
    return exported(ending, scenario, outcome, None, language)


def slots(scenario: Scenario, *groups: Taught) -> list[dict[str, str]]:
    text = made(".csv", scenario, *groups).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_line_for_each_school_and_meeting_through_the_week() -> None:
    tiny = world(
        need("n1", lessons_per_week=2, classes="3A;3B", pupils=3),
        need("n2", school="s2", pupils=5),
        teacher("t1", school="s2"),
    )

    found = slots(tiny, group("t1", ["tue 10:00", "mon 09:00"], n1=[0, 1], n2=[0]))

    assert [(row["school"], row["day"], row["start"]) for row in found] == [
        ("s1", "mon", "09:00"),
        ("s1", "tue", "10:00"),
        ("s2", "tue", "10:00"),
    ]
    assert found[0] == {
        **{"school": "s1", "day": "mon", "start": "09:00", "end": "09:45", "half": "all"},
        **{"group": "g1", "teacher": "t1", "classes": "3A;3B", "grades": "3", "pupils": "3"},
        **{"remote_rooms": "1", "supervisors": "1"},
    }
    # The teacher is in s2, which needs neither room nor adult.
    assert (found[2]["remote_rooms"], found[2]["supervisors"]) == ("0", "0")


def test_slots_tell_no_subject() -> None:
    tiny = world(need("n1", subject="ORTODOX"), subject("ORTODOX", name_en="Orthodox religion"))

    text = made(".csv", tiny, group("t1", "mon 09:00", "n1")).decode("utf-8-sig")

    assert "ortodox" not in text.lower()


def test_two_needs_of_a_school_are_one_slot() -> None:
    tiny = world(need("n1", pupils=3), need("n2", grade_from=5, pupils=4))

    (found,) = slots(tiny, group("t1", "mon 09:00", "n1", "n2"))

    assert (found["pupils"], found["grades"]) == ("7", "3–5")


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    tiny = world(need("n1", school="=s1", classes="+3A"), teacher("@t1"))

    (found,) = slots(tiny, group("@t1", "mon 09:00", "n1"))

    assert (found["school"], found["classes"], found["teacher"]) == ("'=s1", "'+3A", "'@t1")


def test_json_has_plan_outcome_and_reasons_with_sentences() -> None:
    tiny = world(need("n1"), need("n2", school="s2", subject="IS"), teacher("t1", min_lessons=3))

    data = json.loads(made(".json", tiny))

    assert Plan.model_validate(data["plan"]) == plan(tiny)
    assert data["outcome"]["kpis"]["groups"] == 0
    assert "plan" not in data["outcome"]
    assert set(data["reasons"]) == {"n1", "n2"}
    assert data["reasons"]["n1"]["code"] == "teacher_minimum_not_reached"
    assert "t1" in data["reasons"]["n1"]["sentence"]
