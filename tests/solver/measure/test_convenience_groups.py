"""Convenience of groups, term by term, and the sum of all terms.

Terms are in halves of a hundredth of a point: points x 100 x 2.
"""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rows import Row
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.convenience import convenience_terms
from solver.measure.objective import stage_values
from solver.plan import Member
from tests.support.build import (
    available,
    group,
    need,
    pin,
    plan,
    qualification,
    replaced,
    subject,
    teacher,
    window,
    world,
)


def term(key: str, scenario: Scenario, *groups: Any) -> int:
    """One term in whole hundredths of a point; such terms have no halves."""
    whole, rest = divmod(convenience_terms(scenario, plan(scenario, *groups)).get(key, 0), 2)
    assert rest == 0
    return whole


@pytest.mark.parametrize(("highest", "points"), [(3, 0), (4, 0), (5, 130), (7, 3 * 130)])
def test_a_span_of_grades_beyond_one_costs_at_every_meeting(highest: int, points: int) -> None:
    """1.3 points a grade; 3-4 is a span of one."""
    scenario = world(
        need("n1", grade_from=3, lessons_per_week=2), need("n2", grade_from=3, grade_to=highest)
    )
    answer = group("t1", ["mon 09:00", "tue 09:00"], "n1", n2=[0])

    assert term("weight_grade_mix", scenario, answer) == 2 * points


def test_a_meeting_of_a_half_costs_its_span_in_full() -> None:
    """Only pupil terms are weighed by worth."""
    scenario = world(need("n1", grade_from=2, grade_to=4, lessons_per_week=0.5))

    assert term("weight_grade_mix", scenario, group("t1", "mon 09:00 A", "n1")) == 130


@pytest.mark.parametrize(
    ("rows", "meetings"),
    [
        ([qualification("t1", grade_to=9)], 0),
        ([qualification("t1", qualified=False)], 2),
        ([qualification("t1", grade_to=3), qualification("t1", qualified=False)], 1),
        ([qualification("t1", qualified=False), qualification("t1", subject="IS")], 2),
    ],
)
def test_meetings_that_need_an_unqualified_row(rows: list[Row], meetings: int) -> None:
    """n2 of grade 5 attends the first of the two meetings; 5.9 points a meeting."""
    scenario = world(
        need("n1", lessons_per_week=2),
        need("n2", grade_from=5),
        rows,
        subject("IS"),
        allow_unqualified=True,
    )
    answer = group("t1", ["mon 09:00", "wed 09:00"], "n1", n2=[0])

    assert term("weight_unqualified", scenario, answer) == meetings * 590


@pytest.mark.parametrize(
    ("rows", "meetings"),
    [
        ([], 0),
        (available("t1", "mon 08:00-12:00"), 0),
        (available("t1", "mon 09:00-09:45", kind="preferred"), 0),
        (available("t1", "mon 09:01-12:00", kind="preferred"), 1),
        (available("t1", "mon 08:00-09:44", kind="preferred"), 1),
        (available("t1", "tue 11:00-12:00", kind="preferred"), 0),
        # No single row holds the meeting.
        (available("t1", "mon 08:00-09:30", "mon 09:30-12:00", kind="preferred"), 1),
        (available("t1", "mon 10:00-12:00", "mon 09:00-10:00", kind="preferred"), 0),
        # Once, however many halves are not preferred.
        (available("t1", "mon 10:00-12:00", kind="preferred", half="B"), 1),
        (
            [
                *available("t1", "mon 08:00-12:00", kind="preferred", half="A"),
                *available("t1", "mon 10:00-12:00", kind="preferred", half="B"),
            ],
            1,
        ),
        (available("t2", "mon 10:00-12:00", kind="preferred"), 0),
    ],
)
def test_meetings_outside_the_preferred_rows_of_their_day(rows: list[Row], meetings: int) -> None:
    """1.7 points a meeting."""
    scenario = world(need("n1"), rows, teacher("t1"), teacher("t2"))

    found = term("weight_unpreferred", scenario, group("t1", "mon 09:00", "n1"))

    assert found == meetings * 170


def test_a_preferred_row_of_the_other_half_says_nothing() -> None:
    rows = available("t1", "mon 10:00-12:00", kind="preferred", half="B")
    scenario = world(need("n1", lessons_per_week=0.5), rows)

    assert term("weight_unpreferred", scenario, group("t1", "mon 09:00 A", "n1")) == 0
    assert term("weight_unpreferred", scenario, group("t1", "mon 09:00 B", "n1")) == 170


@pytest.mark.parametrize(
    ("days", "pairs"),
    [
        (["mon", "wed", "fri"], 0),
        (["mon", "tue", "thu"], 1),
        (["wed", "mon", "tue"], 2),
        (["fri", "mon", "thu"], 1),
        (["mon", "tue", "wed", "thu", "fri"], 4),
    ],
)
def test_pairs_on_consecutive_weekdays(days: list[str], pairs: int) -> None:
    """1.9 points a pair; Friday and Monday are not consecutive."""
    scenario = world(need("n1", lessons_per_week=len(days)))
    answer = group("t1", [f"{day} 09:00" for day in days], "n1")

    assert term("weight_adjacent_days", scenario, answer) == pairs * 190


def test_halves_make_no_difference_to_consecutive_days() -> None:
    scenario = world(need("n1", lessons_per_week=1.5))
    answer = group("t1", ["mon 09:00", "tue 09:00 A"], "n1")

    assert term("weight_adjacent_days", scenario, answer) == 190


def test_groups_do_not_pair_with_each_other() -> None:
    scenario = world(need("n1"), need("n2", school="s2"))

    groups = [group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2")]

    assert term("weight_adjacent_days", scenario, *groups) == 0


@pytest.mark.parametrize(
    ("kind", "day", "wishes"),
    [("prefer", "mon", 0), ("prefer", "tue", 1), ("avoid", "mon", 1), ("avoid", "tue", 0)],
)
def test_wishes_not_followed(kind: str, day: str, wishes: int) -> None:
    """6.7 points each."""
    scenario = world(need("n1"), pin("n1", kind=kind, day=day))

    assert term("weight_wish", scenario, group("t1", "mon 09:00", "n1")) == wishes * 670


def test_wishes_of_the_unserved_and_other_pins_cost_nothing() -> None:
    scenario = world(
        need("n1"),
        need("n2"),
        pin("n2", kind="prefer", day="tue"),
        pin("n1", kind="must", day="tue"),
        pin("n1", kind="must_not", day="mon"),
        pin("n1", kind="locked", day="tue"),
    )

    assert term("weight_wish", scenario, group("t1", "mon 09:00", "n1")) == 0


def test_every_wish_counts() -> None:
    scenario = world(
        need("n1"), pin("n1", kind="prefer", day="tue"), pin("n1", kind="avoid", start="09:00")
    )

    assert term("weight_wish", scenario, group("t1", "mon 09:00", "n1")) == 2 * 670


def test_the_value_is_the_sum_rounded_half_up_once() -> None:
    """0.5 x 0.53 absent for one pupil's minute, twice: 53 hundredths, not 27 + 27.

    Three meetings of halves on three days: 3 x 3.1 for days and 3 x 0.265 = 10.095, so 1009.5
    is rounded to 1010.
    """
    needs = [need(f"n{k}", pupils=1, lessons_per_week=0.5, school=f"s{k}") for k in range(3)]
    windows = [window(f"n{k}", f"{day} 09:01-09:45") for k, day in enumerate(["mon", "tue", "wed"])]
    scenario = world(*needs, *windows, subject("OR", core_minutes=44))
    groups = [group("t1", f"{day} 09:00 A", f"n{k}") for k, day in enumerate(["mon", "tue", "wed"])]

    two = stage_values(scenario, plan(scenario, *groups[:2]))
    three = stage_values(scenario, plan(scenario, *groups))

    assert two[StageId.CONVENIENCE] == 2 * 310 + 53
    assert three[StageId.CONVENIENCE] == 1010


def test_a_sound_plain_plan_costs_only_its_day() -> None:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))

    assert convenience_terms(scenario, answer) == {"weight_teacher_day": 620}


def test_strangers_cost_nothing() -> None:
    """The verifier tells of them; the measures pass over them."""
    scenario = world(need("n1"))
    answer = plan(scenario, group("t9", "mon 09:00", "n1"))
    strangers = replaced(answer, "g1", members=(Member(need="zz", meetings=(0, 5)),))

    assert convenience_terms(scenario, strangers) == {}
