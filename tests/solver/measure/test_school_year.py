"""The school year: what is left of it beside everybody's holidays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scenarios.kpis import KpiId
from scenarios.rows import Row
from scenarios.times import Half
from solver.measure.kpis import kpis
from solver.measure.school_year import half_of
from tests.support.build import (
    group,
    holiday,
    municipality,
    need,
    plan,
    school,
    teacher,
    world,
)

# Weeks 33 (odd) to 36 of 2026: Monday 10 August to Friday 4 September.
YEAR = {"first_day": "2026-08-10", "last_day": "2026-09-04"}


def year(when: list[str], *rows: Row, lessons: float = 1, **settings: Any) -> tuple[Any, Any]:
    """Joint weeks and lessons of a group of m1 and m2 with a teacher of m3; m4 is elsewhere."""
    scenario = world(
        need("n1", lessons_per_week=lessons),
        need("n2", school="s2", lessons_per_week=lessons),
        school("s2", municipality="m2"),
        teacher("t1", municipality="m3"),
        municipality("m4"),
        *rows,
        **{**YEAR, **settings},
    )
    values = kpis(scenario, plan(scenario, group("t1", when, "n1", "n2")))
    joint, reached = values[KpiId.JOINT_WEEKS], values[KpiId.LESSONS_YEAR]
    return (joint and joint["g1"], reached and reached["g1"])


def of(reached: int, wanted: float = 38) -> dict[str, float]:
    return {"wanted": wanted, "reached": reached}


@pytest.mark.parametrize(
    ("rows", "weeks", "lessons"),
    [
        ([], 4, 4),
        ([holiday("m1", "2026-08-17", "2026-08-21")], 3, 3),
        # A long weekend takes a Monday, not the week.
        ([holiday("m2", "2026-08-24", "2026-08-24")], 4, 3),
        ([holiday("m3", "2026-08-25", "2026-08-28")], 4, 4),
        ([holiday("m4", "2026-08-10", "2026-09-04")], 4, 4),
        # Different weeks add up, two halves of one week do too.
        (
            [
                holiday("m1", "2026-08-10", "2026-08-14"),
                holiday("m2", "2026-08-17", "2026-08-19"),
                holiday("m3", "2026-08-20", "2026-08-21"),
            ],
            2,
            2,
        ),
        ([holiday("m1", "2026-08-01", "2026-12-31")], 0, 0),
    ],
)
def test_weeks_and_lessons_beside_all_holidays(rows: list[Row], weeks: int, lessons: int) -> None:
    assert year(["mon 09:00"], *rows) == (weeks, of(lessons))


def test_of_a_teacher_nobody_knows_only_the_members_count() -> None:
    scenario = world(need("n1"), holiday("m1", "2026-08-10", "2026-08-14"), **YEAR)

    values = kpis(scenario, plan(scenario, group("t9", "mon 09:00", "n1")))

    assert values[KpiId.JOINT_WEEKS] == {"g1": 3}


def test_first_and_last_day_are_school_days() -> None:
    """From Tuesday 11 August to Monday 31 August: Mondays 17, 24, 31."""
    days = {"first_day": "2026-08-11", "last_day": "2026-08-31"}

    assert year(["mon 09:00"], **days) == (4, of(3))
    assert year(["tue 09:00"], **days) == (4, of(3))


def test_every_meeting_is_counted() -> None:
    """Monday 4 times, Tuesday of the odd weeks 33 and 35 twice: 1.5 x 38 = 57 are wanted."""
    assert year(["mon 09:00", "tue 09:00 A"], lessons=1.5) == (4, of(6, 57))
    assert year(["mon 09:00 B"], lessons=0.5) == (4, of(2, 19))


def test_weeks_of_two_years_are_different_weeks() -> None:
    """Week 33 of 2026 and of 2027, and the 52 between."""
    days = {"first_day": "2026-08-10", "last_day": "2027-08-20"}
    week_53 = 53 - 33 + 1

    assert year(["mon 09:00"], **days)[0] == week_53 + 33


def test_terms_change_in_summer() -> None:
    days = {"first_day": "2026-12-28", "last_day": "2027-01-08", "halves": "terms"}

    # Monday 28 December is autumn, Monday 4 January spring.
    assert year(["mon 09:00 A"], lessons=0.5, **days) == (2, of(1, 19))
    assert year(["tue 09:00 B"], lessons=0.5, **days) == (2, of(1, 19))
    assert year(["mon 09:00"], **days) == (2, of(2))


@pytest.mark.parametrize(
    ("day", "half"),
    [(date(2026, 7, 1), Half.A), (date(2026, 6, 30), Half.B), (date(2026, 12, 31), Half.A)],
)
def test_autumn_begins_in_july(day: date, half: Half) -> None:
    assert half_of(world(need("n1"), halves="terms"), day) is half


@pytest.mark.parametrize(
    ("day", "half"),
    [(date(2026, 8, 10), Half.A), (date(2026, 8, 17), Half.B), (date(2027, 1, 3), Half.A)],
)
def test_odd_iso_weeks_are_a(day: date, half: Half) -> None:
    """3 January 2027 is still in week 53 of 2026."""
    assert half_of(world(need("n1")), day) is half


@pytest.mark.parametrize("missing", ["first_day", "last_day"])
def test_without_the_year_nothing_is_said(missing: str) -> None:
    assert year(["mon 09:00"], **{missing: None}) == (None, None)
