"""Teachers, receiving schools, agreements."""

from __future__ import annotations

import pytest

from scenarios.findings import Severity
from tests.scenarios.checks.codes import codes, found, only, place, stops
from tests.support.build import (
    agreement,
    available,
    capacity,
    municipality,
    need,
    school,
    teacher,
    with_rows,
    world,
)


def test_overtime_costs_at_least_as_much_as_a_lesson() -> None:
    cheaper = world(need("n1"), teacher("t1", lesson_cost=31, overtime_cost="30.99"))
    equal = world(need("n1"), teacher("t1", lesson_cost=31, overtime_cost=31))

    finding = only(cheaper, "overtime_below_lesson_cost")

    assert stops(finding)
    assert place(finding) == ("teachers", 1, "overtime_cost")
    assert finding.numbers == {"overtime_cost": 30.99, "lesson_cost": 31.0}
    assert codes(equal) == []


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("min_lessons_above_max", {"min_lessons": 20.5}, {"min_lessons": 20}),
        ("contract_above_max", {"contract_lessons": 20.5}, {"contract_lessons": 20}),
        ("teacher_without_lessons", {"max_lessons_day": 0}, {"max_lessons_day": 2}),
        ("language_of_no_school", {"languages": "suomi"}, {"languages": "suomi;fi"}),
    ],
)
def test_what_leaves_a_teacher_unused_is_a_warning(
    code: str, wrong: dict[str, object], right: dict[str, object]
) -> None:
    """The builder's teacher gives at most 20 lessons a week."""
    assert not stops(only(world(need("n1"), teacher("t1", **wrong)), code))
    assert found(world(need("n1"), teacher("t1", **right)), code) == []


def test_a_teacher_of_no_lessons_a_week_is_told_so_once() -> None:
    scenario = world(need("n1"), teacher("t1", max_lessons=0, min_lessons=1, contract_lessons=0))

    assert place(only(scenario, "teacher_without_lessons")) == ("teachers", 1, "max_lessons")
    assert found(scenario, "min_lessons_above_max") == []


def test_a_teacher_without_qualifications_can_teach_nothing() -> None:
    scenario = world(need("n1"), teacher("t1"), teacher("t2"))
    only_t1 = [row for row in scenario.qualifications if row.teacher == "t1"]

    finding = only(
        scenario.replace(qualifications=tuple(only_t1)), "teacher_without_qualifications"
    )

    assert finding.subjects == ("teacher:t2",)
    assert found(scenario, "teacher_without_qualifications") == []


def test_a_teacher_always_busy_is_never_available() -> None:
    free = available("t1", "mon 09:00-10:00")
    busy = available("t1", "mon 08:00-10:00", kind="busy")
    partly = available("t1", "mon 08:00-09:59", kind="busy")

    base = world(need("n1"), teacher("t1"), free)

    assert len(found(with_rows(base, busy), "teacher_never_available")) == 1
    assert found(with_rows(base, partly), "teacher_never_available") == []


def test_busy_rows_alone_are_cut_from_the_usual_day() -> None:
    scenario = world(need("n1"), available("t1", "mon 08:00-16:00", kind="busy"))

    assert found(scenario, "teacher_never_available") == []


def test_a_school_whose_language_nobody_teaches_is_a_warning() -> None:
    scenario = world(need("n1"), school("s1", language="se"), teacher("t1"))

    assert place(only(scenario, "language_of_no_teacher")) == ("schools", 1, "language")
    assert found(world(need("n1")), "language_of_no_teacher") == []


def test_teaching_from_another_municipality_is_only_worth_knowing() -> None:
    there = school("s2", municipality="m2")
    elsewhere = world(need("n1"), there, teacher("t1", school="s2"))
    at_home = world(need("n1"), there, teacher("t1", school="s1"))

    assert only(elsewhere, "teacher_school_elsewhere").severity is Severity.INFO
    assert found(at_home, "teacher_school_elsewhere") == []


@pytest.mark.parametrize("column", ["supervisors", "remote_rooms"])
def test_a_school_with_needs_receives_with_an_adult_and_a_room(column: str) -> None:
    none = world(need("n1"), school("s1", **{column: 0}))
    now_and_then = with_rows(none, capacity("s1", "mon 09:00-10:00", **{column: 1}))
    taught_here = world(need("n1"), school("s1", **{column: 0}), teacher("t1", school="s1"))
    code = f"school_without_{column}"

    assert place(only(none, code)) == ("schools", 1, column)
    assert found(now_and_then, code) == []
    assert found(taught_here, code) == []


def test_school_without_needs_may_be_without_supervisors() -> None:
    scenario = world(need("n1"), school("s2", supervisors=0, remote_rooms=0))

    assert found(scenario, "school_without_supervisors") == []
    assert found(scenario, "school_without_remote_rooms") == []


def test_an_agreement_with_itself_stops_the_scenario() -> None:
    own = world(need("n1"), agreement("m1", "m1"))
    other = world(
        need("n1"), municipality("m2"), teacher("t1", municipality="m2"), agreement("m1", "m2")
    )

    assert stops(only(own, "agreement_with_itself"))
    assert codes(other) == []


def test_an_agreement_twice_stops_the_scenario_and_the_other_way_round_does_not() -> None:
    base = world(need("n1"), teacher("t1", municipality="m2"), teacher("t2"))
    twice = base.replace(agreements=(agreement("m1", "m2"), agreement("m1", "m2", max_lessons=3)))
    mutual = base.replace(agreements=(agreement("m1", "m2"), agreement("m2", "m1")))

    finding = only(twice, "agreement_twice")

    assert stops(finding)
    assert place(finding)[:2] == ("agreements", 2)
    assert found(mutual, "agreement_twice") == []


def test_a_seller_without_teachers_may_be_the_buyer() -> None:
    base = world(need("n1"), teacher("t1", municipality="m2"))

    turned = with_rows(base, agreement("m2", "m1"))

    finding = only(turned, "seller_without_teachers")
    assert not stops(finding)
    assert finding.numbers == {"buyer": "m2", "seller": "m1"}
    assert found(with_rows(base, agreement("m1", "m2")), "seller_without_teachers") == []
