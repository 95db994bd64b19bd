"""Companies of a part put into a plan in which others are in the way."""

from __future__ import annotations

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.company import Company
from solver.search import fitter, timing
from solver.search.by_parts import ByParts, Part
from solver.search.fitter import Fitter
from solver.search.incumbent import Incumbent
from solver.search.timing import refit, refit_among_neighbours
from tests.support.build import group, plan, school, window, with_settings
from tests.support.efforts import five_seconds
from tests.support.worlds import two_parts

COVERAGE = StageId.COVERAGE
WANTED = (Company("t1", ("n1",)),)
ONE_ROOM = school("s1", remote_rooms=1, supervisors=2)


def in_the_way(scenario: Scenario) -> tuple[ByParts, Incumbent, Part]:
    """The only room is with `n2` at nine, the only time of `n1`, which a part promises to serve."""
    by_parts = ByParts(reduced(candidates(scenario)))
    incumbent = Incumbent(scenario, None)
    taken = group("t2", "mon 09:00", "n2")
    assert incumbent.offer(plan(scenario, taken))
    (part,) = (one for one in by_parts.parts if "n1" in one.given.scenario.need_of)
    part.companies, part.reached = WANTED, 0
    return by_parts, incumbent, part


def test_who_is_in_the_way_gets_another_time() -> None:
    scenario = two_parts(["mon 09:00-09:45"], window("n2", "mon 10:00-10:45"), ONE_ROOM)
    by_parts, incumbent, part = in_the_way(scenario)
    given, stages = by_parts.given, (COVERAGE,)

    assert not refit(given, ["n1"], WANTED, incumbent, five_seconds(), stages)
    Fitter(given, incumbent).fit(part, COVERAGE, five_seconds())

    assert incumbent.plan is not None
    begins = {g.teacher: g.meetings[0].start for g in incumbent.plan.groups}
    assert (incumbent.values[COVERAGE], begins) == (0, {"t1": 9 * 60, "t2": 10 * 60})


def test_who_is_in_the_way_of_less_cost_gets_another_time() -> None:
    """`n1` is worth more to have than its lessons cost."""
    times = window("n2", "mon 10:00-10:45")
    scenario = two_parts(["mon 09:00-09:45"], times, ONE_ROOM, priority="optional")
    by_parts, incumbent, part = in_the_way(with_settings(scenario, worth_optional=1000))
    for stage in (StageId.STATUTORY, COVERAGE):
        incumbent.close(stage)
    before = incumbent.values[StageId.COST]

    Fitter(by_parts.given, incumbent).fit(part, StageId.COST, five_seconds())

    assert incumbent.plan is not None
    assert {g.teacher for g in incumbent.plan.groups} == {"t1", "t2"}
    assert incumbent.values[StageId.COST] < before


def test_more_who_are_in_the_way_than_may_move_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = two_parts(["mon 09:00-09:45"], window("n2", "mon 10:00-10:45"), ONE_ROOM)
    by_parts, incumbent, _ = in_the_way(scenario)
    monkeypatch.setattr(timing, "MOST_MOVING", 0)

    assert not refit_among_neighbours(
        by_parts.given, ["n1"], WANTED, incumbent, five_seconds(), (COVERAGE,)
    )


def test_a_group_that_serves_more_does_not_go() -> None:
    """Three pupils of `n2` have nowhere else to go, and `n1` are two."""
    by_parts, incumbent, part = in_the_way(two_parts(["mon 09:00-09:45"], ONE_ROOM))
    before = incumbent.plan

    Fitter(by_parts.given, incumbent).fit(part, COVERAGE, five_seconds())

    assert incumbent.plan is before


def test_the_same_companies_are_not_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    by_parts, incumbent, part = in_the_way(two_parts(["mon 09:00-09:45"], ONE_ROOM))
    tried: list[tuple[Company, ...]] = []
    for name in ("refit", "refit_among_neighbours"):
        monkeypatch.setattr(fitter, name, lambda _given, _needs, wanted, *_: tried.append(wanted))
    again = Fitter(by_parts.given, incumbent)

    for _ in range(2):
        again.fit(part, COVERAGE, five_seconds())

    assert tried == [WANTED, WANTED], "one way and the other"
