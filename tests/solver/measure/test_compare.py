"""Comparisons: against the first plan, per need, and whom it touches."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.compare import ChangeKind, Comparison, compare, differences
from solver.measure.kpis import kpis
from solver.measure.objective import stage_values
from solver.plan import Plan
from tests.support.build import (
    group,
    need,
    plan,
    replaced,
    school,
    teacher,
    with_rows,
    with_settings,
    without,
    world,
)


def small() -> Scenario:
    """n1 of m1 and n2 of m2."""
    return world(
        need("n1", pupils=3, lessons_per_week=2),
        need("n2", school="s2", pupils=4),
        school("s2", municipality="m2"),
        teacher("t1"),
        teacher("t2"),
    )


def base() -> tuple[Scenario, Plan]:
    scenario = small()
    return scenario, plan(scenario, group("t1", ["mon 09:00", "wed 09:00"], "n1"))


def kinds(comparison: Comparison) -> dict[str, list[str]]:
    """Changes of the second plan by need."""
    return {change.need: list(change.kinds) for change in comparison.sides[1].changes}


def test_nothing_to_compare() -> None:
    assert compare([]).sides == ()


def test_each_side_has_values_and_kpis() -> None:
    scenario, first = base()
    second = plan(scenario, group("t2", "mon 09:00", "n2"))

    one, other = compare([(scenario, first), (scenario, second)]).sides

    assert (one.scenario, one.name) == (scenario.content_hash, "tiny")
    assert one.values == stage_values(scenario, first)
    assert one.kpis == kpis(scenario, first)
    assert (one.value_differences, one.kpi_differences, one.changes) == ({}, {}, ())
    assert other.values == stage_values(scenario, second, first)
    assert other.kpis == kpis(scenario, second, first)


def test_differences_are_this_less_the_first() -> None:
    """First: 2 x 31 + 13 + 2 x 21; second: 31 + 13 + 21. Unserved 4 x 2 against 3 x 2 x 2."""
    scenario, first = base()
    second = plan(scenario, group("t1", "mon 09:00", "n2"))

    side = compare([(scenario, first), (scenario, second)]).sides[1]

    assert side.value_differences[StageId.COST] == 6500 - 11700
    assert side.value_differences[StageId.COVERAGE] == 12 - 8
    assert StageId.CONTINUITY not in side.value_differences
    assert side.kpi_differences["euros_week.total"] == 65 - 117
    assert side.kpi_differences["needs.municipality.m1.served"] == -1
    assert "groups" not in side.kpi_differences


def test_kpis_are_against_the_first_plan_too() -> None:
    """The first has 16 lessons of t1, the second 15."""
    scenario, _ = base()
    slots = [f"{day} {hour}:00" for day in ("mon", "tue") for hour in range(10, 18)]
    first = plan(scenario, group("t1", slots, "n1"))
    second = plan(scenario, group("t1", slots[:15], "n1"))

    sides = compare([(scenario, first), (scenario, second)]).sides

    assert sides[0].kpis["sixteen_lessons"]["reached"] == ["t1"]
    assert sides[1].kpis["sixteen_lessons"]["fallen"] == ["t1"]


def test_every_other_plan_is_set_beside_the_first() -> None:
    scenario, first = base()
    nothing = plan(scenario)
    pairs = [(scenario, answer) for answer in (nothing, first, first)]

    sides = compare(pairs).sides

    assert [side.value_differences.get(StageId.COVERAGE) for side in sides] == [None, -12, -12]
    assert sides[1] == sides[2]


@pytest.mark.parametrize(
    ("groups", "changes"),
    [
        ([("t1", ["mon 09:00", "wed 09:00"], "n1")], {}),
        ([("t1", ["wed 09:00", "mon 09:00"], "n1")], {}),
        ([("t2", ["mon 09:00", "wed 09:00"], "n1")], {"n1": ["teacher_changed"]}),
        ([("t1", ["mon 09:00", "wed 10:00"], "n1")], {"n1": ["time_changed"]}),
        (
            [("t2", ["mon 09:00", "thu 09:00"], "n1")],
            {"n1": ["teacher_changed", "time_changed"]},
        ),
        ([], {"n1": ["dropped"]}),
        ([("t1", ["mon 09:00"], "n2")], {"n1": ["dropped"], "n2": ["appeared"]}),
    ],
)
def test_what_happened_to_each_need(groups: list[Any], changes: dict[str, list[str]]) -> None:
    scenario, first = base()
    second = plan(scenario, *[group(*one) for one in groups])

    assert kinds(compare([(scenario, first), (scenario, second)])) == changes


def test_a_change_tells_whom_it_touches() -> None:
    scenario, first = base()
    second = plan(scenario, group("t2", ["wed 10:00", "mon 09:00"], "n1"))

    (change,) = compare([(scenario, first), (scenario, second)]).sides[1].changes

    assert change.kinds == (ChangeKind.TEACHER_CHANGED, ChangeKind.TIME_CHANGED)
    assert (change.municipality, change.school, change.subject) == ("m1", "s1", "OR")
    assert change.pupils == 3
    assert change.before is not None
    assert change.after is not None
    assert (change.before.group, change.before.teacher) == ("g1", "t1")
    assert (change.after.group, change.after.teacher) == ("g1", "t2")
    assert [m.start for m in change.before.meetings] == [9 * 60, 9 * 60]
    assert [(m.day, m.start) for m in change.after.meetings] == [("mon", 540), ("wed", 600)]


def test_meetings_are_shown_by_day_start_and_half() -> None:
    """Only those attended; equal starts by half."""
    scenario = world(need("n1", lessons_per_week=2.5), need("n2"))
    times = ["thu 09:00", "mon 10:00", "mon 09:00 B", "mon 09:00 A", "tue 09:00"]
    answer = plan(scenario, group("t1", times, "n2", n1=[0, 1, 2, 3]))

    changes = compare([(scenario, plan(scenario)), (scenario, answer)]).sides[1].changes

    assert changes[0].before is None
    assert changes[0].after is not None
    assert [(m.day, m.start, m.half) for m in changes[0].after.meetings] == [
        ("mon", 540, "A"),
        ("mon", 540, "B"),
        ("mon", 600, "all"),
        ("thu", 540, "all"),
    ]


def test_a_need_of_the_first_variant_alone_is_dropped() -> None:
    """A municipality that leaves takes its needs along."""
    scenario, _ = base()
    first = plan(
        scenario,
        group("t1", ["mon 09:00", "wed 09:00"], "n1"),
        group("t2", "mon 09:00", "n2"),
    )
    smaller = without(scenario, "n2", "s2", "m2")
    second = plan(smaller, group("t1", ["mon 09:00", "wed 09:00"], "n1"))

    side = compare([(scenario, first), (smaller, second)]).sides[1]

    (change,) = side.changes
    assert (change.need, change.kinds) == ("n2", (ChangeKind.DROPPED,))
    assert (change.municipality, change.school, change.pupils) == ("m2", "s2", 4)
    assert change.after is None
    assert side.kpi_differences["needs.municipality.m2.served"] == -1


def test_a_need_of_the_later_variant_alone_appears() -> None:
    scenario, first = base()
    larger = with_settings(with_rows(scenario, need("n9", pupils=8)), name="larger")
    second = plan(
        larger,
        group("t1", ["mon 09:00", "wed 09:00"], "n1"),
        group("t2", "mon 10:00", "n9"),
    )

    comparison = compare([(scenario, first), (larger, second)])

    assert comparison.sides[1].name == "larger"
    assert kinds(comparison) == {"n9": ["appeared"]}


def test_unserved_needs_of_one_variant_are_no_change() -> None:
    scenario, first = base()
    smaller = without(scenario, "n2")
    second = plan(smaller, group("t1", ["mon 09:00", "wed 09:00"], "n1"))

    assert kinds(compare([(scenario, first), (smaller, second)])) == {}


def test_a_need_is_followed_by_what_it_continues() -> None:
    """`a` of last year is `b` this year, and this year's `a` is somebody new."""
    last = world(need("a"), need("b", school="s2"))
    first = plan(last, group("t1", "mon 09:00", "a"))
    this = world(need("a", continues="zz", school="s3"), need("b", continues="a"))
    second = plan(this, group("t1", "mon 09:00", "b"), group("t1", "tue 09:00", "a"))

    comparison = compare([(last, first), (this, second)])

    # `zz` is unknown, so by its id `a` continues `a`, which met on Monday.
    assert kinds(comparison) == {"a": ["time_changed"]}
    # 2 pupils x 1.2.
    assert comparison.sides[1].values[StageId.CONTINUITY] == 240


def test_two_variants_of_a_year_are_matched_by_id() -> None:
    """Both say that `b` continues last year's `a`; the `a` of this year is another need."""
    this = world(need("a"), need("b", continues="a", school="s2"))
    first = plan(this, group("t1", "mon 09:00", "a"))
    second = plan(this, group("t1", "mon 09:00", "b"))

    comparison = compare([(this, first), (this, second)])

    assert kinds(comparison) == {"a": ["dropped"], "b": ["appeared"]}
    # `a` is dropped, 2 pupils x 2.3; `b` was not served before, whatever it continues.
    assert comparison.sides[1].values[StageId.CONTINUITY] == 460


def test_continuity_follows_a_need_to_its_new_id() -> None:
    last = world(need("a"))
    this = world(need("c", continues="a"), teacher("t1"), teacher("t2"))
    pairs = [
        (last, plan(last, group("t1", "mon 09:00", "a"))),
        (this, plan(this, group("t2", "mon 09:00", "c"))),
    ]

    comparison = compare(pairs)

    # 2 pupils x 0.7.
    assert comparison.sides[1].values[StageId.CONTINUITY] == 140
    assert kinds(comparison) == {"c": ["teacher_changed"]}


def test_broken_plans_can_be_compared() -> None:
    scenario, first = base()
    broken = replaced(first, "g1", teacher="t9", subject="XX", meetings=())

    assert kinds(compare([(scenario, first), (scenario, broken)])) == {
        "n1": ["teacher_changed", "time_changed"]
    }


@pytest.mark.parametrize(
    ("before", "after", "delta"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 3.5}, {"a": 2.5}),
        ({"a": {"b": 2, "c": [1]}}, {"a": {"b": 1, "c": [7]}}, {"a.b": -1}),
        ({"a": {"b": 2}}, {"a": {}}, {"a.b": -2}),
        ({"a": None}, {"a": {"b": 2}}, {"a.b": 2}),
        ({"a": 0.1}, {"a": 0.4}, {"a": 0.3}),
        ({"a": 0}, {"b": 0}, {}),
        ({"a": 0}, {"a": 1.239}, {"a": 1.24}),
    ],
)
def test_numbers_are_compared_by_path(before: Any, after: Any, delta: dict[str, float]) -> None:
    assert differences(before, after) == delta
