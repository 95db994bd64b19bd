"""Rules about pupils: the last plan that keeps each and the first that breaks it."""

from __future__ import annotations

import pytest

from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.plan import Member, Plan
from tests.support.build import (
    bells,
    group,
    lesson,
    need,
    plan,
    replaced,
    school,
    subject,
    teacher,
    window,
    world,
)
from tests.support.verdicts import verdicts


def away(half: str, minutes: int, wanted: int = 35) -> str:
    return (
        f"pupils_present absent group:g1 need:n1 day=mon start=09:00"
        f" half={half} minutes={minutes} wanted={wanted}"
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([window("n1", "mon 09:10-12:00")], []),
        ([window("n1", "mon 09:11-12:00")], [away("A", 34), away("B", 34)]),
        ([window("n1", "mon 08:00-09:35")], []),
        ([window("n1", "mon 08:00-09:34")], [away("A", 34), away("B", 34)]),
        # Two windows never add up; the larger overlap is the one that counts.
        (
            [window("n1", "mon 09:00-09:22"), window("n1", "mon 09:22-09:45")],
            [away("A", 23), away("B", 23)],
        ),
        ([window("n1", "tue 09:00-12:00")], [away("A", 0), away("B", 0)]),
        ([window("n1", "mon 09:00-12:00", half="A")], [away("B", 0)]),
        (
            [
                window("n1", "mon 09:00-12:00", half="B"),
                window("n1", "mon 08:00-09:10", half="A"),
            ],
            [away("A", 10)],
        ),
    ],
)
def test_pupils_are_there_for_the_core_minutes(rows: list[Row], said: list[str]) -> None:
    scenario = world(need("n1"), subject("OR", core_minutes=35), rows)

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == said


def test_a_meeting_of_a_half_asks_only_for_that_half() -> None:
    scenario = world(need("n1", lessons_per_week=0.5), window("n1", "mon 09:00-12:00", half="B"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00 B", "n1"))) == []


def test_only_meetings_a_need_attends_matter_to_it() -> None:
    scenario = world(need("n1"), need("n2", lessons_per_week=2), window("n1", "tue 09:00-09:45"))
    times = ["mon 09:00", "tue 09:00"]

    assert verdicts(scenario, plan(scenario, group("t1", times, "n2", n1=[1]))) == []
    assert verdicts(scenario, plan(scenario, group("t1", times, "n2", n1=[0]))) == [
        away(half, 0, wanted=45) for half in "AB"
    ]


def test_home_lessons_that_cannot_be_missed_leave_no_window() -> None:
    """Planned mode: mathematics at 09:00 is kept, religion at 10:00 is not attended."""
    scenario = world(
        need("n1", classes="c1", released_from="RL"),
        [
            lesson("c1", "mon 09:00-09:45", "MA"),
            lesson("c1", "mon 10:00-10:45", "RL"),
            lesson("c1", "mon 11:00-11:45", "MA"),
        ],
    )

    assert verdicts(scenario, plan(scenario, group("t1", "mon 10:00", "n1"))) == []
    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == [
        away(half, 0, wanted=45) for half in "AB"
    ]


def at_once(
    one: dict[str, object],
    other: dict[str, object],
    first: str = "mon 09:00",
    second: str = "mon 09:00",
) -> tuple[Scenario, Plan]:
    """Two needs of a school with room for both, by two teachers."""
    scenario = world(
        need("n1", **one),
        need("n2", **other),
        school("s1", remote_rooms=2, supervisors=2),
        bells("s1", "08:00-14:00"),
        subject("EN", category="language", min_pupils=1, core_minutes=1),
        subject("SV", category="language", min_pupils=1, core_minutes=1),
        subject("OR", core_minutes=1),
        subject("ET", category="ethics", core_minutes=1),
        teacher("t1"),
        teacher("t2"),
    )
    answer = plan(scenario, group("t1", first, "n1"), group("t2", second, "n2"))
    return scenario, answer


EN = {"subject": "EN", "classes": "c1"}
SV = {"subject": "SV", "classes": "c1"}
CLASH = "pupil_clash at_once need:n1 need:n2 group:g1 group:g2 day=mon first=09:00 second=09:00"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (EN, SV, True),
        (EN, {**SV, "classes": "c2"}, False),
        (EN, {**SV, "classes": "c2;c1"}, True),
        (EN, {**EN, "level": "7"}, False),
        ({**EN, "subject": "OR"}, {**EN, "subject": "ET"}, False),
        ({**EN, "subject": "OR"}, EN, True),
        (EN, {**EN, "subject": "ET"}, True),
        # Naming binds in both directions, and one that names somebody shares with no other.
        ({"subject": "EN", "shares_pupils_with": "n2"}, {"subject": "SV"}, True),
        ({"subject": "EN"}, {"subject": "SV", "shares_pupils_with": "n1"}, True),
        ({"subject": "EN", "shares_pupils_with": "n2"}, {"subject": "EN"}, True),
        ({**EN, "shares_pupils_with": "none"}, SV, False),
        (EN, {**SV, "shares_pupils_with": "none"}, False),
        (EN, {**SV, "shares_pupils_with": "n9"}, False),
        ({**EN, "shares_pupils_with": "n9"}, SV, False),
        ({**EN, "shares_pupils_with": "none"}, {**SV, "shares_pupils_with": "n1"}, True),
        ({**EN, "shares_pupils_with": "n1"}, {"subject": "SV"}, False),
        ({**EN, "shares_pupils_with": "n1"}, SV, False),
    ],
)
def test_who_shares_pupils(one: dict[str, object], other: dict[str, object], clash: bool) -> None:
    scenario, answer = at_once(one, other)

    assert verdicts(scenario, answer) == ([CLASH] if clash else [])


@pytest.mark.parametrize(
    ("second", "clash"),
    [
        ("mon 09:45", False),
        ("mon 09:44", True),
        ("mon 08:15", False),
        ("mon 08:16", True),
        ("tue 09:00", False),
    ],
)
def test_touching_meetings_do_not_overlap(second: str, clash: bool) -> None:
    scenario, answer = at_once(EN, SV, second=second)

    said = [line for line in verdicts(scenario, answer) if line.startswith("pupil_clash")]

    assert len(said) == clash


@pytest.mark.parametrize(
    ("first", "second", "clash"), [("A", "B", False), ("A", "A", True), ("B", "B", True)]
)
def test_meetings_of_different_halves_do_not_clash(first: str, second: str, clash: bool) -> None:
    half = {"lessons_per_week": 0.5}
    scenario, answer = at_once(
        {**EN, **half}, {**SV, **half}, f"mon 09:00 {first}", f"mon 09:00 {second}"
    )

    assert verdicts(scenario, answer) == ([CLASH] if clash else [])


def test_a_meeting_of_every_week_clashes_with_a_half() -> None:
    scenario, answer = at_once({**EN, "lessons_per_week": 0.5}, SV, "mon 09:00 B")

    assert verdicts(scenario, answer) == [CLASH]


def test_sharing_needs_may_sit_in_one_group() -> None:
    scenario = world(need("n1", shares_pupils_with="n2"), need("n2"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))) == []


def test_only_attended_meetings_clash() -> None:
    """n2 attends the second meeting of its group only, n1 is elsewhere at the first."""
    scenario = world(
        need("n1", subject="EN", shares_pupils_with="n2"),
        need("n2"),
        need("n3", lessons_per_week=2, school="s2"),
        school("s1", remote_rooms=2, supervisors=2),
        subject("EN", category="language", min_pupils=1),
        teacher("t1"),
        teacher("t2"),
    )
    times = ["mon 09:00", "tue 09:00"]
    elsewhere = group("t1", "mon 09:00", "n1")

    apart = plan(scenario, elsewhere, group("t2", times, "n3", n2=[1]))
    together = plan(scenario, elsewhere, group("t2", times, "n3", n2=[0]))

    assert verdicts(scenario, apart) == []
    assert verdicts(scenario, together) == [CLASH]


def test_every_place_of_a_need_counts() -> None:
    """n2 is wrongly in two groups; in each of them it clashes with n1."""
    scenario, answer = at_once(EN, SV)
    extra = answer.groups[1].model_copy(update={"group": "g3", "teacher": "t3"})
    doubled = answer.model_copy(update={"groups": (*answer.groups, extra)})

    clashes = [line for line in verdicts(scenario, doubled) if line.startswith("pupil_clash")]

    assert clashes == [CLASH, CLASH.replace("group:g2", "group:g3")]


def test_a_need_does_not_clash_with_itself() -> None:
    """It is in two groups, which is another rule's to tell."""
    scenario = world(
        need("n1", shares_pupils_with="n1"),
        school("s1", remote_rooms=2, supervisors=2),
        teacher("t1"),
        teacher("t2"),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n1"))

    assert verdicts(scenario, answer) == ["one_group served_twice need:n1 times=2"]


def test_a_stranger_shares_pupils_with_nobody() -> None:
    scenario, answer = at_once(EN, {**SV, "shares_pupils_with": "zz"})
    strange = replaced(answer, "g1", members=(Member(need="zz", meetings=(0,)),))

    assert {line.split()[0] for line in verdicts(scenario, strange)} == {"one_group"}
