from __future__ import annotations

import json
from typing import Any

import pytest

from api.principal import Principal
from api.views.groups import group_code
from api.views.plan import seen_plan
from tests.api.views.people import (
    COORDINATOR,
    HEAD,
    OTHER_PLANNER,
    PLANNER,
    VIEWER,
    answer,
    area,
    seen_by,
)
from tests.support.build import changed, group, plan


def seen(principal: Principal) -> dict[str, Any]:
    return seen_plan(area(), answer(area()), seen_by(principal))


def test_the_whole_is_the_plan_with_codes_and_without_the_hash() -> None:
    shown, whole = seen(COORDINATOR), answer(area()).model_dump(mode="json")

    codes = [one.pop("code") for one in shown["groups"]]
    assert len(set(codes)) == 3
    assert shown == {key: value for key, value in whole.items() if key != "scenario"}


@pytest.mark.parametrize("principal", [PLANNER, OTHER_PLANNER, HEAD, VIEWER])
def test_no_hash_and_no_id_of_the_solver(principal: Principal) -> None:
    text = json.dumps(seen(principal))

    assert answer(area()).scenario not in text
    assert not any(f'"{name}"' in text for name in ("g1", "g2", "g3"))


def test_a_shared_group_shows_one_s_own_members_and_that_others_fit() -> None:
    shared = next(one for one in seen(PLANNER)["groups"] if one["teacher"]["teacher"] == "t2")

    assert shared["members"] == [{"need": "n1", "pupils": 3, "meetings": [0]}]
    assert shared["others"] == "fits"
    # The other municipality has a second lesson, which is nobody's business.
    assert [one["day"] for one in shared["meetings"]] == ["mon"]
    assert shared["subject"] == "OR"


def test_everybody_in_a_group_has_the_same_code() -> None:
    code = group_code(answer(area()).groups[0])

    for principal in (PLANNER, OTHER_PLANNER, HEAD, VIEWER):
        assert code in [one["group"] for one in seen(principal)["groups"]]


def test_of_the_teacher_of_another_there_is_a_price() -> None:
    """t2: two lessons of 31 € in the contract and 13 € for being used: 37.50 € a lesson."""
    teachers = {one["teacher"]["teacher"]: one["teacher"] for one in seen(PLANNER)["groups"]}

    assert teachers["t2"] == {"teacher": "t2", "name": "Toivo", "price_per_lesson": 38}


def test_an_employer_sees_where_its_teacher_teaches() -> None:
    groups = {one["meetings"][0]["day"]: one for one in seen(PLANNER)["groups"]}

    assert set(groups) == {"mon", "wed", "thu"}
    assert groups["thu"]["members"] == []
    assert groups["thu"]["others"] == "fits"


def test_unserved_are_one_s_own() -> None:
    assert seen(PLANNER)["unserved"] == ["n5"]
    assert seen(OTHER_PLANNER)["unserved"] == []
    assert "unserved" not in seen(VIEWER)


def test_a_school_is_told_of_no_others_and_of_no_price() -> None:
    (shown,) = seen(HEAD)["groups"]

    assert shown["members"] == [{"need": "n1", "pupils": "1–4", "meetings": [0]}]  # noqa: RUF001
    assert "others" not in shown
    assert shown["teacher"] == {"teacher": "t2", "name": "Toivo"}


def test_a_viewer_sees_times_and_teachers() -> None:
    groups = seen(VIEWER)["groups"]

    assert len(groups) == 3
    assert all(set(one) == {"group", "language", "teacher", "meetings"} for one in groups)


@pytest.mark.parametrize("others", [True, False])
def test_a_full_group_does_not_tell_whether_others_are_in_it(others: bool) -> None:
    """Nine of twelve: were others told of, they would be three at most."""
    scenario = changed(area(), "n1", pupils=9)
    members = ("n1", "n2") if others else ("n1",)
    found = seen_plan(
        scenario, plan(scenario, group("t2", "mon 09:00", *members)), seen_by(PLANNER)
    )

    assert [one["others"] for one in found["groups"]] == [None]


def test_every_further_school_may_take_a_place() -> None:
    """Seven of twelve leave five, and three further schools besides one may have a pupil each."""
    scenario = changed(area(), "n1", pupils=7)
    alone = plan(scenario, group("t2", "mon 09:00", "n1", "n2"))

    assert seen_plan(scenario, alone, seen_by(PLANNER))["groups"][0]["others"] is None

    fewer = changed(scenario, "OR", max_sites=2)
    assert seen_plan(fewer, alone, seen_by(PLANNER))["groups"][0]["others"] == "fits"
