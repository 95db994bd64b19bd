"""Stages of a part settled without the clock first, and by the clock after."""

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.model.company import Company
from solver.model.grains import in_units
from solver.search.company import CompanyMaster
from solver.search.effort import Effort
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


def two_who_want_the_same_minutes(max_pupils: int) -> Scenario:
    """One time for both; together if the group may be large enough."""
    return world(
        [need("n1", pupils=3), need("n2", school="s2", pupils=3)],
        [window("n1", "mon 09:00-09:45"), window("n2", "mon 09:00-09:45")],
        subject("OR", max_pupils=max_pupils, grade_span=3),
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
    master = CompanyMaster(candidates(scenario))

    settled = master.settle(StageId.COST, {StageId.STATUTORY: 0, StageId.COVERAGE: 0}, effort())

    # Two lessons of 41 € and three sites: exactly what the best plan costs.
    assert settled is not None
    assert settled.proved
    assert settled.bound is not None
    assert in_units(settled.bound, StageId.COST) == value[StageId.COST]
    assert settled.companies is not None
    assert len(settled.companies) == 2
    assert {need for company in settled.companies for need in company.needs} == set(WINDOWS)


@pytest.mark.parametrize(("max_pupils", "unserved"), [(5, 6), (6, 0)])
def test_a_week_without_room_for_two_groups_does_not_forbid_one_of_both(
    max_pupils: int, unserved: int
) -> None:
    """Half pupil-lessons: the three pupils of one need with one lesson are six."""
    scenario = two_who_want_the_same_minutes(max_pupils)
    master = CompanyMaster(candidates(scenario))

    first = master.settle(StageId.COVERAGE, {}, effort())
    again = master.settle(StageId.COVERAGE, {}, effort())

    assert first is not None
    assert (first.bound, first.proved) == (unserved, True)
    assert again == first
    if not unserved:
        assert first.companies == (Company("t1", ("n1", "n2")),)


def test_a_stage_that_needs_the_clock_is_not_settled() -> None:
    """What moved in time cannot be said without times."""
    master = CompanyMaster(candidates(three_that_meet_only_in_twos()))

    assert master.settle(StageId.CONTINUITY, {}, effort()) is None
