"""A planner does not wait: the largest pilot, asked for the first time, in processor seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from scenarios.library import load
from solver.change.effects import Before
from solver.change.moves import Leave, MoveMeeting, moved
from solver.change.places import places_of_need
from solver.local.search import LocalSearch

LARGEST = "paijat-hame-spring"


def seconds(ask: Callable[[], object]) -> float:
    began = time.process_time()
    ask()
    return time.process_time() - began


def test_a_latecomer_and_a_move_are_answered_at_once() -> None:
    plan = LocalSearch(load(LARGEST), None, 1).construct()
    need = plan.groups[3].members[0].need
    fresh = load(LARGEST).replace()
    without = moved(fresh, plan, [Leave(need=need)])
    move = MoveMeeting(group=plan.groups[0].group, meeting=0, day="wed", start="10:00")

    assert seconds(lambda: places_of_need(Before(fresh, without), need)) < 1
    assert seconds(lambda: Before(fresh, plan).effects([move])) < 0.2
