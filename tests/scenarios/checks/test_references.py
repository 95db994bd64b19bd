"""Ids that lead nowhere, ids and rows given twice."""

from __future__ import annotations

import pytest

from scenarios.checks import check
from scenarios.checks.references import REFERENCES
from scenarios.rows import Row
from scenarios.scenario import Scenario
from scenarios.tables import COLUMNS, TABLES
from tests.scenarios.checks.codes import codes, found, only, place, stops
from tests.support.build import (
    agreement,
    available,
    capacity,
    closed,
    holiday,
    lesson,
    municipality,
    need,
    pin,
    qualification,
    school,
    school_class,
    teacher,
    window,
    with_rows,
    without,
    world,
)

# An id that is like no other, so that no other is suggested.
STRANGE = "zzzzzz"


def everything() -> Scenario:
    """A world with a row in every table."""
    return with_rows(
        world(need("n1", classes="3A"), need("n2", school="s2"), teacher("t1", school="s1")),
        municipality("m2"),
        teacher("t2", municipality="m2"),
        qualification("t2"),
        closed("s1", "mon", "10:45-11:00"),
        lesson("3A", "mon 09:00-09:45"),
        capacity("s1", "mon 09:00-10:00", remote_rooms=2),
        window("n1", "mon 10:00-10:45"),
        available("t1", "mon 09:00-12:00"),
        agreement("m1", "m2"),
        pin("n1", teacher="t1", with_need="n2"),
        holiday("m1", "2026-10-12", "2026-10-16"),
        [need("n1", classes="3A", shares_pupils_with="n2")],
    )


def with_cell(scenario: Scenario, table: str, column: str, value: str) -> Scenario:
    """The scenario with one cell of the first row of a table replaced."""
    first, *rest = scenario.rows(table)
    cells = {**first.model_dump(mode="json"), column: value}
    changed: Row = TABLES[table].model_validate(cells)
    return scenario.replace(**{table: (changed, *rest)})


def test_everything_refers_to_something() -> None:
    assert "unknown_reference" not in codes(everything())


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: f"{one.table}.{one.column}")
def test_every_column_of_ids_is_looked_up(reference: tuple[str, str, str]) -> None:
    table, column, target = reference
    scenario = with_cell(everything(), table, column, STRANGE)

    broken = [
        one
        for one in found(scenario, "unknown_reference")
        if (one.place.table, one.place.column) == (table, column)
    ]

    assert [(one.numbers["id"], one.numbers["target"]) for one in broken] == [(STRANGE, target)]
    assert stops(broken[0])


def test_every_column_named_like_a_table_with_ids_is_a_reference() -> None:
    """A new column of ids must not be forgotten. Home lessons may be of any subject."""
    nouns = {kind.key_columns[0] for kind in TABLES.values() if kind.has_id}
    named = {
        (table, column)
        for table, columns in COLUMNS.items()
        for column in columns
        if column in nouns and not (TABLES[table].has_id and column == columns[0])
    }

    missing = named - {(one.table, one.column) for one in REFERENCES}

    assert missing == {("lessons", "subject")}


def test_a_row_is_counted_from_one_in_the_order_of_the_keys() -> None:
    base = world(need("n2"), need("n3"))

    finding = only(with_rows(base, need("n1", school=STRANGE)), "unknown_reference")

    assert place(finding) == ("needs", 1, "school")


@pytest.mark.parametrize("given", ["OULU", "Olu"])
def test_an_id_almost_right_comes_with_the_right_one(given: str) -> None:
    base = world(need("n1", school="oulu"), school("oulu"))

    finding = only(with_rows(base, need("n2", school=given)), "unknown_reference_similar")

    assert finding.numbers == {"id": given, "target": "schools", "similar": "oulu"}


def test_the_neighbour_of_a_number_is_no_slip_of_the_pen() -> None:
    base = world(need("n1", school="s1001"))

    finding = only(with_rows(base, need("n2", school="s1002")), "unknown_reference")

    assert finding.numbers == {"id": "s1002", "target": "schools"}


def test_none_is_no_need() -> None:
    assert codes(world(need("n1", shares_pupils_with="none"))) == []


def test_the_same_id_twice_is_reported_on_the_second_row() -> None:
    base = world(need("n1"))

    finding = only(base.replace(needs=(need("n1"), need("n1", pupils=1))), "duplicate_id")

    assert place(finding) == ("needs", 2, "need")
    assert finding.numbers == {"id": "n1", "other_row": 1}
    assert stops(finding)


def test_the_same_row_twice_is_a_warning_and_nearly_the_same_none() -> None:
    base = world(need("n1"))
    row = qualification("t1")

    twice = base.replace(qualifications=(row, row))
    other = base.replace(qualifications=(row, qualification("t1", qualified="no")))

    assert place(only(twice, "duplicate_row")) == ("qualifications", 2, None)
    assert not stops(only(twice, "duplicate_row"))
    assert found(other, "duplicate_row") == []


def test_a_class_of_unknown_school_stops_only_once() -> None:
    scenario = without(world(need("n1"), school_class("3A", "s9", grades="3")), "s9")

    places = [place(one) for one in check(scenario) if stops(one)]

    assert [one for one in places if one[0] == "classes"] == [("classes", 1, "school")]


def test_a_need_of_unknown_school_is_not_blamed_for_its_classes() -> None:
    scenario = without(world(need("n1", school="s9", classes="3A"), school_class("3A")), "s9")

    assert "unknown_reference" in codes(scenario)
    assert "class_of_another_school" not in codes(scenario)


def test_references_to_rejected_rows_are_not_reported_again() -> None:
    scenario = without(world(need("n1", school="s9")), "s9")

    unread = check(scenario, {"schools": frozenset(["s9"])})

    assert any(one.code.startswith("unknown_reference") for one in check(scenario))
    assert not any(one.code.startswith("unknown_reference") for one in unread)
