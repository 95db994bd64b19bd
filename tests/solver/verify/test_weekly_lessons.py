"""Weekly lessons: meetings of the group, and which of them each need attends."""

from __future__ import annotations

from typing import Any

import pytest

from solver.plan import Member, Plan
from tests.support.build import group, meeting, need, plan, replaced, subject, world
from tests.support.verdicts import verdicts

RULE = "weekly_lessons"


@pytest.mark.parametrize(
    ("lessons", "when", "counted"),
    [
        (1, ["mon 09:00"], None),
        (0.5, ["mon 09:00 A"], None),
        (0.5, ["mon 09:00 B"], None),
        (2, ["mon 09:00", "tue 09:00"], None),
        (2.5, ["mon 09:00", "tue 09:00", "fri 09:00 B"], None),
        (1, ["mon 09:00", "tue 09:00"], (2, 0, 1, 0)),
        (2, ["mon 09:00"], (1, 0, 2, 0)),
        (1, ["mon 09:00 A", "tue 09:00 B"], (0, 2, 1, 0)),
        (0.5, ["mon 09:00"], (1, 0, 0, 1)),
        (1.5, ["mon 09:00", "tue 09:00"], (2, 0, 1, 1)),
    ],
)
def test_a_group_meets_as_often_as_its_largest_need_wants(
    lessons: float, when: list[str], counted: tuple[int, ...] | None
) -> None:
    scenario = world(need("n1", lessons_per_week=lessons))
    answer = plan(scenario, group("t1", when, "n1"))

    said = [line for line in verdicts(scenario, answer) if "number_of_meetings" in line]

    names = ("every_week", "some_weeks", "wanted_every_week", "wanted_some_weeks")
    assert said == (
        []
        if counted is None
        else [
            f"{RULE} number_of_meetings group:g1 "
            + " ".join(f"{name}={count}" for name, count in zip(names, counted, strict=True))
        ]
    )


ALL_2 = ["mon 09:00", "tue 09:00"]
ALL_1_HALF = ["mon 09:00", "tue 09:00 A"]
ALL_2_HALF = ["mon 09:00", "tue 09:00", "thu 09:00 B"]


@pytest.mark.parametrize(
    ("largest", "when", "lessons", "attended", "wanted"),
    [
        # Whole lessons: that many of every week, never the half one.
        (2, ALL_2, 1, [1], None),
        (2.5, ALL_2_HALF, 1, [0], None),
        (2.5, ALL_2_HALF, 2, [0, 1], None),
        (2.5, ALL_2_HALF, 1, [2], (1, 0)),
        (2.5, ALL_2_HALF, 2, [0, 2], (2, 0)),
        (2, ALL_2, 1, [0, 1], (1, 0)),
        (2, ALL_2, 1, [], (1, 0)),
        # A half in a group with a half meeting: that one.
        (1.5, ALL_1_HALF, 0.5, [1], None),
        (2.5, ALL_2_HALF, 1.5, [1, 2], None),
        (1.5, ALL_1_HALF, 0.5, [0], (0, 1)),
        (2.5, ALL_2_HALF, 1.5, [0, 1], (1, 1)),
        # A half in a group without one: a lesson of every week instead.
        (2, ALL_2, 0.5, [1], None),
        (2, ALL_2, 1.5, [0, 1], None),
        (2, ALL_2, 1.5, [0], (2, 0)),
    ],
)
def test_a_need_attends_the_least_worth_not_below_its_own(
    largest: float,
    when: list[str],
    lessons: float,
    attended: list[int],
    wanted: tuple[int, int] | None,
) -> None:
    scenario = world(need("n1", lessons_per_week=largest), need("n2", lessons_per_week=lessons))
    answer = plan(scenario, group("t1", when, "n1", n2=attended))

    said = verdicts(scenario, answer)

    halves = sum(len(when[index].split()) == 3 for index in attended)
    assert said == (
        []
        if wanted is None
        else [
            f"{RULE} attendance group:g1 need:n2 every_week={len(attended) - halves}"
            f" some_weeks={halves} wanted_every_week={wanted[0]} wanted_some_weeks={wanted[1]}"
        ]
    )


def test_meetings_are_on_different_days() -> None:
    scenario = world(need("n1", lessons_per_week=2))
    answer = plan(scenario, group("t1", ["mon 09:00", "mon 10:00"], "n1"))

    assert verdicts(scenario, answer) == [f"{RULE} same_day group:g1 day=mon times=2"]


def test_meetings_of_different_halves_are_on_different_days_too() -> None:
    scenario = world(need("n1", lessons_per_week=1.5))
    answer = plan(scenario, group("t1", ["mon 09:00", "mon 10:00 A"], "n1"))

    assert verdicts(scenario, answer) == [f"{RULE} same_day group:g1 day=mon times=2"]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (39, [f"{RULE} length group:g1 day=mon start=09:00 minutes=39 wanted=40"]),
        (40, []),
        (41, [f"{RULE} length group:g1 day=mon start=09:00 minutes=41 wanted=40"]),
    ],
)
def test_a_meeting_lasts_exactly_a_lesson(minutes: int, said: list[str]) -> None:
    scenario = world(need("n1"), subject("OR", lesson_minutes=40, core_minutes=30))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    broken = replaced(answer, "g1", meetings=(meeting("mon 09:00", minutes),))

    assert verdicts(scenario, broken) == said


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("09:00", []),
        ("09:10", []),
        ("09:05", [f"{RULE} off_step group:g1 day=mon start=09:05 step=10"]),
        ("09:09", [f"{RULE} off_step group:g1 day=mon start=09:09 step=10"]),
    ],
)
def test_a_meeting_starts_at_a_multiple_of_the_step(start: str, said: list[str]) -> None:
    scenario = world(need("n1"), subject("OR", core_minutes=30), start_step_minutes=10)
    answer = plan(scenario, group("t1", f"mon {start}", "n1"))

    assert verdicts(scenario, answer) == said


@pytest.mark.parametrize("end", ["09:00", "08:15", "00:00"])
def test_a_meeting_that_does_not_last_breaks_this_rule_alone(end: str) -> None:
    """Nobody can be absent from it or clash with it."""
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    backwards = (
        answer.groups[0].meetings[0].model_copy(update={"end": int(end[:2]) * 60 + int(end[3:])})
    )

    said = verdicts(scenario, replaced(answer, "g1", meetings=(backwards,)))

    assert [line.split()[:2] for line in said] == [[RULE, "length"]]


@pytest.mark.parametrize(("minutes", "lasts"), [(0, False), (1, True)])
def test_an_unknown_subject_leaves_any_length_that_lasts(minutes: int, lasts: bool) -> None:
    scenario = world(need("n1"), subject("OR", core_minutes=1))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    unknown = replaced(answer, "g1", subject="XX", meetings=(meeting("mon 09:00", minutes),))

    said = [line for line in verdicts(scenario, unknown) if line.startswith(RULE)]

    assert said == (
        [] if lasts else [f"{RULE} length group:g1 day=mon start=09:00 minutes=0 wanted=1"]
    )


def attending(*indices: int) -> tuple[Any, Plan]:
    scenario = world(need("n1", lessons_per_week=2))
    answer = plan(scenario, group("t1", ALL_2, "n1"))
    return scenario, replaced(answer, "g1", members=(Member(need="n1", meetings=indices),))


@pytest.mark.parametrize(
    ("indices", "said"),
    [
        ((0, 1), []),
        ((1, 0), []),
        ((0, 1, 2), [f"{RULE} no_such_meeting group:g1 need:n1 index=2"]),
        ((-1, 0, 1), [f"{RULE} no_such_meeting group:g1 need:n1 index=-1"]),
        ((0, 1, 1, 1), [f"{RULE} index_twice group:g1 need:n1 index=1 times=3"]),
        (
            (7, 0, 7, 1),
            [
                f"{RULE} no_such_meeting group:g1 need:n1 index=7",
                f"{RULE} index_twice group:g1 need:n1 index=7 times=2",
            ],
        ),
    ],
)
def test_indices_name_meetings_once(indices: tuple[int, ...], said: list[str]) -> None:
    """An index that names nothing, or names it again, is told and otherwise ignored."""
    scenario, answer = attending(*indices)

    assert verdicts(scenario, answer) == said


def test_a_group_of_strangers_owes_no_lessons() -> None:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    strangers = replaced(answer, "g1", members=(Member(need="zz", meetings=(0,)),))

    assert verdicts(scenario, strangers) == [
        "one_group unknown_need need:zz",
        "one_group in_no_list need:n1",
    ]
