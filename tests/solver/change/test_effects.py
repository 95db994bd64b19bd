"""A move by hand tells what it breaks, what it costs and whom it touches, and keeps nothing."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from scenarios.rules import RuleId, StageId
from scenarios.times import Day
from solver.change.effects import Before, Effects
from solver.change.moves import ImpossibleMoveError, Move, enough
from solver.plan import Meeting
from solver.verify.report import verify
from tests.support.build import group, need, plan, teacher, world

WORLD = world(
    need("n1"),
    need("n2", school="s2"),
    need("n3", school="s3", lessons_per_week=2),
    teacher("t1"),
    teacher("t2"),
)
PLAN = plan(
    WORLD,
    group("t1", "mon 09:00", "n1", "n2"),
    group("t2", ["mon 10:00", "tue 10:00"], "n3"),
)
MOVES: TypeAdapter[Move] = TypeAdapter(Move)


def after(*moves: dict[str, object]) -> Effects:
    return Before(WORLD, PLAN).effects(MOVES.validate_python(move) for move in moves)


def names() -> tuple[str, str]:
    one, other = PLAN.groups
    return one.group, other.group


def test_a_meeting_moves_and_touches_whom_it_touches() -> None:
    found = after(
        {"move": "meeting", "group": names()[0], "meeting": 0, "day": "tue", "start": "09:00"}
    )

    assert found.allowed
    assert [change.need for change in found.changes] == ["n1", "n2"]
    assert found.plan.groups[0].meetings[0].day is Day.TUE
    assert PLAN.groups[0].meetings[0].day is Day.MON
    assert verify(WORLD, found.plan) == ()


def test_another_teacher_changes_the_bill() -> None:
    found = after({"move": "teacher", "group": names()[0], "teacher": "t2"})

    assert found.allowed
    # t1 is no longer used: its hiring of 13 € is saved, and the lessons fit t2's contract.
    assert found.differences[StageId.COST] == -1300


def test_what_it_breaks_is_told() -> None:
    found = after(
        {"move": "teacher", "group": names()[0], "teacher": "t2"},
        {"move": "meeting", "group": names()[0], "meeting": 0, "day": "mon", "start": "10:00"},
    )

    assert not found.allowed
    assert {one.code for one in found.broken} == {RuleId.TEACHER_CLASH}
    back = Before(WORLD, found.plan).effects(
        [MOVES.validate_python({"move": "teacher", "group": names()[0], "teacher": "t1"})]
    )
    assert {one.code for one in back.mended} == {RuleId.TEACHER_CLASH}
    assert back.broken == ()


def test_swapping_teachers_twice_changes_nothing() -> None:
    swap = {"move": "swap_teachers", "group": names()[0], "other": names()[1]}

    assert after(swap).differences[StageId.CONVENIENCE] == 0
    assert after(swap, swap).plan == PLAN


def test_swapping_times() -> None:
    found = after(
        {
            "move": "swap_times",
            "group": names()[0],
            "meeting": 0,
            "other": names()[1],
            "other_meeting": 1,
        }
    )

    assert [meeting.day for meeting in found.plan.groups[0].meetings] == [Day.TUE]
    assert found.allowed is False, "the other group would meet twice on a Monday"
    assert {one.code for one in found.broken} == {RuleId.WEEKLY_LESSONS}


def test_a_need_joins_another_group_and_attends_enough() -> None:
    found = after({"move": "join", "need": "n1", "group": names()[1]})

    assert found.plan.group_of["n1"][1].meetings == (0,)
    assert [change.need for change in found.changes] == ["n1"]


def test_the_last_member_takes_the_group_along() -> None:
    found = after({"move": "leave", "need": "n3"})

    assert found.plan.unserved == ("n3",)
    assert len(found.plan.groups) == 1
    # Two pupils, two lessons, in halves.
    assert found.differences[StageId.COVERAGE] == 8


def test_a_need_begins_a_group_of_its_own() -> None:
    meeting = {"day": "wed", "start": "09:00", "end": "09:45"}
    found = after({"move": "begin", "need": "n2", "teacher": "t2", "meetings": [meeting]})

    assert found.allowed
    assert found.plan.group_of["n2"][0].teacher == "t2"
    assert len({group.group for group in found.plan.groups}) == 3


@pytest.mark.parametrize(
    ("move", "noun"),
    [
        ({"move": "leave", "need": "n9"}, "need"),
        ({"move": "teacher", "group": "nobody", "teacher": "t1"}, "group"),
        ({"move": "meeting", "group": "", "meeting": 7, "day": "mon", "start": "09:00"}, "meeting"),
    ],
)
def test_what_is_not_there_cannot_move(move: dict[str, object], noun: str) -> None:
    if move.get("group") == "":
        move = {**move, "group": names()[0]}
    with pytest.raises(ImpossibleMoveError) as raised:
        after(move)

    assert raised.value.noun == noun


@pytest.mark.parametrize(
    ("halves", "half_lessons", "expected"),
    [
        (["all", "all"], 2, (0,)),
        (["all", "all"], 3, (0, 1)),
        (["all", "A"], 3, (0, 1)),
        (["all", "A"], 1, (1,)),
        (["all"], 1, (0,)),
        (["A"], 1, (0,)),
        (["all", "all", "B"], 4, (0, 1)),
    ],
)
def test_the_least_worth_is_attended(
    halves: list[str], half_lessons: int, expected: tuple[int, ...]
) -> None:
    meetings = tuple(
        Meeting.model_validate({"day": "mon", "start": "09:00", "end": "09:45", "half": half})
        for half in halves
    )

    assert enough(meetings, half_lessons) == expected
