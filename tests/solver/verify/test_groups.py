"""Rules about groups: the last plan that keeps each and the first that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.scenario import Scenario
from solver.plan import Group, Member, Plan
from tests.support.build import (
    group,
    municipality,
    need,
    plan,
    replaced,
    school,
    subject,
    world,
)
from tests.support.verdicts import verdicts


def two_needs() -> tuple[Scenario, Plan]:
    scenario = world(need("n1"), need("n2"))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


def member(name: str, *indices: int) -> Member:
    return Member(need=name, meetings=indices)


def test_needs_of_one_group_and_the_unserved_ones_keep_the_rules() -> None:
    scenario, answer = two_needs()

    assert verdicts(scenario, answer) == []
    assert verdicts(scenario, plan(scenario)) == []


@pytest.mark.parametrize(
    ("unserved", "said"),
    [
        (("n1",), ["one_group served_and_unserved need:n1"]),
        (("zz",), ["one_group unknown_need need:zz"]),
        (
            ("zz", "zz"),
            ["one_group unknown_need need:zz", "one_group listed_twice need:zz times=2"],
        ),
    ],
)
def test_unserved_lists_exactly_the_needs_without_a_group(
    unserved: tuple[str, ...], said: list[str]
) -> None:
    scenario, answer = two_needs()

    assert verdicts(scenario, answer.model_copy(update={"unserved": unserved})) == said


def test_a_need_in_no_list_is_missed() -> None:
    """It would vanish from every report."""
    scenario, answer = two_needs()

    forgotten = replaced(answer, "g1", members=(member("n2", 0),))

    assert verdicts(scenario, forgotten) == ["one_group in_no_list need:n1"]


def test_an_unknown_member_is_told_once() -> None:
    scenario, answer = two_needs()
    members = (member("n1", 0), member("n2", 0), member("zz", 0))

    assert verdicts(scenario, replaced(answer, "g1", members=members)) == [
        "one_group unknown_need need:zz"
    ]


def test_a_need_twice_in_a_group_is_counted_once_elsewhere() -> None:
    """7 + 5 pupils fit into 12; n1 taken twice would be 19."""
    scenario = world(need("n1", pupils=7), need("n2", pupils=5))
    answer = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))
    members = (member("n1", 0), member("n2", 0), member("n1", 0))

    assert verdicts(scenario, replaced(answer, "g1", members=members)) == [
        "one_group served_twice need:n1 times=2"
    ]


def test_a_need_in_two_groups_is_told() -> None:
    scenario = world(need("n1", shares_pupils_with="none"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n1"))

    assert verdicts(scenario, answer) == ["one_group served_twice need:n1 times=2"]


def test_group_ids_are_unique() -> None:
    scenario = world(need("n1"), need("n2"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2"))

    first, second = answer.groups
    twice = (first, second.model_copy(update={"group": "g1"}))

    assert verdicts(scenario, answer) == []
    assert verdicts(scenario, answer.model_copy(update={"groups": twice})) == [
        "one_group group_id_twice group:g1 times=2"
    ]


def test_a_group_without_members_is_told_once() -> None:
    scenario = world(need("n1"), subject("OR", min_pupils=2))
    answer = plan(scenario)
    empty = Group(group="g9", subject="OR", language="fi", teacher="t1", meetings=(), members=())

    assert verdicts(scenario, answer.model_copy(update={"groups": (empty,)})) == [
        "one_group empty_group group:g9"
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": "7"}, "other_level group:g1 need:n1 group=7 need="),
        ({"language": "sv"}, "other_language group:g1 need:n1 group=sv need=fi"),
        ({"subject": "IS"}, "other_subject group:g1 need:n1 group=IS need=OR"),
        ({"subject": "XX"}, "unknown_subject group:g1 subject=XX"),
    ],
)
def test_a_group_says_what_its_needs_want(fields: dict[str, Any], said: str) -> None:
    scenario = world(need("n1"), subject("IS"), subject("OR"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))

    assert verdicts(scenario, replaced(answer, "g1", **fields)) == [f"same_course {said}"]


def test_every_difference_of_every_need_is_told() -> None:
    scenario = world(
        need("n1"),
        need("n2", subject="IS", level="A", school="s2"),
        need("n3", subject="IS"),
        school("s2", language="sv"),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1", "n2", "n3"))

    assert verdicts(scenario, answer) == [
        "same_course other_subject group:g1 need:n2 group=OR need=IS",
        "same_course other_level group:g1 need:n2 group= need=A",
        "same_course other_language group:g1 need:n2 group=fi need=sv",
        "same_course other_subject group:g1 need:n3 group=OR need=IS",
    ]


@pytest.mark.parametrize(
    ("highest", "said"),
    [(5, []), (6, ["grade_span too_wide group:g1 lowest=2 highest=6 limit=3"])],
)
def test_grades_of_several_needs_lie_within_the_span(highest: int, said: list[str]) -> None:
    """From the lowest grade of any need to the highest of any: 2 to 5 is 3, 2 to 6 is 4."""
    scenario = world(
        need("n1", grade_from=2, grade_to=4),
        need("n2", grade_from=3, grade_to=highest),
        subject("OR", grade_span=3),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))

    assert verdicts(scenario, answer) == said


def test_a_need_alone_may_have_any_grades() -> None:
    """It cannot be taught otherwise."""
    scenario = world(need("n1", grade_from=1, grade_to=9), subject("OR", grade_span=0))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == []


@pytest.mark.parametrize(
    ("pupils", "said"),
    [
        (7, []),
        (8, ["group_size too_many group:g1 pupils=12 limit=11"]),
    ],
)
def test_a_group_has_at_most_max_pupils(pupils: int, said: list[str]) -> None:
    scenario = world(need("n1", pupils=4), need("n2", pupils=pupils), subject("OR", max_pupils=11))
    answer = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))

    assert verdicts(scenario, answer) == said


@pytest.mark.parametrize(
    ("pupils", "priority", "said"),
    [
        (3, "promised", []),
        (2, "promised", ["group_size too_few group:g1 pupils=4 limit=5"]),
        (2, "optional", ["group_size too_few group:g1 pupils=4 limit=5"]),
        (2, "statutory", []),
    ],
)
def test_a_group_has_min_pupils_unless_the_law_asks_for_it(
    pupils: int, priority: str, said: list[str]
) -> None:
    scenario = world(
        need("n1", pupils=2),
        need("n2", pupils=pupils, priority=priority),
        subject("OR", min_pupils=5),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))

    assert verdicts(scenario, answer) == said


@pytest.mark.parametrize(
    ("max_sites", "said"),
    [
        (2, []),
        (1, ["group_sites too_many group:g1 school:s1 school:s2 sites=2 limit=1"]),
    ],
)
def test_a_group_has_at_most_max_sites(max_sites: int, said: list[str]) -> None:
    """Three needs of two schools are two sites."""
    scenario = world(
        need("n1", school="s2"),
        need("n2", school="s1"),
        need("n3", school="s1"),
        subject("OR", max_sites=max_sites),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1", "n2", "n3"))

    assert verdicts(scenario, answer) == said


def test_rules_go_on_after_a_group_they_cannot_judge() -> None:
    """A group of an unknown subject comes first; the faults of the next are still found."""
    scenario = world(
        need("n1"),
        need("n2", grade_from=1, pupils=9),
        need("n3", grade_from=9, pupils=9, school="s2", level="7"),
        municipality("m1"),
        subject("OR", max_sites=1),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2", "n3"))

    assert verdicts(scenario, replaced(answer, "g1", subject="XX")) == [
        "same_course unknown_subject group:g1 subject=XX",
        "same_course other_level group:g2 need:n3 group= need=7",
        "grade_span too_wide group:g2 lowest=1 highest=9 limit=2",
        "group_size too_many group:g2 pupils=18 limit=12",
        "group_sites too_many group:g2 school:s1 school:s2 sites=2 limit=1",
    ]


def test_rules_go_on_after_a_group_that_cannot_break_them() -> None:
    """A lone need and an empty group come before the group at fault."""
    scenario = world(
        need("n1", grade_from=1), need("n2", grade_from=1, pupils=9), need("n3", grade_from=9)
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2", "n3"))
    empty = replaced(answer, "g1", members=(), meetings=())
    wide = "grade_span too_wide group:g2 lowest=1 highest=9 limit=2"

    assert verdicts(scenario, answer) == [wide]
    assert verdicts(scenario, empty) == [
        "one_group in_no_list need:n1",
        "one_group empty_group group:g1",
        wide,
    ]
