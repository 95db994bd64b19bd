"""Rooms and supervision: counted at every minute of every half."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    bells,
    capacity,
    group,
    need,
    plan,
    school,
    subject,
    teacher,
    world,
)
from tests.support.verdicts import verdicts

RULES = [("rooms", "remote_rooms", "supervisors"), ("supervision", "supervisors", "remote_rooms")]


def crowded(
    short: str, ample: str, limit: int, *rows: Row | list[Row], when: list[str], **cells: Any
) -> tuple[Scenario, Plan]:
    """Groups of one school, each by its own teacher; only one of the two numbers is short."""
    names = [f"n{k}" for k in range(1, len(when) + 1)]
    half = [0.5 if len(text.split()) == 3 else 1 for text in when]
    scenario = world(
        *[
            need(name, shares_pupils_with="none", lessons_per_week=lessons)
            for name, lessons in zip(names, half, strict=True)
        ],
        *[teacher(name.replace("n", "t"), **cells) for name in names],
        school("s1", **{short: limit, ample: 9}),
        bells("s1", "08:00-14:00"),
        *rows,
    )
    groups = [
        group(name.replace("n", "t"), text, name) for name, text in zip(names, when, strict=True)
    ]
    return scenario, plan(scenario, *groups)


def too_many(rule: str, *groups: str, at: str, half: str, limit: int, day: str = "mon") -> str:
    start, end = at.split("-")
    named = " ".join(f"group:{name}" for name in groups)
    return (
        f"{rule} too_many school:s1 {named} day={day} half={half} start={start} end={end}"
        f" groups={len(groups)} limit={limit}"
    )


@pytest.mark.parametrize(("rule", "short", "ample"), RULES)
class TestBothNumbers:
    def test_as_many_groups_as_there_are(self, rule: str, short: str, ample: str) -> None:
        when = ["mon 09:00", "mon 09:00"]
        scenario, answer = crowded(short, ample, 2, when=when)

        assert verdicts(scenario, answer) == []

    def test_and_not_one_more(self, rule: str, short: str, ample: str) -> None:
        scenario, answer = crowded(short, ample, 1, when=["mon 09:00", "mon 09:00"])

        assert verdicts(scenario, answer) == [
            too_many(rule, "g1", "g2", at="09:00-09:45", half=half, limit=1) for half in "AB"
        ]

    def test_minute_by_minute(self, rule: str, short: str, ample: str) -> None:
        """09:00-09:45, 09:30-10:15 and 10:15-11:00: two at once for a quarter of an hour."""
        when = ["tue 09:00", "tue 09:30", "tue 10:15"]
        scenario, answer = crowded(short, ample, 1, when=when)

        assert verdicts(scenario, answer) == [
            too_many(rule, "g1", "g2", at="09:30-09:45", half=half, limit=1, day="tue")
            for half in "AB"
        ]

    def test_a_and_b_never_meet(self, rule: str, short: str, ample: str) -> None:
        when = ["mon 09:00 A", "mon 09:00 B"]
        scenario, answer = crowded(short, ample, 1, when=when)

        assert verdicts(scenario, answer) == []

    def test_every_week_meets_each_half(self, rule: str, short: str, ample: str) -> None:
        scenario, answer = crowded(short, ample, 1, when=["mon 09:00", "mon 09:00 B"])

        assert verdicts(scenario, answer) == [
            too_many(rule, "g1", "g2", at="09:00-09:45", half="B", limit=1)
        ]

    def test_the_teachers_own_school_needs_none(self, rule: str, short: str, ample: str) -> None:
        scenario, answer = crowded(short, ample, 0, when=["mon 09:00"], school="s1")

        assert verdicts(scenario, answer) == []

    def test_a_school_without_any_receives_nobody(self, rule: str, short: str, ample: str) -> None:
        scenario, answer = crowded(short, ample, 0, when=["mon 09:00"])

        assert verdicts(scenario, answer) == [
            too_many(rule, "g1", at="09:00-09:45", half=half, limit=0) for half in "AB"
        ]

    def test_capacity_replaces_the_number_for_its_minutes(
        self, rule: str, short: str, ample: str
    ) -> None:
        """One until 09:20, where the row for more ends; half B alone has none from 09:40."""
        scenario, answer = crowded(
            short,
            ample,
            0,
            capacity("s1", "mon 08:00-09:20", **{short: 1}),
            capacity("s1", "mon 09:20-09:40", **{short: 2}),
            capacity("s1", "mon 09:40-12:00", **{short: 1}, half="A"),
            when=["mon 09:00"],
        )

        assert verdicts(scenario, answer) == [
            too_many(rule, "g1", at="09:40-09:45", half="B", limit=0)
        ]

    def test_of_several_rows_the_smallest_holds(self, rule: str, short: str, ample: str) -> None:
        """An empty cell leaves the number, another day says nothing."""
        scenario, answer = crowded(
            short,
            ample,
            1,
            capacity("s1", "mon 08:00-12:00", **{short: 3}),
            capacity("s1", "mon 09:00-09:45", **{short: 2}),
            capacity("s1", "mon 09:10-09:30", **{ample: 8}),
            capacity("s1", "tue 09:00-09:45", **{short: 0}),
            when=["mon 09:00", "mon 09:00", "mon 09:40"],
        )

        assert verdicts(scenario, answer) == [
            too_many(rule, "g1", "g2", "g3", at="09:40-09:45", half=half, limit=2) for half in "AB"
        ]

    def test_capacity_may_be_larger_than_usual(self, rule: str, short: str, ample: str) -> None:
        row = capacity("s1", "mon 09:00-09:45", **{short: 2})
        scenario, answer = crowded(short, ample, 1, row, when=["mon 09:00", "mon 09:00"])

        assert verdicts(scenario, answer) == []


def test_needs_of_one_school_in_one_group_share_room_and_adult() -> None:
    scenario = world(need("n1"), need("n2"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))) == []


def test_schools_do_not_crowd_each_other() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1"), teacher("t2"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n2"))

    assert verdicts(scenario, answer) == []


def test_a_meeting_that_no_need_of_the_school_attends_takes_no_room() -> None:
    """n1 of s1 attends Tuesday only, so s1 is free on Monday for n2."""
    scenario = world(
        need("n1", shares_pupils_with="none"),
        need("n2", subject="IS", shares_pupils_with="none"),
        need("n3", school="s2", lessons_per_week=2),
        subject("OR"),
        teacher("t1"),
        teacher("t2"),
    )
    other = group("t2", "mon 09:00", "n2")
    times = ["mon 09:00", "tue 09:00"]

    free = plan(scenario, group("t1", times, "n3", n1=[1]), other)
    taken = plan(scenario, group("t1", times, "n3", n1=[0]), other)

    assert verdicts(scenario, free) == []
    assert [line.split()[0] for line in verdicts(scenario, taken)] == 2 * ["rooms"] + 2 * [
        "supervision"
    ]


def test_groups_with_the_same_id_are_still_two() -> None:
    scenario, answer = crowded("remote_rooms", "supervisors", 1, when=["mon 09:00"] * 2)
    renamed = tuple(one.model_copy(update={"group": "g1"}) for one in answer.groups)

    said = verdicts(scenario, answer.model_copy(update={"groups": renamed}))

    assert said[1:] == [
        too_many("rooms", "g1", "g1", at="09:00-09:45", half=half, limit=1) for half in "AB"
    ]
