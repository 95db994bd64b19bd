from __future__ import annotations

import json
from typing import Any

import pytest

from api.principal import Principal
from api.views.scenario import FRAME, seen_scenario
from scenarios.settings import Settings
from scenarios.tables import COLUMNS, TABLES
from tests.api.views.people import COORDINATOR, HEAD, PLANNER, VIEWER, area, seen_by
from tests.support.build import changed


def seen(principal: Principal) -> dict[str, Any]:
    return seen_scenario(area(), seen_by(principal))


def ids(table: list[dict[str, Any]]) -> list[str]:
    return [next(iter(row.values())) for row in table]


def test_the_whole_is_the_normal_form() -> None:
    assert seen(COORDINATOR) == area().normal_form()


@pytest.mark.parametrize("principal", [PLANNER, HEAD, VIEWER])
def test_every_table_is_there_and_the_policy_is_not(principal: Principal) -> None:
    shown = seen(principal)

    assert set(shown) == {"schema_version", "settings", *TABLES}
    assert set(shown["settings"]) == set(FRAME)
    assert set(FRAME) < set(Settings.model_fields)
    assert all(set(row) <= set(COLUMNS[table]) for table in TABLES for row in shown[table])


def test_a_municipality_sees_its_own_rows_in_full() -> None:
    shown, whole = seen(PLANNER), area().normal_form()

    assert ids(shown["schools"]) == ["s1", "s3"]
    assert [row for row in whole["teachers"] if row["teacher"] == "t1"] == shown["teachers"]
    assert {row["teacher"] for row in shown["qualifications"]} == {"t1"}
    assert {row["class"] for row in shown["lessons"]} == {"1A"}
    assert shown["availability"] == []
    assert shown["windows"] == []
    assert [row["municipality"] for row in shown["holidays"]] == ["m1"]
    assert {row["need"]: row["pupils"] for row in shown["needs"]} == {"n1": 3, "n3": 6, "n5": 7}


def test_a_municipality_sees_of_its_partners_the_name() -> None:
    own, partner = seen(PLANNER)["municipalities"]

    assert set(own) == set(COLUMNS["municipalities"])
    assert partner == {"municipality": "m2", "name": "M2"}
    assert len(seen(PLANNER)["agreements"]) == 2


def test_a_pin_names_no_need_of_others() -> None:
    pins = seen(PLANNER)["pins"]

    assert [(row["need"], row["with_need"]) for row in pins] == [("n1", "")]


def test_a_school_sees_ranges_and_no_money() -> None:
    shown = seen(HEAD)

    assert [row["pupils"] for row in shown["needs"]] == ["1–4", "5+"]  # noqa: RUF001
    # Three of a religion in the municipality make a need statutory.
    assert not {"priority", "continues"} & {column for row in shown["needs"] for column in row}
    for table in ("teachers", "qualifications", "availability", "agreements", "pins"):
        assert shown[table] == []
    assert shown["municipalities"] == [{"municipality": "m1", "name": "M1"}]


def test_a_school_sees_who_teaches_from_it_without_contract() -> None:
    from dataclasses import replace

    scenario = area()
    own = replace(seen_by(HEAD), schools=frozenset({"s3"}), teachers=frozenset({"t1"}))

    columns = {"teacher", "name", "school", "languages", "status"}
    assert [set(row) for row in seen_scenario(scenario, own)["teachers"]] == [columns]


def test_a_viewer_sees_names_of_schools() -> None:
    shown = seen(VIEWER)

    assert {table for table in TABLES if shown[table]} == {"schools"}
    assert {column for row in shown["schools"] for column in row} == {
        "school",
        "municipality",
        "name",
    }


@pytest.mark.parametrize("principal", [PLANNER, HEAD])
def test_nothing_names_rows_of_others(principal: Principal) -> None:
    text = json.dumps(seen(principal))

    for name in ('"n2"', '"n4"', '"s2"', '"2A"', '"t2"', "27.5", "Toivo"):
        assert name not in text


def test_who_shares_pupils_names_no_need_of_others() -> None:
    scenario = changed(area(), "n1", shares_pupils_with="n2;n5")
    alone = changed(area(), "n1", shares_pupils_with="none")

    for given, kept in ((scenario, ["n5"]), (alone, ["none"])):
        row = seen_scenario(given, seen_by(PLANNER))["needs"][0]
        assert (row["need"], row["shares_pupils_with"]) == ("n1", kept)
