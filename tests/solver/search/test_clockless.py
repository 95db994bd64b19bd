"""Bounds of the problem without its clock, with groups cut off that no clock allows."""

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.model.objective import in_units
from solver.search.clockless import bound_without_a_clock, have_common_times, smallest
from solver.search.cpsat import Effort
from solver.search.params import SolveParams
from solver.search.stop import Clock, Stop
from solver.solve import solve
from tests.support.build import need, subject, teacher, window, world

WINDOWS = {
    "n1": ("mon 09:00-09:45", "tue 09:00-09:45"),
    "n2": ("tue 09:00-09:45", "wed 09:00-09:45"),
    "n3": ("mon 09:00-09:45", "wed 09:00-09:45"),
}


def three_that_meet_only_in_twos() -> Scenario:
    """Each two needs have a common time, all three have none; so two lessons are taught."""
    return world(
        [need(name, school=f"s{name[1]}", pupils=2) for name in WINDOWS],
        [window(name, when) for name, times in WINDOWS.items() for when in times],
        subject("OR", max_pupils=9, grade_span=3),
        teacher("t1", lesson_cost=41),
        priorities="statutory;coverage;cost",
    )


def effort() -> Effort:
    return Effort(Clock(5, deterministic=False), Stop(), 5, 1, 1)


def test_the_bound_knows_that_three_needs_are_not_one_group() -> None:
    """Two by two they could be together; a bound that stops there pays one lesson too few."""
    scenario = three_that_meet_only_in_twos()
    outcome = solve(scenario, SolveParams(seconds=5, workers=1))
    value = {stage.name: stage.value for stage in outcome.stages}

    limits = {StageId.STATUTORY: value[StageId.STATUTORY], StageId.COVERAGE: 0}
    grains = bound_without_a_clock(
        candidates(scenario),
        StageId.COST,
        {stage: limit or 0 for stage, limit in limits.items()},
        effort(),
    )

    # Two lessons of 41 € and three sites: exactly what the best plan costs.
    assert grains is not None
    assert in_units(grains, StageId.COST) == value[StageId.COST]
    assert len(outcome.plan.groups if outcome.plan else ()) == 2


def test_the_set_forbidden_is_the_smallest_that_has_no_common_times() -> None:
    """A smaller set forbids more groups at once."""
    given = candidates(three_that_meet_only_in_twos())

    assert smallest(given, ["n1", "n2", "n3"], "t1") == ("n1", "n2", "n3")
    assert have_common_times(given, ["n1", "n2"], "t1")
    assert not have_common_times(given, ["n1", "n2", "n3"], "t1")


@pytest.mark.parametrize("stage", [StageId.CONTINUITY])
def test_a_stage_that_needs_the_clock_has_no_such_bound(stage: StageId) -> None:
    """What moved in time cannot be said without times."""
    assert (
        bound_without_a_clock(candidates(three_that_meet_only_in_twos()), stage, {}, effort())
        is None
    )
