"""What a change breaks and mends, found near the change, is what two full checks differ in."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

from scenarios.library import load
from scenarios.scenario import Scenario
from scenarios.times import clock
from solver.change.asking import breaks, said
from solver.change.moves import ChangeTeacher, Join, Move, MoveMeeting, SwapTeachers, moved
from solver.local.search import LocalSearch
from solver.plan import Plan
from solver.verify.report import verify


def some_move(scenario: Scenario, plan: Plan, rng: Random) -> Move:
    group, other = rng.sample(plan.groups, 2)
    day = rng.choice(["mon", "tue", "wed", "thu", "fri"])
    return rng.choice(
        [
            MoveMeeting(group=group.group, meeting=0, day=day, start="10:00"),
            ChangeTeacher(group=group.group, teacher=rng.choice(scenario.teachers).teacher),
            SwapTeachers(group=group.group, other=other.group),
            Join(need=other.members[0].need, group=group.group),
        ]
    )


def difference(scenario: Scenario, before: Plan, after: Plan) -> tuple[list[str], list[str]]:
    old, new = (
        Counter(one.model_dump_json() for one in verify(scenario, plan)) for plan in (before, after)
    )
    return sorted((new - old).elements()), sorted((old - new).elements())


def test_near_the_change_is_enough() -> None:
    scenario = load("uusimaa-august")
    plan = LocalSearch(scenario, None, 1).construct()
    rng = Random(1)
    broke = 0
    for _ in range(40):
        after = moved(scenario, plan, [some_move(scenario, plan, rng)])
        found = said(scenario, plan, after)
        told = tuple(sorted(one.model_dump_json() for one in part) for part in found)

        assert told == difference(scenario, plan, after)
        assert breaks(scenario, plan, after, least=True) is bool(found.broken)
        broke += bool(found.broken)
        if rng.random() < 0.3:
            plan = after

    assert 0 < broke < 40


def test_a_rule_is_broken_or_mended_wherever_the_other_group_is() -> None:
    scenario = load("riihimaki-spring")
    plan = LocalSearch(scenario, None, 1).construct()
    for one, other in product(plan.groups[:4], plan.groups[4:8]):
        there = other.meetings[0]
        move = MoveMeeting(group=one.group, meeting=0, day=there.day, start=clock(there.start))
        after = moved(scenario, plan, [move])
        back = said(scenario, after, plan)

        assert said(scenario, plan, after) == back[::-1]
