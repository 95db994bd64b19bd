"""Pins one by one."""

from __future__ import annotations

import pytest

from scenarios.scenario import Scenario
from tests.scenarios.checks.codes import found, only, place, stops
from tests.support.build import (
    agreement,
    municipality,
    need,
    pin,
    qualification,
    school,
    teacher,
    with_rows,
    world,
)

FIRM = ("must", "locked")
SOFT = ("must_not", "prefer", "avoid")


def pinned(**cells: str) -> Scenario:
    return world(need("n1"), need("n2", school="s2"), teacher("t1"), pin("n1", **cells))


def test_a_pin_says_something() -> None:
    assert stops(only(pinned(), "pin_empty"))


@pytest.mark.parametrize(
    "cells", [{"teacher": "t1"}, {"day": "mon"}, {"start": "00:00"}, {"with_need": "n2"}]
)
def test_one_filled_cell_is_a_statement(cells: dict[str, str]) -> None:
    """Midnight is a start like any other; nobody would pin it, but it is not empty."""
    assert found(pinned(**cells), "pin_empty") == []


@pytest.mark.parametrize("kind", FIRM + SOFT)
def test_a_pinned_start_is_a_multiple_of_the_step(kind: str) -> None:
    off = only(pinned(start="09:03", kind=kind), "pin_off_step")

    assert place(off) == ("pins", 1, "start")
    assert off.numbers == {"start": "09:03", "step": 5}
    # What is only wished, or forbidden, does no harm by being impossible.
    assert stops(off) == (kind in FIRM)
    assert found(pinned(start="09:05", kind=kind), "pin_off_step") == []


@pytest.mark.parametrize("kind", FIRM + SOFT)
def test_a_need_is_not_its_own_companion(kind: str) -> None:
    assert stops(only(pinned(with_need="n1", kind=kind), "pin_with_itself")) == (kind in FIRM)
    assert found(pinned(with_need="n2", kind=kind), "pin_with_itself") == []


@pytest.mark.parametrize(
    "other", [{"subject": "IS"}, {"level": "A2"}, {"school": "s3"}], ids=lambda one: next(iter(one))
)
def test_companions_are_of_one_course(other: dict[str, str]) -> None:
    base = world(need("n1"), need("n2", **other), school("s3", language="sv"))

    finding = only(with_rows(base, pin("n1", with_need="n2")), "pin_with_another_course")

    assert stops(finding)
    assert finding.numbers == {"other_need": "n2"}
    assert found(pinned(with_need="n2"), "pin_with_another_course") == []


def test_a_pinned_teacher_is_qualified() -> None:
    other_grades = world(need("n1"), qualification("t1", grade_from=4), pin("n1", teacher="t1"))

    assert not stops(only(other_grades, "pinned_teacher_not_qualified"))
    assert found(pinned(teacher="t1"), "pinned_teacher_not_qualified") == []


def test_a_pinned_teacher_is_permitted() -> None:
    base = world(
        need("n1"), municipality("m2"), teacher("t1", municipality="m2"), pin("n1", teacher="t1")
    )
    # Any row means that only what is agreed is permitted.
    not_agreed = with_rows(base, municipality("m3"), agreement("m3", "m2"))

    assert len(found(not_agreed, "pinned_teacher_not_permitted")) == 1
    agreed = with_rows(not_agreed, agreement("m1", "m2"))
    assert found(agreed, "pinned_teacher_not_permitted") == []
    assert found(base, "pinned_teacher_not_permitted") == []


@pytest.mark.parametrize(
    ("wish", "other", "against"),
    [
        ("prefer", "avoid", 1),
        ("prefer", "must_not", 1),
        ("avoid", "must", 1),
        ("avoid", "locked", 1),
        ("prefer", "must", 0),
        ("avoid", "must_not", 0),
    ],
)
def test_a_wish_goes_with_the_firm_pins(wish: str, other: str, against: int) -> None:
    base = world(need("n1"), pin("n1", day="mon", kind=other))

    same = with_rows(base, pin("n1", day="mon", kind=wish))
    another_day = with_rows(base, pin("n1", day="tue", kind=wish))

    assert len(found(same, "wish_against_pin")) == against
    assert found(another_day, "wish_against_pin") == []
