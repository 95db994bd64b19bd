"""Teacher load: lessons a week, meetings a day, and used enough or not at all."""

from __future__ import annotations

import pytest

from scenarios.rules import RuleId
from solver.verify.checks import CHECKS
from tests.support.build import (
    group,
    need,
    plan,
    teacher,
    world,
)
from tests.support.verdicts import verdicts


@pytest.mark.parametrize(
    ("limit", "said"),
    [(2.5, []), (2, ["teacher_load week teacher:t1 lessons=2.5 limit=2.0"])],
)
def test_a_week_has_at_most_max_lessons(limit: float, said: list[str]) -> None:
    """Two lessons of every week and one of every other are worth 2.5."""
    scenario = world(
        need("n1", lessons_per_week=1.5),
        need("n2"),
        teacher("t1", max_lessons=limit),
    )
    answer = plan(
        scenario,
        group("t1", ["mon 09:00", "tue 09:00 A"], "n1"),
        group("t1", "wed 09:00", "n2"),
    )

    assert verdicts(scenario, answer) == said


@pytest.mark.parametrize(
    ("minimum", "said"),
    [(1.5, []), (2, ["teacher_load too_few teacher:t1 lessons=1.5 limit=2.0"])],
)
def test_a_teacher_is_used_for_min_lessons(minimum: float, said: list[str]) -> None:
    scenario = world(need("n1", lessons_per_week=1.5), teacher("t1", min_lessons=minimum))
    answer = plan(scenario, group("t1", ["mon 09:00", "tue 09:00 A"], "n1"))

    assert verdicts(scenario, answer) == said


def test_half_a_lesson_is_being_used() -> None:
    scenario = world(need("n1", lessons_per_week=0.5), teacher("t1", min_lessons=1))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00 A", "n1"))) == [
        "teacher_load too_few teacher:t1 lessons=0.5 limit=1.0"
    ]


def test_or_not_at_all() -> None:
    scenario = world(need("n1"), teacher("t1", min_lessons=9))

    assert verdicts(scenario, plan(scenario)) == []


@pytest.mark.parametrize(
    ("halves", "full"),
    [
        (("", ""), []),
        (("", "A", "B"), []),
        (("", "", ""), ["A", "B"]),
        (("", "A", "A", "B"), ["A"]),
        (("", "B", "B", "A"), ["B"]),
    ],
)
def test_a_day_has_at_most_max_lessons_day_meetings_in_each_half(
    halves: tuple[str, ...], full: list[str]
) -> None:
    """Limit 3 on Tuesday, one of which is taken by n0; A and B never come together."""
    needs = [need(f"n{k}", school=f"s{k}") for k in range(len(halves) + 1)]
    scenario = world(*needs, teacher("t1", max_lessons_day=3))
    starts = ["08:10", "09:00", "09:50", "10:40", "11:30"]
    groups = [
        group("t1", f"tue {start} {half}", f"n{k}")
        for k, (start, half) in enumerate(zip(starts[: len(needs)], ("", *halves), strict=True))
    ]

    found = CHECKS[RuleId.TEACHER_LOAD](scenario, plan(scenario, *groups))

    assert [(f.numbers["what"], f.numbers["half"]) for f in found] == [("day", h) for h in full]


def test_a_full_day_is_told_with_its_numbers() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1", max_lessons_day=1))
    answer = plan(scenario, group("t1", "wed 09:00", "n1"), group("t1", "wed 10:00", "n2"))

    assert verdicts(scenario, answer) == [
        f"teacher_load day teacher:t1 day=wed half={half} meetings=2 limit=1" for half in "AB"
    ]


def test_loads_of_different_teachers_do_not_add_up() -> None:
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        teacher("t1", max_lessons=1, max_lessons_day=1),
        teacher("t2", max_lessons=1, max_lessons_day=1),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n2"))

    assert verdicts(scenario, answer) == []
