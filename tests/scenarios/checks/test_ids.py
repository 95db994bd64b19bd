"""Ids of needs that tell of pupils."""

from __future__ import annotations

import pytest

from scenarios import library
from scenarios.checks import check
from tests.scenarios.checks.codes import found, only, place, stops
from tests.support.build import need, school_class, subject, world


def tells(name: str) -> list[object]:
    scenario = world(
        subject("OR", name_fi="Ortodoksinen uskonto"),
        subject("A2", name_sv="Långt språk"),
        school_class("5A", grades="3"),
        need(name),
    )
    return [finding.numbers["tells"] for finding in found(scenario, "need_id_tells")]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("OR-17", "subject"),
        ("17or", "subject"),
        ("s1_a2_3", "subject"),
        ("uskonto3", "subject"),
        ("n-språk", "subject"),
        ("5A-1", "class"),
        ("s1.5a", "class"),
        ("n5a", "class"),
        ("lk5-2", "grade"),
        ("5lk", "grade"),
        ("åk3", "grade"),
        ("Matti3", "name"),
        ("n17-MV", "name"),
        ("M.V.", "name"),
        ("ÅÖ3", "name"),
    ],
)
def test_an_id_that_tells_of_a_pupil_is_noticed(name: str, what: str) -> None:
    assert tells(name) == [what]


@pytest.mark.parametrize(
    "name", ["n1", "N17", "17", "need-17", "last-year-n5", "t0r", "orange", "n25a", "n5ab", "3a20"]
)
def test_an_id_that_tells_nothing_is_let_be(name: str) -> None:
    assert tells(name) == []


def test_it_goes_with_the_scenario_and_repeats_no_name() -> None:
    finding = only(world(need("Matti")), "need_id_tells")

    assert not stops(finding)
    assert place(finding) == ("needs", 1, "need")
    assert finding.numbers == {"tells": "name"}


def test_no_scenario_of_the_library_has_one() -> None:
    for name in ("riihimaki-spring", "tunturi-lappi-august"):
        codes = {finding.code for finding in check(library.load(name))}
        assert "need_id_tells" not in codes
