"""Seeded random scenarios, tiny enough to enumerate, in which every feature of a table occurs.

`tiny(seed)` is a pure function of its seed. What occurs how often is counted by
`tests.support.features`, and a test holds the shares up. Places and people come from
`random_places` and `random_people`; the windows are narrow and the days few, so that the
oracle can list every plan.
"""

from __future__ import annotations

from hypothesis import strategies as st

from scenarios.scenario import Scenario
from scenarios.servability import why_not_servable
from tests.support.build import WEIGHTS, Given, world
from tests.support.draw import Draw
from tests.support.random_people import people
from tests.support.random_places import places
from tests.support.random_wants import wants

STAGES = ("statutory", "coverage", "continuity", "cost", "convenience")
ORDERS = (
    "statutory;coverage;continuity;cost;convenience",
    "statutory;coverage;fairness;cost;convenience",
    "statutory;coverage;fairness;continuity;convenience;cost",
    "statutory;cost;coverage;convenience",
    "coverage;convenience;cost",
    "fairness;statutory;coverage;cost",
)


ATTEMPTS = 4
BARREN_PERCENT = 15


def tiny(seed: int | str) -> Scenario:
    """A consistent scenario of at most four needs and two teachers.

    Most of them leave something to decide: two needs or more that somebody could teach.
    """
    for attempt in range(ATTEMPTS):
        draw = Draw(f"tiny {seed} {attempt}")
        scenario = _drawn(draw)
        servable = [need for need in scenario.needs if not why_not_servable(scenario, need)]
        if len(servable) > 1 or draw.chance(BARREN_PERCENT):
            break
    return scenario


def _drawn(draw: Draw) -> Scenario:
    frame = places(draw)
    asked = wants(draw, frame)
    rows: list[Given] = [frame.rows, asked.rows, people(draw, frame, asked)]
    return world(*rows, **_settings(draw, frame.step))


def tiny_scenarios() -> st.SearchStrategy[Scenario]:
    """`tiny` for hypothesis."""
    return st.integers(min_value=0, max_value=10**6).map(tiny)


def _settings(draw: Draw, step: int) -> dict[str, object]:
    order = ORDERS[0] if draw.chance(40) else draw.pick(ORDERS)
    slack = {f"slack_{stage}": 0 for stage in STAGES}
    for stage in STAGES:
        if draw.chance(25):
            slack[f"slack_{stage}"] = draw.pick([5, 12.5, 40])
    return {
        **WEIGHTS,
        **slack,
        "start_step_minutes": step,
        "break_shift_minutes": draw.pick([0, 5, 15] if step == 5 else [0, 15, 20]),
        "changeover_minutes": draw.pick([0, 5, 15]),
        "allow_unqualified": draw.chance(45),
        "priorities": order,
        "worth_optional": draw.pick([3, 37]),
    }
