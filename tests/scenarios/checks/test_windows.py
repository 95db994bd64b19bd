"""Whether the pupils have time, and whether anybody could teach them."""

from __future__ import annotations

import pytest

from scenarios.scenario import Scenario
from tests.scenarios.checks.codes import codes, found, only, place, stops
from tests.support.build import (
    available,
    lesson,
    need,
    school_class,
    subject,
    teacher,
    window,
    with_rows,
    world,
)


def test_a_need_of_two_classes_with_one_timetable_is_partly_planned() -> None:
    home = lesson("3A", "mon 09:00-09:45")
    partly = world(need("n1", classes="3A;3B"), home)
    wholly = with_rows(partly, lesson("3B", "mon 09:00-09:45"))

    assert only(partly, "partly_planned").numbers == {"missing": "3B"}
    assert found(wholly, "partly_planned") == []


def statutory(*rows: object, **cells: object) -> Scenario:
    return world(need("n1", pupils=3, priority="statutory", **cells), *rows)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([teacher("t1", languages="sv")], "no_qualified_teacher"),
        ([window("n1", "mon 09:00-09:44")], "no_window"),
        ([available("t1", "mon 12:00-13:00"), teacher("t1")], "no_common_window"),
    ],
)
def test_a_statutory_need_that_nobody_can_serve_says_why(rows: list[object], reason: str) -> None:
    finding = only(statutory(*rows), "statutory_not_servable")

    assert not stops(finding)
    assert finding.numbers == {"reason": reason}
    assert finding.subjects == ("need:n1",)


def test_a_statutory_need_that_can_be_served_is_no_finding() -> None:
    assert codes(statutory()) == []


def test_other_needs_are_told_of_their_windows_only() -> None:
    """The office knows that a wish may have no teacher; it may not know that it has no time."""
    no_teacher = world(need("n1"), teacher("t1", languages="sv"))
    one_day = world(need("n1", lessons_per_week=2), window("n1", "mon 09:00-09:45"))
    two_days = with_rows(one_day, window("n1", "tue 09:00-09:45"))

    assert found(no_teacher, "too_few_window_days") == []
    assert only(one_day, "too_few_window_days").numbers == {"days": 1, "lessons": 2.0}
    assert found(two_days, "too_few_window_days") == []


def test_core_minutes_longer_than_every_window_are_told_of_the_subject() -> None:
    # The builder's periods of 45 minutes are widened by 15 towards free time only, and by the
    # ends of the day not at all: the longest is 10:00-10:45 with 15 on each side, 75 minutes.
    fits = world(need("n1"), subject("OR", lesson_minutes=75))
    too_long = world(need("n1"), subject("OR", lesson_minutes=76))

    assert found(fits, "core_fits_no_window") == []
    finding = only(too_long, "core_fits_no_window")
    assert place(finding) == ("subjects", 1, "core_minutes")
    assert finding.numbers == {"core_minutes": 76, "longest": 75}


def test_an_explicit_window_holds_the_core_minutes() -> None:
    long_enough, one_less = window("n1", "mon 09:00-09:45"), window("n1", "tue 09:00-09:44")

    finding = only(world(need("n1"), long_enough, one_less), "window_too_short")

    assert place(finding) == ("windows", 2, "end")
    assert finding.numbers == {"minutes": 44, "core_minutes": 45}


@pytest.mark.parametrize(
    ("earliest", "latest", "warnings"),
    [("09:00", "09:01", 0), ("09:00", "09:00", 1), ("mon 12:00; default 08:00", "11:00", 1)],
)
def test_a_class_leaves_after_it_comes(earliest: str, latest: str, warnings: int) -> None:
    one = school_class("3A", earliest=earliest, latest=latest)

    scenario = world(need("n1", classes="3A"), one)

    assert len(found(scenario, "transport_leaves_no_day")) == warnings


@pytest.mark.parametrize(
    ("when", "warnings"),
    [("mon 11:44-12:30", 0), ("mon 11:45-12:30", 1), ("mon 08:15-09:00", 1)],
)
def test_home_lessons_touch_the_day_of_the_bells(when: str, warnings: int) -> None:
    # The bells of the builder ring from 09:00 to 11:45.
    scenario = world(need("n1", classes="3A"), lesson("3A", when))

    assert len(found(scenario, "lesson_outside_bells")) == warnings


def test_a_timetable_an_hour_off_is_told_once_per_class() -> None:
    scenario = world(
        need("n1", classes="3A"), [lesson("3A", f"{day} 13:00-13:45") for day in ("mon", "tue")]
    )

    assert len(found(scenario, "lesson_outside_bells")) == 1


def test_home_lessons_that_overlap_each_other_are_bands() -> None:
    band = world(
        need("n1", classes="3A"),
        lesson("3A", "mon 09:00-09:45", "MA"),
        lesson("3A", "mon 09:00-09:45", "UE"),
    )

    assert [code for code in codes(band) if code != "too_few_window_days"] == []
