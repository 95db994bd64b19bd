"""Pins that cannot all be true of a served need, and neighbours that can."""

from __future__ import annotations

import pytest

from scenarios.needs import Pin
from tests.scenarios.checks.codes import found, only, place, stops
from tests.support.build import need, pin, teacher, with_rows, world

Cells = dict[str, str]


def contradictions(*pins: Pin, lessons: str = "1") -> list[str]:
    """What the pins contradict each other about."""
    base = world(
        need("n1", lessons_per_week=lessons),
        need("n2", school="s2", lessons_per_week=lessons),
        need("n3", school="s3", lessons_per_week=lessons),
        teacher("t1"),
        teacher("t2"),
    )
    return [str(one.numbers["about"]) for one in found(with_rows(base, pins), "pins_contradict")]


@pytest.mark.parametrize("first", ["must", "locked"])
@pytest.mark.parametrize("second", ["must", "locked"])
def test_a_group_has_one_teacher(first: str, second: str) -> None:
    one = pin("n1", teacher="t1", kind=first)

    assert contradictions(one, pin("n1", teacher="t2", kind=second)) == ["two_teachers"]
    assert contradictions(one, pin("n1", teacher="t1", day="mon", kind=second)) == []
    assert contradictions(one, pin("n2", teacher="t2", kind=second)) == []


def test_what_is_only_wished_contradicts_nothing() -> None:
    assert contradictions(pin("n1", teacher="t1"), pin("n1", teacher="t2", kind="prefer")) == []


@pytest.mark.parametrize("kind", ["must", "locked"])
@pytest.mark.parametrize(
    "cells", [{"teacher": "t1"}, {"day": "mon"}, {"start": "09:00"}, {"with_need": "n2"}]
)
def test_the_same_is_not_required_and_forbidden(kind: str, cells: Cells) -> None:
    pins = pin("n1", **cells, kind=kind), pin("n1", **cells, kind="must_not")

    assert contradictions(*pins) == ["barred"]


@pytest.mark.parametrize(
    ("required", "forbidden", "contradict"),
    [
        ({"day": "mon", "start": "09:00"}, {"day": "mon"}, True),
        ({"day": "mon", "start": "09:00"}, {"start": "09:00"}, True),
        ({"day": "mon"}, {"day": "mon", "start": "09:00"}, False),
        ({"teacher": "t1"}, {"teacher": "t1", "day": "mon"}, False),
        ({"teacher": "t1", "day": "mon"}, {"teacher": "t1"}, True),
        ({"teacher": "t1"}, {"teacher": "t2"}, False),
        ({"day": "mon"}, {"day": "tue"}, False),
    ],
)
def test_what_is_forbidden_must_follow_from_what_is_required(
    required: Cells, forbidden: Cells, contradict: bool
) -> None:
    """A pin is one statement: forbidding more than is required leaves a way out."""
    pins = pin("n1", **required), pin("n1", **forbidden, kind="must_not")

    assert contradictions(*pins) == (["barred"] if contradict else [])


def test_a_forbidden_statement_may_follow_from_several_pins() -> None:
    pins = pin("n1", teacher="t1"), pin("n1", day="mon")

    assert contradictions(*pins, pin("n1", teacher="t1", day="mon", kind="must_not")) == ["barred"]


def test_a_day_and_a_start_of_two_pins_need_not_be_one_meeting() -> None:
    """With two lessons a week, Monday and a lesson at nine may be two lessons."""
    pins = (
        pin("n1", day="mon"),
        pin("n1", start="09:00"),
        pin("n1", day="mon", start="09:00", kind="must_not"),
    )

    assert contradictions(*pins, lessons="2") == []


def test_a_need_has_no_more_days_than_lessons() -> None:
    days = pin("n1", day="mon"), pin("n1", day="tue")

    assert contradictions(*days, lessons="1") == ["too_many_times"]
    assert contradictions(*days, lessons="2") == []


def test_half_a_lesson_may_be_a_day_of_its_own() -> None:
    days = pin("n1", day="mon"), pin("n1", day="tue")

    assert contradictions(*days, lessons="1.5") == []


def test_a_start_of_any_day_may_be_on_a_pinned_day() -> None:
    any_day = pin("n1", start="10:00")

    assert contradictions(pin("n1", day="mon"), any_day) == []
    assert contradictions(pin("n1", day="mon", start="09:00"), any_day) == ["too_many_times"]
    assert contradictions(pin("n1", day="mon", start="10:00"), any_day) == []


def test_a_group_meets_once_a_day() -> None:
    twice = pin("n1", day="mon", start="09:00"), pin("n1", day="mon", start="10:00")
    two_days = pin("n1", day="mon", start="09:00"), pin("n1", day="tue", start="10:00")

    assert contradictions(*twice, lessons="2") == ["two_starts"]
    assert contradictions(*two_days, lessons="2") == []


def test_pins_of_a_companion_hold_in_the_same_group() -> None:
    """n1 is taught with n2, and n2 with n3: what is pinned for n3 holds for n1."""
    chain = pin("n1", with_need="n2"), pin("n2", with_need="n3"), pin("n3", teacher="t1")

    assert contradictions(*chain, pin("n1", teacher="t2")) == ["two_teachers"]
    assert contradictions(*chain, pin("n1", teacher="t1")) == []


def test_a_companion_is_not_bound_by_the_one_who_names_it() -> None:
    """n2 may be served without n1: then only its own pins hold."""
    pins = pin("n1", with_need="n2"), pin("n2", teacher="t1"), pin("n1", teacher="t2")

    # n1 can never be served, and is reported; n2 by itself contradicts nothing.
    assert contradictions(*pins) == ["two_teachers"]


def test_a_companion_of_a_companion_may_not_be_forbidden() -> None:
    chain = pin("n1", with_need="n2"), pin("n2", with_need="n3")

    assert contradictions(*chain, pin("n1", with_need="n3", kind="must_not")) == ["barred"]
    assert contradictions(chain[0], pin("n1", with_need="n3", kind="must_not")) == []


def test_a_contradiction_stops_the_scenario_and_names_both_rows() -> None:
    base = world(need("n1"), teacher("t1"), teacher("t2"))

    finding = only(
        with_rows(base, pin("n1", teacher="t1"), pin("n1", teacher="t2")), "pins_contradict"
    )

    assert stops(finding)
    assert place(finding) == ("pins", 2, None)
    assert finding.numbers == {"other_row": 1, "about": "two_teachers"}
    assert finding.subjects == ("need:n1",)
