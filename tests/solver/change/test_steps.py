"""The way from a plan to another: an order in which nothing breaks, and what each step buys."""

from __future__ import annotations

from random import Random

from scenarios.library import load
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.times import clock
from solver.change.asking import breaks
from solver.change.moves import MoveMeeting, moved
from solver.change.naming import named_as_before
from solver.change.steps import Step, steps
from solver.change.way import Way
from solver.local.search import LocalSearch
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import available, changed, group, need, plan, teacher, with_rows, world

WORLD = world(
    need("n1"),
    need("n2", school="s2", subject="OR"),
    need("n3", school="s3", subject="ET"),
    need("n4", school="s2", subject="ET", priority="promised"),
    teacher("t1"),
    teacher("t2"),
    start_step_minutes=60,
)


def way(scenario: Scenario, old: Plan, new: Plan) -> tuple[Step, ...]:
    return steps(scenario, old, new, old)


def test_who_makes_room_goes_first() -> None:
    old = plan(WORLD, group("t1", "mon 09:00", "n1"), group("t1", "mon 10:00", "n3"))
    new = plan(WORLD, group("t1", "mon 10:00", "n1"), group("t1", "mon 11:00", "n3"))

    assert [step.groups for step in way(WORLD, old, new)] == [("g2",), ("g1",)]
    back = [step.groups for step in way(WORLD, new, old)]
    assert back == [("g1",), ("g2",)]


def test_an_exchange_of_times_is_one_step_and_nothing_else_is_in_it() -> None:
    old = plan(
        WORLD,
        group("t1", "mon 09:00", "n1"),
        group("t1", "mon 10:00", "n3"),
        group("t2", "tue 09:00", "n2"),
    )
    new = plan(
        WORLD,
        group("t1", "mon 10:00", "n1"),
        group("t1", "mon 09:00", "n3"),
        group("t2", "tue 10:00", "n2"),
    )
    first, second = way(WORLD, old, new)

    assert (first.groups, second.groups) == (("g3",), ("g1", "g2"))
    assert (first.together, second.together) == (False, True)
    assert {change.need for change in second.changes} == {"n1", "n3"}


def test_nobody_is_left_out_between_two_steps() -> None:
    old = plan(WORLD, group("t1", "mon 09:00", "n3", "n4"), group("t2", "mon 10:00", "n1"))
    new = plan(
        WORLD,
        group("t1", "mon 09:00", "n3"),
        group("t2", "mon 10:00", "n1"),
        group("t1", "tue 10:00", "n4"),
    )

    (step,) = way(WORLD, old, new)

    assert (step.groups, step.together) == (("g1", "g3"), False)


def test_each_need_goes_by_itself_where_it_can() -> None:
    """Two needs leave a group for two others; the group they leave goes on without them."""
    today = with_rows(WORLD, need("n5", subject="ET"))
    old = plan(today, group("t1", "mon 09:00", "n3", "n4", "n5"))
    new = plan(
        today,
        group("t1", "mon 09:00", "n3"),
        group("t2", "tue 09:00", "n4"),
        group("t2", "wed 09:00", "n5"),
    )
    found = way(today, old, new)

    assert [step.together for step in found] == [False, False]
    assert [[change.need for change in step.changes] for step in found] == [["n4"], ["n5"]]


def test_a_step_says_what_it_buys_or_which_rule_needs_it() -> None:
    """Without its move the first group would be where the second is now."""
    old = plan(WORLD, group("t1", "mon 09:00", "n1"))
    new = plan(WORLD, group("t1", "mon 10:00", "n1"), group("t1", "mon 09:00", "n4"))
    first, second = way(WORLD, old, new)

    assert (first.groups, second.groups) == (("g1",), ("g2",))
    assert [one.code for one in first.needed] == ["teacher_clash"]
    assert first.buys == {}
    assert second.needed == ()
    assert second.buys[StageId.COVERAGE] == WORLD.need_of["n4"].half_pupil_lessons
    assert second.buys[StageId.CONTINUITY] == 0


def test_a_rule_that_was_broken_is_mended_by_its_step() -> None:
    today = with_rows(WORLD, available("t1", "mon 09:00-09:45", kind="busy"))
    old = plan(today, group("t1", "mon 09:00", "n1"))
    new = plan(today, group("t1", "tue 09:00", "n1"))

    (step,) = way(today, old, new)

    assert {one.code for one in step.mended} == {"teacher_available"}


def test_two_plans_that_are_alike_have_no_steps() -> None:
    old = plan(WORLD, group("t1", "mon 09:00", "n3", "n4"))
    new = plan(WORLD, group("t1", "mon 09:00", "n4", "n3"))

    assert way(WORLD, old, new) == ()


def test_every_plan_on_the_way_keeps_the_rules() -> None:
    scenario = load("uusimaa-spring")
    old = LocalSearch(scenario, None, 1).construct()
    rng, new = Random(2), old
    for _ in range(150):
        group, other = rng.sample(new.groups, 2)
        there = other.meetings[0]
        move = MoveMeeting(group=group.group, meeting=0, day=there.day, start=clock(there.start))
        then = moved(scenario, new, [move])
        if not breaks(scenario, new, then, least=True):
            new = then
    way_there = way(scenario, old, new)
    walked = [now for _, _, now in Way(scenario, old, new).walk()]

    assert len(walked) == len(way_there) > 1
    assert [verify(scenario, now) for now in walked] == [()] * len(walked)
    assert {group.group: group for group in walked[-1].groups} == {g.group: g for g in new.groups}


def test_groups_keep_their_names() -> None:
    old = plan(
        WORLD,
        group("t1", "mon 09:00", "n3", "n4"),
        group("t2", "mon 10:00", "n1"),
        group("t1", "fri 09:00", "n2"),
    )
    new = plan(
        WORLD,
        group("t2", "tue 10:00", "n2"),
        group("t1", "tue 09:00", "n4"),
        group("t1", "mon 09:00", "n3"),
    )

    named = named_as_before(new, old)

    assert {one.group: one.members[0].need for one in named.groups} == {
        "g3": "n2",
        "g4": "n4",
        "g1": "n3",
    }


def test_names_of_groups_that_ended_are_not_given_again() -> None:
    today = changed(WORLD, "n2", priority="optional")
    old = plan(today, group("t1", "mon 09:00", "n1"), group("t2", "tue 09:00", "n2"))
    new = plan(today, group("t2", "tue 09:00", "n3"))

    assert [one.group for one in named_as_before(new, old).groups] == ["g3"]
