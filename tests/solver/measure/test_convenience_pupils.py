"""Convenience of pupils: what a meeting takes from them, per pupil and worth.

Terms are in halves of a hundredth of a point: points x 100 x 2.
"""

from __future__ import annotations

import pytest

from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.measure.convenience import convenience_terms
from tests.support.build import (
    bells,
    group,
    lesson,
    need,
    plan,
    school_class,
    subject,
    window,
    world,
)

PUPILS = ("free", "missed", "absent_minute", "break_minute", "longer_day_minute")


def pupil_terms(scenario: Scenario, when: str, *members: str) -> dict[str, int]:
    """Terms of the pupils alone, without `weight_` and `window_`."""
    answer = plan(scenario, group("t1", when, *(members or ("n1",))))
    terms = {
        key.removeprefix("weight_").removeprefix("window_"): amount
        for key, amount in convenience_terms(scenario, answer).items()
    }
    return {key: amount for key, amount in terms.items() if key in PUPILS}


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("band", {}),
        ("open", {}),
        ("free", {"free": 3 * 210 * 2}),
        ("missed", {"missed": 3 * 1100 * 2}),
    ],
)
def test_pupils_pay_for_the_kind_of_the_window(kind: str, terms: dict[str, int]) -> None:
    """3 pupils x 2.1 or 11 points, every week."""
    scenario = world(need("n1", pupils=3), window("n1", "mon 09:00-09:45", kind=kind))

    assert pupil_terms(scenario, "mon 09:00") == terms


def test_a_meeting_of_a_half_is_worth_half() -> None:
    scenario = world(
        need("n1", pupils=3, lessons_per_week=0.5), window("n1", "mon 09:00-09:45", kind="free")
    )

    assert pupil_terms(scenario, "mon 09:00 A") == {"free": 3 * 210}


def test_each_half_is_judged_by_its_own_window() -> None:
    """Free in A, missed in B: half of each."""
    scenario = world(
        need("n1", pupils=3),
        window("n1", "mon 09:00-09:45", kind="free", half="A"),
        window("n1", "mon 09:00-09:45", kind="missed", half="B"),
    )

    assert pupil_terms(scenario, "mon 09:00") == {"free": 3 * 210, "missed": 3 * 1100}


def test_every_need_pays_for_itself() -> None:
    scenario = world(
        need("n1", pupils=3),
        need("n2", pupils=5),
        window("n1", "mon 09:00-09:45", kind="free"),
        window("n2", "mon 09:00-09:45", kind="free"),
    )

    assert pupil_terms(scenario, "mon 09:00", "n1", "n2") == {"free": 8 * 210 * 2}


@pytest.mark.parametrize(
    ("stretch", "minutes"), [("08:00-09:45", 0), ("09:10-11:00", 10), ("08:30-09:33", 12)]
)
def test_minutes_outside_the_window_are_absent(stretch: str, minutes: int) -> None:
    """2 pupils x 0.53 points a minute."""
    scenario = world(need("n1"), subject("OR", core_minutes=20), window("n1", f"mon {stretch}"))

    terms = pupil_terms(scenario, "mon 09:00")

    assert terms == ({"absent_minute": minutes * 2 * 53 * 2} if minutes else {})


@pytest.mark.parametrize(
    ("rows", "terms"),
    [
        # 30 minutes of missed against 10 of band: the larger overlap.
        (
            [
                window("n1", "mon 09:00-09:10", kind="band"),
                window("n1", "mon 09:10-09:40", kind="missed"),
            ],
            {"missed": 2 * 1100 * 2, "absent_minute": 10 * 2 * 53 * 2},
        ),
        # 20 against 20: the better kind, wherever it is.
        (
            [
                window("n1", "mon 09:00-09:20", kind="missed"),
                window("n1", "mon 09:20-09:40", kind="free"),
            ],
            {"free": 2 * 210 * 2, "absent_minute": 20 * 2 * 53 * 2},
        ),
        (
            [
                window("n1", "mon 09:00-09:20", kind="open"),
                window("n1", "mon 09:20-09:40", kind="free"),
            ],
            {"absent_minute": 20 * 2 * 53 * 2},
        ),
    ],
)
def test_a_meeting_is_judged_by_the_window_it_overlaps_most(
    rows: list[Row], terms: dict[str, int]
) -> None:
    scenario = world(need("n1"), subject("OR", lesson_minutes=40, core_minutes=1), rows)

    assert pupil_terms(scenario, "mon 09:00") == terms


def test_of_equal_windows_the_earlier_is_the_judge() -> None:
    """Only 09:20-09:40 is a lesson, so the earlier window shows by its 20 minutes of break."""
    scenario = world(
        need("n1"),
        subject("OR", lesson_minutes=40, core_minutes=1),
        bells("s1", "09:20-09:40"),
        window("n1", "mon 09:20-09:40"),
        window("n1", "mon 09:00-09:20"),
    )

    assert pupil_terms(scenario, "mon 09:00") == {
        "absent_minute": 20 * 2 * 53 * 2,
        "break_minute": 20 * 2 * 7 * 2,
    }


def test_minutes_in_no_bell_period_are_break() -> None:
    """09:35-10:20 with bells 09:00-09:45 and 10:00-10:45: a quarter of an hour."""
    scenario = world(need("n1"), window("n1", "mon 09:00-11:00"))

    assert pupil_terms(scenario, "mon 09:35") == {"break_minute": 15 * 2 * 7 * 2}


def test_break_is_counted_inside_the_window_only() -> None:
    """The window opens at 09:50: 15 minutes absent, of the break only 09:50-10:00 are left."""
    scenario = world(need("n1"), subject("OR", core_minutes=20), window("n1", "mon 09:50-11:00"))

    assert pupil_terms(scenario, "mon 09:35") == {
        "absent_minute": 15 * 2 * 53 * 2,
        "break_minute": 10 * 2 * 7 * 2,
    }


def test_bells_of_other_grades_and_days_do_not_fill_a_break() -> None:
    scenario = world(
        need("n1"),
        bells("s1", "09:00-09:45"),
        bells("s1", "10:00-10:45", grades="4-9"),
        bells("s1", "10:00-10:46", days="tue"),
        window("n1", "mon 09:00-11:00"),
    )

    assert pupil_terms(scenario, "mon 10:00") == {"break_minute": 45 * 2 * 7 * 2}


def planned(*rows: Row, **cells: object) -> Scenario:
    """A class with home lessons on Monday 09:00-11:45, need n1 in it."""
    lessons = [
        lesson("c1", "mon 09:00-09:45", "MA"),
        lesson("c1", "mon 10:00-10:45", "RL"),
        lesson("c1", "mon 11:00-11:45", "KU", may_miss=True),
    ]
    return world(
        need("n1", **{"classes": "c1", "released_from": "RL", **cells}),
        bells("s1", "08:00-14:00"),
        subject("OR", core_minutes=30),
        school_class("c1", earliest="08:00", latest="14:00"),
        lessons,
        *rows,
    )


@pytest.mark.parametrize(
    ("when", "terms"),
    [
        ("mon 10:00", {}),
        # 30 of 45 minutes under the released lesson are just enough, the rest is a gap.
        ("mon 10:15", {}),
        ("mon 09:45", {}),
        # Touching the lesson that may be missed is not yet missing it.
        ("mon 11:00", {"missed": 2 * 1100 * 2}),
        ("mon 10:20", {"missed": 2 * 1100 * 2}),
        # From 08:00 the pupils wait an hour for their first lesson at 09:00.
        ("mon 08:00", {"free": 2 * 210 * 2, "longer_day_minute": 60 * 2 * 9 * 2}),
        ("mon 08:15", {"free": 2 * 210 * 2, "longer_day_minute": 45 * 2 * 9 * 2}),
        # Until 12:45 they stay an hour after their last at 11:45.
        ("mon 12:00", {"free": 2 * 210 * 2, "longer_day_minute": 60 * 2 * 9 * 2}),
    ],
)
def test_in_planned_mode_the_kind_is_the_meetings(when: str, terms: dict[str, int]) -> None:
    assert pupil_terms(planned(), when) == terms


def test_a_meeting_mostly_beside_the_released_lesson_is_free() -> None:
    """09:50-10:35 lies 30 minutes in a released lesson that began at 10:05."""
    rows = [
        lesson("c1", "mon 09:00-09:45", "MA"),
        lesson("c1", "mon 10:05-10:50", "RL"),
        lesson("c1", "mon 11:00-11:45", "MA"),
    ]
    scenario = world(
        need("n1", classes="c1", released_from="RL"),
        bells("s1", "08:00-14:00"),
        subject("OR", core_minutes=30),
        rows,
    )

    assert pupil_terms(scenario, "mon 09:50") == {}
    assert pupil_terms(scenario, "mon 09:45") == {"free": 2 * 210 * 2}


def test_a_lesson_released_in_one_half_is_a_band_in_that_half() -> None:
    """12:00-12:45 in A only; the rest of Monday ends at 11:45, so B stays an hour longer."""
    scenario = planned(lesson("c1", "mon 12:00-12:45", "RL", half="A"))

    assert pupil_terms(scenario, "mon 12:00") == {
        "free": 2 * 210,
        "longer_day_minute": 60 * 2 * 9,
    }


def test_released_lessons_begin_and_end_the_day_too() -> None:
    scenario = planned(lesson("c1", "mon 08:00-08:45", "RL"))

    assert pupil_terms(scenario, "mon 08:00") == {}


def test_the_day_grows_at_both_ends() -> None:
    """A single home lesson 09:10-09:20, released; 09:00-09:45 adds 10 and 25 minutes."""
    scenario = world(
        need("n1", classes="c1", released_from="RL"),
        lesson("c1", "mon 09:10-09:20", "RL"),
    )

    assert pupil_terms(scenario, "mon 09:00") == {
        "free": 2 * 210 * 2,
        "longer_day_minute": 35 * 2 * 9 * 2,
    }


def test_of_several_classes_the_largest_growth_counts() -> None:
    """10:00-10:45 after lessons of c1 to 10:00, of c2 to 09:30 in A and to 10:15 in B.

    A: 45 minutes for c1, 75 for c2. B: 45 and 30, and a quarter of an hour of c2 is missed.
    """
    scenario = world(
        need("n1", classes="c1;c2"),
        subject("OR", core_minutes=30),
        lesson("c1", "mon 09:00-10:00", "MA"),
        lesson("c2", "mon 09:00-09:30", "MA"),
        lesson("c2", "mon 09:30-10:15", "MA", half="B"),
    )

    assert pupil_terms(scenario, "mon 10:00") == {
        "free": 2 * 210,
        "missed": 2 * 1100,
        "absent_minute": 15 * 2 * 53,
        "longer_day_minute": (75 + 45) * 2 * 9,
    }


def test_explicit_windows_know_no_longer_day() -> None:
    scenario = planned(window("n1", "mon 08:00-14:00", kind="band"))

    assert pupil_terms(scenario, "mon 12:00") == {}


def test_without_home_lessons_there_is_no_longer_day() -> None:
    scenario = world(need("n1", classes="c1"))

    assert pupil_terms(scenario, "mon 11:00") == {}
