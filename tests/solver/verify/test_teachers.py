"""Rules about teachers: the last plan that keeps each and the first that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rows import Row
from scenarios.rules import RuleId
from solver.verify.checks import CHECKS
from solver.verify.violations import violation
from tests.support.build import (
    available,
    group,
    need,
    plan,
    qualification,
    replaced,
    subject,
    teacher,
    world,
)
from tests.support.verdicts import verdicts


def test_an_unknown_teacher_breaks_only_qualified() -> None:
    """Nothing else can be said of somebody nobody knows."""
    scenario = world(need("n1"))
    answer = plan(scenario, group("t9", "mon 06:00", "n1"))

    said = verdicts(scenario, answer)

    assert said[0] == "qualified unknown_teacher group:g1 teacher:t9"
    assert {line.split()[0] for line in said} == {"qualified", "pupils_present"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"grade_from": 3, "grade_to": 5}, []),
        ({"grade_from": 4, "grade_to": 5}, ["n1 grade=3"]),
        ({"grade_from": 3, "grade_to": 4}, ["n1 grade=5"]),
        ({"grade_from": 4, "grade_to": 4}, ["n1 grade=3", "n1 grade=5"]),
        ({"level": "7"}, []),
        ({"level": "8"}, ["n1 grade=3", "n1 grade=4", "n1 grade=5"]),
        ({"subject": "IS"}, ["n1 grade=3", "n1 grade=4", "n1 grade=5"]),
        ({"qualified": False}, ["n1 grade=3", "n1 grade=4", "n1 grade=5"]),
    ],
)
def test_each_grade_is_covered_by_a_row(cells: dict[str, Any], said: list[str]) -> None:
    scenario = world(
        need("n1", grade_from=3, grade_to=5, level="7"),
        qualification("t1", **cells),
        subject("IS"),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))

    assert verdicts(scenario, answer) == [
        f"qualified grade group:g1 teacher:t1 need:{line}" for line in said
    ]


def test_rows_of_several_grades_add_up() -> None:
    scenario = world(
        need("n1", grade_from=2, grade_to=5),
        qualification("t1", grade_from=1, grade_to=3),
        qualification("t1", grade_from=4, grade_to=9),
    )

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == []


def test_a_row_of_a_level_covers_no_need_without_one() -> None:
    scenario = world(need("n1"), qualification("t1", level="7"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == [
        "qualified grade group:g1 teacher:t1 need:n1 grade=3"
    ]


def test_unqualified_rows_count_where_the_settings_allow_them() -> None:
    scenario = world(need("n1"), qualification("t1", qualified=False), allow_unqualified=True)

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == []


def test_the_teacher_teaches_in_the_language_of_the_group() -> None:
    scenario = world(need("n1"), teacher("t1", languages="sv;en"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == [
        "qualified language group:g1 teacher:t1 language=fi"
    ]


def test_the_group_after_an_unknown_teacher_is_checked_too() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), qualification("t1", grade_to=1))
    answer = plan(scenario, group("t9", "mon 09:00", "n1"), group("t1", "mon 09:00", "n2"))

    assert verdicts(scenario, answer) == [
        "qualified unknown_teacher group:g1 teacher:t9",
        "qualified grade group:g2 teacher:t1 need:n2 grade=3",
    ]


def absent(half: str, start: str = "09:00", end: str = "09:45") -> str:
    return (
        "teacher_available not_available teacher:t1 group:g1"
        f" day=mon start={start} end={end} half={half}"
    )


BOTH = [absent("A"), absent("B")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (available("t1", "mon 09:00-09:45"), []),
        (available("t1", "mon 09:00-09:44"), BOTH),
        (available("t1", "mon 09:01-09:45"), BOTH),
        (available("t1", "tue 09:00-09:45"), BOTH),
        # Touching rows are one stretch, also of different kinds.
        (
            [
                *available("t1", "mon 09:00-09:20"),
                *available("t1", "mon 09:20-09:45", kind="preferred"),
            ],
            [],
        ),
        (available("t1", "mon 09:00-09:20", "mon 09:21-09:45"), BOTH),
        (available("t1", "mon 09:00-10:00", half="A"), [absent("B")]),
        (available("t1", "mon 09:00-10:00", half="B"), [absent("A")]),
        # Busy rows alone leave the usual hours.
        (available("t1", "mon 08:00-09:00", "mon 09:45-16:00", kind="busy"), []),
        (available("t1", "mon 08:00-09:01", kind="busy"), BOTH),
        (available("t1", "mon 09:44-10:00", kind="busy", half="B"), [absent("B")]),
        (available("t2", "mon 08:00-16:00", kind="busy"), []),
        (
            [
                *available("t1", "mon 09:00-12:00", kind="preferred"),
                *available("t1", "mon 09:30-09:35", kind="busy", half="A"),
            ],
            [absent("A")],
        ),
    ],
)
def test_a_meeting_lies_inside_the_availability(rows: list[Row], said: list[str]) -> None:
    scenario = world(need("n1"), rows, teacher("t1"), teacher("t2"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == said


@pytest.mark.parametrize(("half", "said"), [("A", []), ("B", [absent("B")])])
def test_a_meeting_of_a_half_needs_that_half(half: str, said: list[str]) -> None:
    scenario = world(need("n1", lessons_per_week=0.5), available("t1", "mon 09:00-09:45", half="A"))

    assert verdicts(scenario, plan(scenario, group("t1", f"mon 09:00 {half}", "n1"))) == said


@pytest.mark.parametrize(
    ("start", "kept"), [("08:00", True), ("07:55", False), ("15:15", True), ("15:20", False)]
)
def test_the_usual_hours_are_8_to_16(start: str, kept: bool) -> None:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", f"mon {start}", "n1"))

    said = [line for line in verdicts(scenario, answer) if line.startswith("teacher_available")]

    assert len(said) == (0 if kept else 2)


def test_a_meeting_without_minutes_outside_the_hours_is_told_by_its_length_alone() -> None:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    at_midnight = answer.groups[0].meetings[0].model_copy(update={"start": 0, "end": 0})

    said = verdicts(scenario, replaced(answer, "g1", meetings=(at_midnight,)))

    assert [line.split()[:2] for line in said] == [["weekly_lessons", "length"]]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("mon 09:55", []),
        ("mon 09:50", [("10:00", "09:50", 5)]),
        ("mon 09:00", [("09:00", "09:00", -45)]),
        ("tue 09:00", []),
        ("mon 08:05", []),
        ("mon 08:10", [("09:00", "08:10", 5)]),
    ],
)
def test_a_teacher_has_the_changeover_between_meetings(
    second: str, said: list[tuple[str, str, int]]
) -> None:
    """The first ends at 09:45, so with 10 minutes the next starts at 09:55 or later."""
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        subject("OR", core_minutes=1),
        changeover_minutes=10,
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", second, "n2"))

    found = list(CHECKS[RuleId.TEACHER_CLASH](scenario, answer))

    assert len(found) == len(said)
    assert [finding.numbers["minutes_between"] for finding in found] == [s[2] for s in said]


def test_a_clash_names_teacher_groups_and_times_in_order() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), changeover_minutes=20)
    answer = plan(scenario, group("t1", "mon 10:00", "n1"), group("t1", "mon 09:00", "n2"))

    assert verdicts(scenario, answer) == [
        "teacher_clash too_close teacher:t1 group:g2 group:g1"
        " day=mon first=09:00 second=10:00 minutes_between=15 wanted=20"
    ]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [("A", "B", False), ("A", "A", True), ("A", "", True), ("", "B", True)],
)
def test_meetings_clash_only_in_a_common_half(one: str, other: str, clash: bool) -> None:
    scenario = world(
        need("n1", lessons_per_week=0.5 if one else 1),
        need("n2", lessons_per_week=0.5 if other else 1, school="s2"),
    )
    answer = plan(
        scenario,
        group("t1", f"mon 09:00 {one}", "n1"),
        group("t1", f"mon 09:00 {other}", "n2"),
    )

    assert bool(verdicts(scenario, answer)) is clash


def test_every_pair_of_clashing_meetings_is_told() -> None:
    scenario = world(*[need(f"n{k}", school=f"s{k}") for k in (1, 2, 3)])
    answer = plan(scenario, *[group("t1", "mon 09:00", f"n{k}") for k in (1, 2, 3)])

    assert len(verdicts(scenario, answer)) == 3


def test_a_violation_has_the_rule_as_its_code() -> None:
    finding = violation(next(iter(CHECKS)), "why", "need:n1", minutes=3)

    assert (finding.code, finding.subjects) == ("one_group", ("need:n1",))
    assert finding.numbers == {"what": "why", "minutes": 3}
