from __future__ import annotations

import json
from typing import Any

import pytest

from api.principal import Principal
from api.views.sight import NotShownError
from api.views.why import seen_why
from tests.api.views.people import HEAD, PLANNER, VIEWER, answer, area, seen_by


def seen(principal: Principal, need: str) -> dict[str, Any]:
    return seen_why(area(), answer(area()), seen_by(principal), need)


def stretches(rows: list[dict[str, str]], day: str) -> list[str]:
    return [f"{row['start']}-{row['end']}" for row in rows if row["day"] == day]


def test_minutes_are_told_and_nothing_else() -> None:
    told = seen(PLANNER, "n1")

    assert set(told) == {"need", "served", "pupils", "teachers"}
    assert told["served"]
    assert [one["teacher"] for one in told["teachers"]] == ["t1", "t2"]
    assert all(set(one) == {"teacher", "name", "usable", "unusable"} for one in told["teachers"])


def test_pupils_are_there_between_their_lessons() -> None:
    told = seen(PLANNER, "n5")

    assert not told["served"]
    assert stretches(told["pupils"], "mon") == ["09:00-11:45"]


def test_another_group_and_an_absence_look_alike() -> None:
    """t1 teaches on Thursday from 10:00 with five minutes around; t2 is there on Mondays only."""
    one, two = seen(PLANNER, "n5")["teachers"]

    assert stretches(one["usable"], "thu") == ["09:00-09:55", "10:50-11:45"]
    assert stretches(one["unusable"], "thu") == ["09:55-10:50"]
    assert stretches(two["usable"], "thu") == []
    assert stretches(two["unusable"], "thu") == ["09:00-11:45"]


def test_one_s_own_lesson_is_not_in_its_own_way() -> None:
    two = seen(PLANNER, "n1")["teachers"][1]

    assert stretches(two["usable"], "mon") == stretches(seen(PLANNER, "n1")["pupils"], "mon")


def test_nothing_of_others_is_named() -> None:
    text = json.dumps(seen(PLANNER, "n1"))

    assert not any(name in text for name in ('"n2"', '"s2"', "MA", "2A"))


@pytest.mark.parametrize(("principal", "need"), [(PLANNER, "n2"), (PLANNER, "n77")])
def test_a_need_of_another_is_nobody_s(principal: Principal, need: str) -> None:
    with pytest.raises(LookupError):
        seen(principal, need)


@pytest.mark.parametrize("principal", [HEAD, VIEWER])
def test_others_are_told_no_reason(principal: Principal) -> None:
    with pytest.raises(NotShownError):
        seen(principal, "n1")
