from __future__ import annotations

from typing import Any

import pytest

from api.principal import Principal
from api.views.schedule import By, schedule
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


def rows(principal: Principal, by: str, name: str | None = None) -> list[dict[str, Any]]:
    return schedule(area(), answer(area()), seen_by(principal), by, name, "fi")


def test_the_coordinator_sees_every_school() -> None:
    found = rows(COORDINATOR, "school")

    assert [(row["school"], row["day"], row["pupils"]) for row in found] == [
        ("s1", "mon", 3),
        ("s2", "mon", 2),
        ("s2", "tue", 2),
        ("s2", "thu", 4),
        ("s3", "wed", 6),
    ]
    assert [row["id"] for row in found] == ["g1", "g1", "g1", "g3", "g2"]
    assert [row["remote"] for row in found] == [True, True, True, True, False]


def test_a_municipality_sees_its_schools() -> None:
    found = rows(PLANNER, "school")

    assert [(row["school"], row["pupils"], row["others"]) for row in found] == [
        ("s1", 3, "fits"),
        ("s3", 6, None),
    ]
    assert found[0]["subject_name"] == "Ortodoksinen uskonto"
    assert found[0]["teacher_name"] == "Toivo"


def test_an_employer_sees_its_teacher_s_week_without_the_schools_of_others() -> None:
    found = rows(PLANNER, "teacher", "t1")

    assert [(row["day"], row["schools"], row["pupils"]) for row in found] == [
        ("wed", ["s3"], 6),
        ("thu", [], None),
    ]


def test_of_the_teacher_of_another_one_sees_one_s_own_lessons() -> None:
    assert [row["day"] for row in rows(PLANNER, "teacher", "t2")] == ["mon"]


def test_a_school_sees_its_own_slots() -> None:
    found = rows(HEAD, "school")

    assert [(row["school"], row["pupils"]) for row in found] == [("s1", "1–4")]  # noqa: RUF001
    assert rows(HEAD, "class", "1A")[0]["subject"] == "OR"
    assert "others" not in found[0]


def test_a_viewer_sees_neither_subject_nor_class_nor_count() -> None:
    found = rows(VIEWER, "school")

    assert len(found) == 5
    assert set(found[0]) == {
        *("school", "day", "start", "end", "half", "group", "teacher", "teacher_name"),
    }
    assert rows(VIEWER, "class") == []


@pytest.mark.parametrize(
    ("principal", "by", "name"),
    [
        (PLANNER, "school", "s2"),
        (PLANNER, "class", "2A"),
        (PLANNER, "municipality", "m2"),
        (HEAD, "school", "s3"),
        (HEAD, "municipality", "m1"),
        (HEAD, "teacher", "t1"),
        (VIEWER, "class", "1A"),
        (OTHER_PLANNER, "group", "g1"),
    ],
)
def test_what_is_another_s_is_nobody_s(principal: Principal, by: str, name: str) -> None:
    for asked in (name, "never-heard-of"):
        with pytest.raises(LookupError):
            rows(principal, by, asked)


def test_a_group_is_asked_for_by_its_code() -> None:
    code = rows(PLANNER, "school", "s1")[0]["group"]

    assert [row["day"] for row in rows(PLANNER, "group", code)] == ["mon"]
    assert [row["day"] for row in rows(OTHER_PLANNER, "group", code)] == ["mon", "tue"]


@pytest.mark.parametrize("by", list(By))
def test_one_by_one_is_all_together(by: By) -> None:
    for principal in (COORDINATOR, PLANNER, HEAD, VIEWER):
        together = rows(principal, by)
        names = list(dict.fromkeys(row[by.value] for row in together))

        assert [row for name in names for row in rows(principal, by, name)] == together


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(LookupError):
        rows(COORDINATOR, "pupil")
