"""Bell schedules, lunch, closed minutes, capacity."""

from __future__ import annotations

import pytest

from scenarios.checks.bells import grades_shown
from scenarios.scenario import Scenario
from tests.scenarios.checks.codes import codes, found, only, place, stops
from tests.support.build import bells, capacity, closed, need, window, with_rows, without, world

# From 09:00 to 13:00 are just four hours, in four periods.
FOUR_HOURS = ("09:00-09:45", "10:00-10:45", "11:15-12:00", "12:15-13:00")


def day(*periods: str, **cells: str) -> Scenario:
    return world(need("n1"), bells("s1", *periods, **cells))


def test_periods_of_one_grade_that_overlap_stop_the_scenario() -> None:
    finding = only(day("09:00-09:46", "09:45-10:30"), "bells_overlap")

    assert stops(finding)
    assert place(finding) == ("bells", 2, "start")
    assert finding.numbers == {
        "period": "2",
        "other_period": "1",
        "other_row": 1,
        "grade": 1,
        "day": "mon",
    }


@pytest.mark.parametrize(
    "other",
    [
        {"start": "09:45", "end": "10:30"},
        {"grades": "4-9"},
        {"days": "fri"},
    ],
    ids=["touching", "other grades", "other days"],
)
def test_periods_that_touch_or_concern_others_do_not_overlap(other: dict[str, str]) -> None:
    first = bells("s1", "09:00-09:45", grades="1-3", days="mon-thu")
    second = bells("s1", "09:30-10:15", **{"grades": "1-3", "days": "mon-thu", "period": "2"})
    scenario = world(need("n1"), first, second)

    changed = [type(row).model_validate({**row.model_dump(), **other}) for row in second]

    assert codes(scenario) == ["bells_overlap"]
    assert found(scenario.replace(bells=(*first, *changed)), "bells_overlap") == []


def test_a_period_inside_a_long_one_is_found_past_a_short_one() -> None:
    """The row before it in time order ends early; the one before that does not."""
    scenario = day("09:00-10:30", "09:10-09:40", "09:50-10:20")

    assert [one.place.row for one in found(scenario, "bells_overlap")] == [2, 3]


@pytest.mark.parametrize("usual", ["07:00-07:45", "17:15-18:00", "09:00-11:00", "09:00-09:20"])
def test_usual_periods_pass(usual: str) -> None:
    assert found(day(usual), "bell_unusual") == []


@pytest.mark.parametrize("odd", ["06:55-07:40", "17:20-18:05", "09:00-11:05", "09:00-09:19"])
def test_odd_hours_and_lengths_are_a_warning(odd: str) -> None:
    assert not stops(only(day(odd), "bell_unusual"))


def test_a_school_without_bells_for_the_grade_is_a_warning() -> None:
    scenario = day("09:00-09:45", grades="4-9")

    finding = only(scenario, "no_bells")

    assert place(finding) == ("needs", 1, "school")
    assert finding.numbers == {"school": "s1", "grades": "3"}
    assert found(with_rows(scenario, bells("s1", "09:00-09:45", grades="3")), "no_bells") == []


def test_explicit_windows_need_no_bells() -> None:
    scenario = with_rows(day("09:00-09:45", grades="4-9"), window("n1", "mon 09:00-09:45"))

    assert found(scenario, "no_bells") == []


def test_lunch_is_asked_for_in_a_day_longer_than_four_hours() -> None:
    longer = day(*FOUR_HOURS[:-1], "12:15-13:01")

    finding = only(longer, "lunch_not_closed")

    assert found(day(*FOUR_HOURS), "lunch_not_closed") == []
    assert not stops(finding)
    # Only grade 3 is needed.
    assert finding.numbers == {"school": "s1", "grades": "3", "days": "mon;tue;wed;thu;fri"}


def test_lunch_is_asked_for_in_a_day_of_five_periods() -> None:
    five = ["09:00-09:30", "09:35-10:05", "10:10-10:40", "10:45-11:15", "11:20-11:50"]

    assert found(day(*five[:4]), "lunch_not_closed") == []
    assert len(found(day(*five), "lunch_not_closed")) == 1


@pytest.mark.parametrize(
    ("times", "reason", "missing"),
    [
        ("10:40-11:10", "", 0),
        ("09:45-10:00", "", 1),
        ("13:00-13:15", "", 1),
        ("09:45-10:00", "Lounas", 0),
    ],
)
def test_lunch_lies_between_ten_and_one_or_says_so(times: str, reason: str, missing: int) -> None:
    scenario = with_rows(
        day("09:00-09:45", "12:15-13:15"), closed("s1", "mon-fri", times, reason=reason)
    )

    assert len(found(scenario, "lunch_not_closed")) == missing


def test_days_without_lunch_are_named() -> None:
    scenario = with_rows(
        day("09:00-09:45", "12:15-13:15"), closed("s1", "mon;wed;fri", "10:00-10:30")
    )

    assert only(scenario, "lunch_not_closed").numbers["days"] == "tue;thu"


@pytest.mark.parametrize(
    ("days", "times", "outside"),
    [("mon", "11:44-12:00", 0), ("mon", "11:45-12:00", 1), ("mon", "08:30-09:00", 1)],
)
def test_closed_minutes_must_touch_the_school_day(days: str, times: str, outside: int) -> None:
    # The bells of the builder ring from 09:00 to 11:45.
    scenario = world(need("n1"), closed("s1", days, times))

    assert len(found(scenario, "closed_outside_day")) == outside


def test_capacity_with_both_cells_empty_changes_nothing() -> None:
    assert len(found(world(need("n1"), capacity("s1", "mon 09:00-10:00")), "capacity_empty")) == 1
    filled = capacity("s1", "mon 09:00-10:00", supervisors=0)
    assert found(world(need("n1"), filled), "capacity_empty") == []


def test_rows_of_an_unknown_school_are_reported_as_that_only() -> None:
    scenario = without(world(need("n1"), bells("s9", "09:00-09:45")), "s9")

    assert codes(scenario) == ["unknown_reference"]


def test_grades_are_shown_as_runs() -> None:
    assert grades_shown([5, 1, 2, 3, 7, 8]) == "1-3, 5, 7-8"
