"""Peers' plans are mended alike, and what was left out is told."""

import json

from bench.judging import judged, read, thinned
from solver.plan import Plan
from tests.support.build import group, need, plan, teacher, window, world


def two_groups_at_once() -> Plan:
    return plan(
        SCENARIO,
        group("t1", "mon 09:00", "n1"),
        group("t1", "mon 09:00", "n2"),
    )


SCENARIO = world(
    need("n1"),
    need("n2", school="s2", subject="IS"),
    [window(name, "mon 09:00-09:45") for name in ("n1", "n2")],
    teacher("t1"),
)


def test_groups_that_break_a_rule_are_left_out_and_counted() -> None:
    point = judged(3.0, SCENARIO, two_groups_at_once())

    assert (point.dropped, point.broken) == (1, ())
    assert point.served == SCENARIO.need_of["n1"].half_pupil_lessons / 2
    assert point.values["coverage"] == SCENARIO.need_of["n2"].half_pupil_lessons


def test_what_comes_too_late_does_not_count() -> None:
    written = two_groups_at_once().model_dump(mode="json")
    lines = [json.dumps({"seconds": seconds, "plan": written}) for seconds in (1.0, 61.9, 62.1)]
    bound = json.dumps({"seconds": 2.0, "stage": "cost", "value": 5, "bound": 3})

    trace = read([*lines, bound], SCENARIO, until=62)

    assert [point.seconds for point in trace.points] == [1.0, 61.9]
    assert [line["bound"] for line in trace.bounds] == [3]


def test_a_long_trace_keeps_its_ends() -> None:
    assert thinned(range(1000), 4) == (0, 333, 666, 999)
    assert thinned(range(3), 4) == (0, 1, 2)
