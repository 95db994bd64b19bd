"""Servable: could anybody teach the need, looking at it alone?"""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rows import Row
from solver.measure.servable import servable
from tests.support.build import (
    agreement,
    available,
    municipality,
    need,
    qualification,
    subject,
    teacher,
    window,
    world,
)

Rows = Row | list[Row]


def can(*rows: Rows, lessons: float = 1, **settings: Any) -> bool:
    """Whether n1 is servable: a lesson of 40 minutes of which 30 count, any time by default."""
    scenario = world(
        need("n1", lessons_per_week=lessons),
        subject("OR", lesson_minutes=40, core_minutes=30),
        municipality("m9"),
        *rows,
        **settings,
    )
    return servable(scenario, scenario.need_of["n1"])


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ([], True),
        ([teacher("t1", languages="sv")], False),
        ([teacher("t1", languages="sv"), teacher("t2")], True),
        ([qualification("t1", grade_from=3, grade_to=3)], True),
        ([qualification("t1", grade_from=4)], False),
        ([qualification("t1", grade_to=2)], False),
        ([qualification("t1", qualified=False)], False),
        ([qualification("t1", level="7")], False),
        ([agreement("m9", "m1")], True),
        ([teacher("t1", municipality="m9")], True),
        ([teacher("t1", municipality="m9"), agreement("m9", "m1")], False),
        ([teacher("t1", municipality="m9"), agreement("m1", "m9")], True),
        # What one has and another lacks does not add up.
        (
            [
                teacher("t1", languages="sv"),
                teacher("t2"),
                qualification("t1"),
                qualification("t2", grade_from=4),
            ],
            False,
        ),
    ],
)
def test_somebody_permitted_is_needed(rows: list[Rows], answer: bool) -> None:
    assert can(*rows) is answer


def test_the_agreement_is_between_the_two() -> None:
    """m9 sells to m8 and m7 sells to m1; that does not let m9 sell to m1."""
    others = [municipality("m7"), municipality("m8")]
    rows = [teacher("t1", municipality="m9"), agreement("m8", "m9"), agreement("m1", "m7")]

    assert not can(*others, *rows)


@pytest.mark.parametrize(("level", "answer"), [("", True), ("7", True), ("8", False)])
def test_a_row_without_level_covers_any(level: str, answer: bool) -> None:
    scenario = world(need("n1", level="7"), qualification("t1", level=level))

    assert servable(scenario, scenario.need_of["n1"]) is answer


@pytest.mark.parametrize(("lessons", "answer"), [(0.5, True), (1, False)])
def test_a_teacher_of_one_half_gives_half_a_lesson(lessons: float, answer: bool) -> None:
    for half in ("A", "B"):
        assert can(available("t1", "mon 08:00-16:00", half=half), lessons=lessons) is answer


def test_unqualified_rows_count_where_allowed() -> None:
    assert can(qualification("t1", qualified=False), allow_unqualified=True)


@pytest.mark.parametrize(
    ("stretch", "hours", "answer"),
    [
        # 09:00-09:40 is the only lesson of the teacher; 30 minutes of it must be met.
        ("09:10-12:00", "09:00-09:40", True),
        ("09:11-12:00", "09:00-09:40", False),
        ("08:00-09:30", "09:00-09:40", True),
        ("08:00-09:29", "09:00-09:40", False),
        ("09:05-09:35", "09:00-09:40", True),
        ("09:06-09:35", "09:00-09:40", False),
        # The lesson fits into the hours only from a start on the step.
        ("08:00-12:00", "09:00-09:39", False),
        ("08:00-12:00", "09:01-09:41", False),
        ("08:00-12:00", "08:59-09:40", True),
        ("08:00-12:00", "09:00-09:44", True),
        ("08:00-12:00", "09:01-09:44", True),
        ("08:00-12:00", "09:01-09:43", False),
        # At the edges of the day.
        ("00:00-00:30", "00:00-00:40", True),
        ("23:30-24:00", "23:20-24:00", True),
        ("23:31-24:00", "23:20-24:00", False),
    ],
)
def test_a_start_lies_in_the_hours_and_meets_the_window(
    stretch: str, hours: str, answer: bool
) -> None:
    rows = [window("n1", f"mon {stretch}"), *available("t1", f"mon {hours}")]

    # Steps of 4 minutes: 09:00, 09:04 and 23:20 are multiples after midnight.
    assert can(rows, start_step_minutes=4) is answer


@pytest.mark.parametrize(
    ("lessons", "when", "answer"),
    [
        (1, ["mon"], True),
        (2, ["mon"], False),
        (2, ["mon", "thu"], True),
        (3, ["mon", "thu"], False),
        (1, ["mon A"], False),
        (1, ["mon A", "tue B"], False),
        (1, ["mon A", "mon B"], True),
        (0.5, ["mon A"], True),
        (0.5, ["mon B"], True),
        (0.5, [], False),
        (1.5, ["mon"], False),
        (1.5, ["mon", "tue B"], True),
        (1.5, ["mon", "tue"], True),
        (1.5, ["mon A", "tue B"], False),
        (2.5, ["mon", "tue", "wed A"], True),
        (2.5, ["mon", "tue A", "wed A"], False),
    ],
)
def test_enough_days_are_needed(lessons: float, when: list[str], answer: bool) -> None:
    rows: list[Row] = [window("n1", "fri 09:00-09:10")]
    for text in when:
        day, *half = text.split()
        rows.append(window("n1", f"{day} 09:00-10:00", half=half[0] if half else "all"))

    assert can(rows, lessons=lessons) is answer


def test_a_start_of_every_week_is_the_same_in_both_halves() -> None:
    """A at 09:00, B at 10:00: a half lesson could be given, a whole one could not."""
    rows = [
        window("n1", "mon 09:00-09:40", half="A"),
        window("n1", "mon 10:00-10:40", half="B"),
        *available("t1", "mon 09:00-09:40", "mon 10:00-10:40"),
    ]

    assert can(rows, lessons=0.5)
    assert not can(rows, lessons=1)


def test_one_teacher_has_all_the_days() -> None:
    """Two teachers with a day each are not one with two."""
    rows = [
        teacher("t1"),
        teacher("t2"),
        *available("t1", "mon 09:00-10:00"),
        *available("t2", "tue 09:00-10:00"),
    ]

    assert can(rows)
    assert not can(rows, lessons=2)
    assert can([*rows, *available("t2", "mon 09:00-10:00")], lessons=2)


def test_busy_minutes_are_cut_out() -> None:
    rows = [window("n1", "mon 09:00-10:00"), *available("t1", "mon 09:20-10:00", kind="busy")]

    assert not can(rows)
