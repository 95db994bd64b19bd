"""Settings, the calendar, the order of the stages."""

from __future__ import annotations

import pytest

from scenarios.findings import Severity
from tests.scenarios.checks.codes import codes, found, only, place, stops
from tests.support.build import holiday, need, world


@pytest.mark.parametrize(
    ("priority", "stage"),
    [("statutory", "statutory"), ("promised", "coverage"), ("optional", "cost")],
)
def test_needs_whose_stage_is_not_listed_are_a_warning(priority: str, stage: str) -> None:
    one = need("n1", pupils=3, priority=priority)
    listed = ["statutory", "coverage", "cost"]
    without_it = [name for name in listed if name != stage]

    finding = only(world(one, priorities=";".join(without_it)), "stage_not_listed")

    assert not stops(finding)
    assert place(finding) == ("settings", None, "priorities")
    assert finding.numbers == {"stage": stage, "priority": priority}
    assert found(world(one, priorities=stage), "stage_not_listed") == []


def test_cost_before_service_serves_nobody() -> None:
    one = need("n1", priority="promised")

    first = world(one, priorities="cost;coverage;statutory")
    last = world(one, priorities="statutory;coverage;cost")

    # There is no statutory need that the order could harm.
    assert only(first, "cost_before_service").numbers == {"stage": "coverage"}
    assert found(last, "cost_before_service") == []


@pytest.mark.parametrize(
    ("settings", "column"),
    [
        ({"first_day": "2025-08-11"}, "first_day"),
        ({"last_day": "2028-06-05"}, "last_day"),
    ],
)
def test_days_lie_in_the_years_of_the_school_year(settings: dict[str, str], column: str) -> None:
    year = {"first_day": "2026-08-11", "last_day": "2027-06-05", "school_year": "2026-2027"}

    finding = only(world(need("n1"), **{**year, **settings}), "day_outside_school_year")

    assert place(finding) == ("settings", None, column)
    assert codes(world(need("n1"), **year)) == []


def test_a_school_year_is_two_years_that_follow_each_other() -> None:
    assert len(found(world(need("n1"), school_year="2026-2028"), "school_year_not_two_years")) == 1
    assert codes(world(need("n1"), school_year="2026-2027")) == []


def test_nothing_is_deleted_before_the_last_day() -> None:
    year = {"first_day": "2026-08-11", "last_day": "2027-06-05"}

    early = world(need("n1"), **year, delete_after="2027-06-04")
    same_day = world(need("n1"), **year, delete_after="2027-06-05")

    assert len(found(early, "deleted_before_the_end")) == 1
    assert found(same_day, "deleted_before_the_end") == []


@pytest.mark.parametrize(
    ("first", "last", "outside"),
    [
        ("2026-08-01", "2026-08-11", 0),
        ("2026-08-01", "2026-08-10", 1),
        ("2027-06-05", "2027-06-20", 0),
        ("2027-06-06", "2027-06-20", 1),
    ],
)
def test_a_holiday_touches_the_school_year(first: str, last: str, outside: int) -> None:
    scenario = world(
        need("n1"), holiday("m1", first, last), first_day="2026-08-11", last_day="2027-06-05"
    )

    assert len(found(scenario, "holiday_outside_year")) == outside


def test_terms_without_anything_of_one_term_are_worth_knowing() -> None:
    unused = world(need("n1"), halves="terms")
    used = world(need("n1", lessons_per_week="1.5"), halves="terms")

    assert only(unused, "halves_without_use").severity is Severity.INFO
    assert found(used, "halves_without_use") == []
    assert found(world(need("n1")), "halves_without_use") == []
