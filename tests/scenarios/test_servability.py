"""Whether a need could be served at all, against the measure that shares no code with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.scenario import Scenario
from scenarios.servability import why_not_servable
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
    with_rows,
    world,
)


def why(scenario: Scenario) -> str | None:
    return why_not_servable(scenario, scenario.need_of["n1"])


@pytest.mark.parametrize(
    "row",
    [
        qualification("t1", grade_from=4),
        qualification("t1", "IS"),
        qualification("t1", level="A2"),
        qualification("t1", qualified="no"),
    ],
    ids=["grade", "subject", "level", "unqualified"],
)
def test_nobody_is_qualified(row: object) -> None:
    scenario = world(need("n1"), subject("IS"), row)

    assert why(scenario) == "no_qualified_teacher"


def test_unqualified_rows_count_where_the_settings_allow() -> None:
    scenario = world(need("n1"), qualification("t1", qualified="no"), allow_unqualified="yes")

    assert why(scenario) is None


def test_grades_may_be_covered_by_several_rows() -> None:
    both = world(
        need("n1", grade_from=3, grade_to=4),
        qualification("t1", grade_to=3),
        qualification("t1", grade_from=4),
    )

    assert why(both) is None


def test_a_seller_needs_an_agreement_as_soon_as_there_is_one() -> None:
    base = world(need("n1"), municipality("m2"), teacher("t1", municipality="m2"))
    other = with_rows(base, agreement("m2", "m1"))

    assert why(base) is None
    assert why(other) == "no_permitted_teacher"
    assert why(with_rows(other, agreement("m1", "m2"))) is None


def test_a_lesson_and_a_half_need_two_days_of_which_one_may_be_in_a_half() -> None:
    need_row = need("n1", lessons_per_week="1.5")
    every_week, in_a = window("n1", "mon 09:00-09:45"), window("n1", "tue 09:00-09:45", half="A")
    in_b = window("n1", "mon 09:00-09:45", half="B")

    assert why(world(need_row, every_week)) == "no_window"
    assert why(world(need_row, every_week, in_a)) is None
    assert why(world(need_row, in_b, in_a)) == "no_window"


def test_the_lesson_may_stand_out_of_the_window_as_far_as_core_minutes_allow() -> None:
    one = window("n1", "mon 09:00-09:40")

    assert why(world(need("n1"), one, subject("OR", core_minutes=40))) is None
    assert why(world(need("n1"), one, subject("OR", core_minutes=41))) == "no_window"


def test_a_window_off_the_step_is_no_start() -> None:
    off = world(need("n1"), window("n1", "mon 09:03-09:48"))

    assert why(off) == "no_window"


def test_the_whole_lesson_lies_inside_the_availability() -> None:
    base = world(need("n1"), window("n1", "mon 09:00-09:45"))

    assert why(with_rows(base, available("t1", "mon 09:00-09:44"))) == "no_common_window"
    assert why(with_rows(base, available("t1", "mon 09:00-09:45"))) is None
    assert why(with_rows(base, available("t1", "mon 09:44-10:00", kind="busy"))) == (
        "no_common_window"
    )


stretches = st.builds(
    lambda day, start, length, half: (f"{day} {start // 60:02d}:{start % 60:02d}", length, half),
    st.sampled_from(["mon", "tue", "wed"]),
    st.integers(8 * 60, 12 * 60),
    st.integers(30, 120),
    st.sampled_from(["all", "A", "B"]),
)


def ended(when: str, length: int) -> str:
    day, start = when.split()
    hour, minute = start.split(":")
    end = int(hour) * 60 + int(minute) + length
    return f"{day} {start}-{end // 60:02d}:{end % 60:02d}"


@given(
    lessons=st.sampled_from(["0.5", "1", "1.5", "2"]),
    core=st.integers(25, 45),
    step=st.sampled_from([5, 7, 15]),
    pupils_times=st.lists(stretches, min_size=1, max_size=4),
    free=st.lists(stretches, max_size=4),
    busy=st.lists(stretches, max_size=2),
)
def test_two_readings_of_the_sentence_agree(
    lessons: str,
    core: int,
    step: int,
    pupils_times: list[tuple[str, int, str]],
    free: list[tuple[str, int, str]],
    busy: list[tuple[str, int, str]],
) -> None:
    """The measure counts starts one by one; this one masks them. A need is servable in both."""
    scenario = world(
        need("n1", lessons_per_week=lessons),
        subject("OR", core_minutes=core),
        *(window("n1", ended(when, length), half=half) for when, length, half in pupils_times),
        *(available("t1", ended(when, length), half=half) for when, length, half in free),
        *(
            available("t1", ended(when, length), half=half, kind="busy")
            for when, length, half in busy
        ),
        start_step_minutes=step,
    )

    assert (why(scenario) is None) == servable(scenario, scenario.need_of["n1"])
