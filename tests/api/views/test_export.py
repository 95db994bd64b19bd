from __future__ import annotations

import csv
import io
import json

import pytest

from api.exports import FORMATS, exported
from api.principal import Principal
from api.views.export import exported_seen, seen_export
from api.views.plan import seen_plan
from api.views.sight import NotShownError
from solver.outcome import Outcome, Status
from tests.api.views.people import COORDINATOR, HEAD, PLANNER, VIEWER, answer, area, seen_by

OUTCOME = Outcome(status=Status.FEASIBLE, plan=answer(area()))


def file(principal: Principal, ending: str) -> bytes:
    return exported_seen(ending, area(), OUTCOME, None, "fi", seen_by(principal))


def table(principal: Principal) -> list[dict[str, str]]:
    text = file(principal, ".csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_the_coordinator_has_every_file(ending: str) -> None:
    assert seen_export(ending, seen_by(COORDINATOR))
    assert file(COORDINATOR, ending) == exported(ending, area(), OUTCOME, None, "fi")


def test_a_municipality_has_the_locked_slots_of_its_schools() -> None:
    assert [(row["school"], row["pupils"]) for row in table(PLANNER)] == [("s1", "3"), ("s3", "6")]


def test_a_school_has_its_own_with_ranges() -> None:
    assert [(row["school"], row["pupils"]) for row in table(HEAD)] == [
        ("s1", "1–4")  # noqa: RUF001
    ]


@pytest.mark.parametrize("principal", [PLANNER, HEAD])
def test_locked_slots_carry_codes_and_no_subject(principal: Principal) -> None:
    codes = {one["group"] for one in seen_plan(area(), OUTCOME.plan, seen_by(principal))["groups"]}

    assert {row["group"] for row in table(principal)} <= codes
    assert not any("subject" in row for row in table(principal))
    assert ";OR" not in file(principal, ".csv").decode()


@pytest.mark.parametrize("principal", [PLANNER, HEAD, VIEWER])
def test_json_is_the_plan_as_it_is_seen(principal: Principal) -> None:
    assert json.loads(file(principal, ".json")) == {
        "plan": seen_plan(area(), OUTCOME.plan, seen_by(principal))
    }


@pytest.mark.parametrize(
    ("principal", "ending"), [(PLANNER, ".xlsx"), (HEAD, ".xlsx"), (VIEWER, ".csv"), (VIEWER, ".x")]
)
def test_the_rest_is_not_for_them(principal: Principal, ending: str) -> None:
    assert not seen_export(ending, seen_by(principal))
    with pytest.raises(NotShownError):
        file(principal, ending)


def test_without_a_plan_there_is_no_file() -> None:
    empty = Outcome(status=Status.INFEASIBLE)

    with pytest.raises(LookupError):
        exported_seen(".json", area(), empty, None, "fi", seen_by(PLANNER))
