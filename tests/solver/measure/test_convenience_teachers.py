"""Convenience of teachers: their days, and the gaps between their meetings.

Terms are in halves of a hundredth of a point: points x 100 x 2.
"""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.measure.convenience import convenience_terms
from tests.support.build import (
    available,
    group,
    need,
    plan,
    teacher,
    world,
)


def term(key: str, scenario: Scenario, *groups: Any) -> int:
    """One term in whole hundredths of a point; such terms have no halves."""
    whole, rest = divmod(convenience_terms(scenario, plan(scenario, *groups)).get(key, 0), 2)
    assert rest == 0
    return whole


def taught(*when: str, teacher_of: tuple[str, ...] = (), rows: Any = (), **settings: Any) -> Any:
    """A group of its own for each meeting, all of t1 unless said otherwise."""
    teachers = teacher_of or ("t1",) * len(when)
    needs = [
        need(f"n{k}", school=f"s{k}", lessons_per_week=0.5 if text[-1] in "AB" else 1)
        for k, text in enumerate(when)
    ]
    scenario = world(*needs, *[teacher(name) for name in set(teachers)], *rows, **settings)
    groups = [
        group(name, text, f"n{k}")
        for k, (name, text) in enumerate(zip(teachers, when, strict=True))
    ]
    return scenario, groups


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (["mon 09:00"], 1),
        (["mon 09:00", "mon 10:00"], 1),
        (["mon 09:00", "tue 10:00"], 2),
        (["mon 09:00 A", "mon 09:00 B"], 1),
        (["mon 09:00 A", "fri 09:00 B"], 2),
    ],
)
def test_days_of_a_teacher(when: list[str], days: int) -> None:
    """3.1 points a day used in any half."""
    scenario, groups = taught(*when)

    assert term("weight_teacher_day", scenario, *groups) == days * 310


def test_days_are_counted_by_teacher() -> None:
    scenario, groups = taught("mon 09:00", "mon 09:00", teacher_of=("t1", "t2"))

    assert term("weight_teacher_day", scenario, *groups) == 2 * 310


@pytest.mark.parametrize(
    ("when", "minutes"),
    [
        (["mon 09:00"], 0),
        # 09:00-10:45 is 105 minutes, less 90 of lessons and one changeover of 5.
        (["mon 09:00", "mon 10:00"], 10),
        # 09:00-13:00 is 240, less 135 and two changeovers.
        (["mon 12:15", "mon 09:00", "mon 10:00"], 95),
        (["mon 09:00", "mon 09:50"], 0),
        # Less than a changeover between them is not a negative gap.
        (["mon 09:00", "mon 09:48"], 0),
        (["mon 09:00", "tue 12:00"], 0),
    ],
)
def test_gaps_of_a_teacher(when: list[str], minutes: int) -> None:
    """0.03 points a minute."""
    scenario, groups = taught(*when)

    assert term("weight_teacher_gap_minute", scenario, *groups) == minutes * 3


@pytest.mark.parametrize(
    ("when", "half_minutes"),
    [
        # In A 09:00-10:45 leaves 10 minutes; in B there is one lesson.
        (["mon 09:00", "mon 10:00 A"], 10),
        (["mon 09:00 A", "mon 12:00 B"], 0),
        # In A 10 minutes, in B 70.
        (["mon 09:00", "mon 10:00 A", "mon 11:00 B"], 10 + 70),
    ],
)
def test_gaps_are_the_mean_of_the_halves(when: list[str], half_minutes: int) -> None:
    scenario, groups = taught(*when)

    terms = convenience_terms(scenario, plan(scenario, *groups))

    assert terms.get("weight_teacher_gap_minute", 0) == half_minutes * 3


@pytest.mark.parametrize(
    ("rows", "minutes"),
    [
        # 09:00-11:45 leaves 165 - 90 - 5 = 70 minutes.
        ([], 70),
        (available("t1", "mon 10:00-10:30", kind="busy"), 40),
        # Joined: 10:00-10:40.
        (available("t1", "mon 10:00-10:30", "mon 10:20-10:40", kind="busy"), 30),
        (available("t1", "mon 08:00-08:45", "mon 12:00-13:00", kind="busy"), 70),
        (available("t1", "tue 10:00-10:30", kind="busy"), 70),
        # Busy and changeover together may exceed the gap.
        (available("t1", "mon 09:45-11:00", kind="busy"), 0),
    ],
)
def test_busy_minutes_between_are_no_gap(rows: list[Row], minutes: int) -> None:
    scenario, groups = taught("mon 09:00", "mon 11:00", rows=[rows])

    assert term("weight_teacher_gap_minute", scenario, *groups) == minutes * 3


def test_busy_minutes_of_a_half_shorten_that_half() -> None:
    """70 minutes in A, 40 in B."""
    rows = available("t1", "mon 10:00-10:30", kind="busy", half="B")
    scenario, groups = taught("mon 09:00", "mon 11:00", rows=[rows])

    terms = convenience_terms(scenario, plan(scenario, *groups))

    assert terms["weight_teacher_gap_minute"] == (70 + 40) * 3


def test_changeover_is_the_settings() -> None:
    scenario, groups = taught("mon 09:00", "mon 11:00", changeover_minutes=20)

    assert term("weight_teacher_gap_minute", scenario, *groups) == (165 - 90 - 20) * 3
