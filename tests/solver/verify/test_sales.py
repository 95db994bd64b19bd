"""Agreements: who may sell to whom, and how many lessons."""

from __future__ import annotations

import pytest

from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    agreement,
    group,
    municipality,
    need,
    plan,
    school,
    teacher,
    world,
)
from tests.support.verdicts import verdicts


def sold(*rows: Row) -> tuple[Scenario, Plan]:
    """A teacher of m9 teaches needs of m1 and m2."""
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        school("s2", municipality="m2"),
        teacher("t1", municipality="m9"),
        municipality("m3"),
        *rows,
    )
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


def refused(buyer: str) -> str:
    return f"agreement not_agreed group:g1 municipality:{buyer} municipality:m9"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], []),
        ([agreement("m1", "m9"), agreement("m2", "m9")], []),
        ([agreement("m1", "m9")], [refused("m2")]),
        ([agreement("m9", "m1"), agreement("m3", "m9")], [refused("m1"), refused("m2")]),
    ],
)
def test_the_employer_may_sell_to_each_municipality(rows: list[Row], said: list[str]) -> None:
    """One row is enough to ask for all others."""
    scenario, answer = sold(*rows)

    assert verdicts(scenario, answer) == said


def test_a_municipality_needs_no_agreement_with_itself() -> None:
    scenario = world(need("n1"), municipality("m2"), municipality("m3"), agreement("m3", "m2"))

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == []


def bought(limit: float) -> tuple[Scenario, Plan]:
    """m1 buys from m9: two lessons of t1, a half of t2, and another half that m2 attends too."""
    scenario = world(
        need("n1", lessons_per_week=2),
        need("n2", lessons_per_week=0.5, subject="IS"),
        need("n3", lessons_per_week=0.5, subject="KA"),
        need("n4", lessons_per_week=0.5, subject="KA", school="s2"),
        need("n5", lessons_per_week=1, subject="IS", school="s2"),
        school("s2", municipality="m2"),
        teacher("t1", municipality="m9"),
        teacher("t2", municipality="m9"),
        teacher("t3", municipality="m1"),
        agreement("m1", "m9", max_lessons=limit),
        agreement("m2", "m9", max_lessons=1.5),
        agreement("m2", "m1"),
    )
    answer = plan(
        scenario,
        group("t1", ["mon 09:00", "tue 09:00"], "n1"),
        group("t2", "wed 09:00 A", "n2"),
        group("t2", "thu 09:00 B", "n3", "n4"),
        group("t2", "fri 09:00", "n5"),
    )
    return scenario, answer


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (3, []),
        (2.5, ["agreement too_many_lessons municipality:m1 municipality:m9 lessons=3.0 limit=2.5"]),
    ],
)
def test_lessons_sold_to_a_buyer_stay_within_the_agreement(limit: float, said: list[str]) -> None:
    """2 + 0.5 + 0.5 for m1; for m2 0.5 + 1 = 1.5, just what was agreed."""
    scenario, answer = bought(limit)

    assert verdicts(scenario, answer) == said


def test_a_meeting_counts_once_for_a_buyer_with_several_needs_there() -> None:
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        school("s2"),
        teacher("t1", municipality="m9"),
        agreement("m1", "m9", max_lessons=1),
    )

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))) == []


def test_only_attended_meetings_count() -> None:
    """m2 attends one of the two meetings."""
    scenario = world(
        need("n1", lessons_per_week=2),
        need("n2", school="s2"),
        school("s2", municipality="m2"),
        agreement("m2", "m1", max_lessons=1),
    )
    answer = plan(scenario, group("t1", ["mon 09:00", "tue 09:00"], "n1", n2=[1]))

    assert verdicts(scenario, answer) == []


def test_a_limit_of_nothing_is_a_limit() -> None:
    scenario = world(
        need("n1"), teacher("t1", municipality="m9"), agreement("m1", "m9", max_lessons=0)
    )

    assert verdicts(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == [
        "agreement too_many_lessons municipality:m1 municipality:m9 lessons=1.0 limit=0.0"
    ]


def test_groups_after_an_unknown_teacher_are_counted() -> None:
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        teacher("t1", municipality="m9"),
        agreement("m1", "m9", max_lessons=0),
    )
    answer = plan(scenario, group("t8", "mon 09:00", "n1"), group("t1", "mon 09:00", "n2"))

    assert verdicts(scenario, answer) == [
        "qualified unknown_teacher group:g1 teacher:t8",
        "agreement too_many_lessons municipality:m1 municipality:m9 lessons=1.0 limit=0.0",
    ]
