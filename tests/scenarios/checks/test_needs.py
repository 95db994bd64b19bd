"""Sizes, grades, classes, shared pupils, releases, levels."""

from __future__ import annotations

import pytest

from tests.scenarios.checks.codes import codes, found, only, place, stops
from tests.support.build import (
    lesson,
    need,
    qualification,
    school_class,
    subject,
    with_rows,
    without,
    world,
)


def test_a_scenario_without_needs_asks_nothing() -> None:
    assert stops(only(world(), "nothing_needed"))
    assert found(world(need("n1")), "nothing_needed") == []


def test_a_need_fits_into_a_group_to_the_last_pupil() -> None:
    religion = subject("OR", max_pupils=6)

    finding = only(world(need("n1", pupils=13, priority="statutory"), religion), "need_too_large")

    assert stops(finding)
    assert place(finding) == ("needs", 1, "pupils")
    # 13 pupils in groups of 6 are three rows.
    assert finding.numbers == {"pupils": 13, "max_pupils": 6, "parts": 3}
    assert found(world(need("n1", pupils=6), religion), "need_too_large") == []


@pytest.mark.parametrize(
    ("grade_from", "grade_to", "column"), [(4, 6, "grade_from"), (5, 7, "grade_to")]
)
def test_grades_outside_the_classes_stop_the_scenario(
    grade_from: int, grade_to: int, column: str
) -> None:
    scenario = world(
        need("n1", grade_from=grade_from, grade_to=grade_to, classes="5-6"),
        school_class("5-6", grades="5-6"),
    )

    finding = only(scenario, "grades_outside_classes")

    assert stops(finding)
    assert place(finding) == ("needs", 1, column)


def test_grades_of_a_combined_class_or_of_two_classes_pass() -> None:
    combined = world(
        need("n1", grade_from=5, grade_to=6, classes="5-6"), school_class("5-6", grades="5-6")
    )
    two = world(
        need("n1", grade_from=3, grade_to=6, classes="3A;6A"),
        school_class("3A", grades="3"),
        school_class("6A", grades="6"),
    )

    assert found(combined, "grades_outside_classes") == []
    assert found(two, "grades_outside_classes") == []


def test_a_class_with_none_of_the_grades_is_a_warning() -> None:
    classes = school_class("3A", grades="3"), school_class("9A", grades="9")

    finding = only(world(need("n1", classes="3A;9A"), *classes), "class_outside_grades")

    assert not stops(finding)
    assert finding.numbers["class_id"] == "9A"
    assert found(world(need("n1", classes="3A"), *classes), "class_outside_grades") == []


def test_a_class_of_another_school_stops_the_scenario() -> None:
    elsewhere = world(need("n1", classes="3A"), school_class("3A", "s2"))

    assert stops(only(elsewhere, "class_of_another_school"))
    own = world(need("n1", classes="3A"), school_class("3A", "s1"))
    assert found(own, "class_of_another_school") == []


def test_none_does_not_stand_beside_other_needs() -> None:
    both = world(need("n1", shares_pupils_with="n2;none"), need("n2", school="s2"))
    alone = world(need("n1", shares_pupils_with="n2"), need("n2", school="s2"))

    assert place(only(both, "shares_none_and_others")) == ("needs", 1, "shares_pupils_with")
    assert found(alone, "shares_none_and_others") == []


def test_a_need_shares_no_pupils_with_itself() -> None:
    assert len(found(world(need("n1", shares_pupils_with="n1")), "shares_with_itself")) == 1
    assert found(world(need("n1")), "shares_with_itself") == []


def test_one_says_shared_and_the_other_says_none() -> None:
    contradicted = world(
        need("n1", shares_pupils_with="n2"),
        need("n2", subject="IS", shares_pupils_with="none"),
    )
    one_sided = world(need("n1", shares_pupils_with="n2"), need("n2", subject="IS"))

    assert only(contradicted, "shares_contradicted").numbers == {"other_need": "n2"}
    assert found(one_sided, "shares_contradicted") == []


def test_released_from_what_the_classes_do_not_have() -> None:
    home = lesson("3A", "mon 09:00-09:45", "MA")
    wrong = world(need("n1", classes="3A", released_from="MA;UE"), home)
    right = world(need("n1", classes="3A", released_from="MA"), home)

    assert only(wrong, "released_from_nothing").numbers == {"home_subject": "UE"}
    assert found(right, "released_from_nothing") == []


def test_releases_are_not_looked_up_before_there_is_a_timetable() -> None:
    spring = world(need("n1", classes="3A", released_from="UE"))

    assert found(spring, "released_from_nothing") == []


def test_groups_that_can_have_no_size_are_a_warning() -> None:
    none = world(need("n1"), subject("OR", min_pupils=5, max_pupils=4))
    one = world(need("n1"), subject("OR", min_pupils=4, max_pupils=4))

    assert not stops(only(none, "min_pupils_above_max"))
    assert found(one, "min_pupils_above_max") == []


@pytest.mark.parametrize(("level", "unused"), [("A2", 0), ("", 0), ("a2", 1)])
def test_levels_are_written_alike(level: str, unused: int) -> None:
    scenario = world(need("n1", level="A2"), qualification("t1", level=level))

    assert len(found(scenario, "level_not_needed")) == unused


def test_a_subject_nobody_needs_has_no_levels_to_compare() -> None:
    scenario = world(need("n1"), subject("IS"), qualification("t1"))
    scenario = with_rows(scenario, qualification("t1", "IS", level="A2"))

    assert found(scenario, "level_not_needed") == []


def test_a_need_of_unknown_school_and_subject_breaks_no_check() -> None:
    scenario = without(world(need("n1", pupils=99, subject="IS", classes="3A")), "s1", "IS", "3A")

    assert set(codes(scenario)) <= {"unknown_reference", "unknown_reference_similar"}
