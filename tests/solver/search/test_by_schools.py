"""Some schools at a time: what they must leave out, and what they need not."""

from itertools import combinations

import pytest

from scenarios.needs import PRIORITY, Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.coarse import coarse
from solver.candidates.parts import given_to
from solver.candidates.reductions import reduced
from solver.measure.objective import stage_values
from solver.model.at_schools import at_schools
from solver.model.build import PlanModel
from solver.model.grains import in_units
from solver.plan import with_groups
from solver.search.by_parts import ByParts
from solver.search.by_schools import BySchools
from solver.search.cpsat import propose
from solver.search.incumbent import Incumbent
from solver.search.left_out import LeftOut
from tests.support.build import need, school, teacher, window, world
from tests.support.efforts import five_seconds
from tests.support.oracle import Listing, TooManyPlansError
from tests.support.strategies import tiny
from tests.support.walks import walks
from tests.support.worlds import two_parts

COVERAGE = StageId.COVERAGE
COUNTED = tuple(PRIORITY.values())


def one_time_for_both(rooms: int) -> Scenario:
    """Needs of two subjects, with teachers of their own, that can only meet at one time."""
    return two_parts(["mon 09:00-09:45"], school("s1", remote_rooms=rooms, supervisors=2))


def nobody_served(by_parts: ByParts, limits: dict[StageId, int]) -> Incumbent:
    """Not offered, for where a pin is locked or duties come first it is no plan to be taken."""
    scenario = by_parts.given.scenario
    incumbent = Incumbent(scenario, None)
    incumbent.plan = with_groups(scenario, ())
    incumbent.values = stage_values(scenario, incumbent.plan)
    incumbent.limits.update(limits)
    return incumbent


def asked(
    by_parts: ByParts, left_out: LeftOut, stage: StageId, limits: dict[StageId, int]
) -> tuple[list[int], Incumbent]:
    """What was told, and the plan in the end."""
    incumbent = nobody_served(by_parts, limits)
    told: list[int] = []
    given = by_parts.given
    schools = BySchools(given, coarse(given), left_out, incumbent)
    schools.work(stage, five_seconds(), told.append)
    return told, incumbent


@pytest.mark.parametrize(("rooms", "lost"), [(1, 4), (2, 0)])
def test_groups_of_two_parts_want_the_same_room(rooms: int, lost: int) -> None:
    """With one room the smaller of two promises is left out."""
    by_parts = ByParts(reduced(candidates(one_time_for_both(rooms))))
    left_out = LeftOut(by_parts)

    told, _ = asked(by_parts, left_out, COVERAGE, {})

    assert by_parts.bound(COVERAGE, {}, five_seconds()) == 0
    assert max(told, default=0) == lost
    assert left_out.least(COVERAGE, {}, five_seconds()) == lost


def test_what_was_learnt_holds_within_its_limits_only() -> None:
    """A duty may take the room only while it must be served."""
    scenario = one_time_for_both(rooms=1)
    duty, promise = scenario.needs
    needs = (duty.model_copy(update={"priority": Priority.STATUTORY}), promise)
    by_parts = ByParts(reduced(candidates(scenario.replace(needs=needs))))
    left_out = LeftOut(by_parts)

    asked(by_parts, left_out, COVERAGE, {StageId.STATUTORY: 0})

    assert left_out.least(COVERAGE, {StageId.STATUTORY: 0}, five_seconds()) == 6
    assert left_out.least(COVERAGE, {StageId.STATUTORY: 4}, five_seconds()) == 0
    assert left_out.least(COVERAGE, {}, five_seconds()) == 0


def test_money_and_time_are_left_to_others() -> None:
    by_parts = ByParts(reduced(candidates(one_time_for_both(rooms=1))))

    assert asked(by_parts, LeftOut(by_parts), StageId.COST, {})[0] == []


@pytest.mark.parametrize("first", range(5000, 5060, 30))
def test_bounds_enclose_the_best_of_all_plans(first: int) -> None:
    """Each stage with the earlier ones at their best; enumeration says what that is."""
    tight = 0
    for walk in walks(range(first, first + 30), PRIORITY):
        left_out = LeftOut(walk.by_parts)
        for (stage, best, _), limits in walk.stages:
            told, incumbent = asked(walk.by_parts, left_out, stage, limits)
            assert not incumbent.rejected
            for bound in told:
                assert in_units(bound, stage) <= best, (walk.seed, stage)
                tight += bool(best) and in_units(bound, stage) == best

    assert tight


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_every_plan_answers_for_its_schools(first: int) -> None:
    """Whom a plan serves at some schools can be served there with nobody else around."""
    looked = 0
    for seed in range(first, first + 15):
        try:
            served = served_together(tiny(seed))
        except TooManyPlansError:
            continue
        given = reduced(candidates(tiny(seed)))
        for schools in some_schools(tiny(seed)):
            alone = at_schools(given, schools, COUNTED)
            names = alone.scenario.need_of
            for needs in {most.intersection(names) for most in served}:
                looked += bool(needs)
                assert can_be_served(alone, needs), (seed, schools, needs)

    assert looked > 20


def test_whoever_needs_a_longer_leader_brings_it_along() -> None:
    """Both share Tuesday with a need of three lessons, and could not share it without."""
    days = {"n1": ("mon", "tue"), "n2": ("tue", "wed"), "n3": ("mon", "tue", "wed")}
    scenario = world(
        [
            need(name, school=f"s{name[1]}", lessons_per_week=len(mine))
            for name, mine in days.items()
        ],
        [window(name, f"{day} 09:00-09:45") for name, mine in days.items() for day in mine],
        [school("s3")],
        teacher("t1", municipality="m2", max_lessons=3),
    )
    given = reduced(candidates(scenario))
    two = frozenset({"n1", "n2"})

    alone = at_schools(given, ("s1", "s2"), COUNTED)

    assert set(alone.scenario.need_of) == {"n1", "n2", "n3"}
    assert can_be_served(alone, two)
    assert not can_be_served(given_to(given, two, ()), two)


def served_together(scenario: Scenario) -> list[frozenset[str]]:
    """Largest sets of needs that some right plan serves."""
    listing = Listing(scenario, None, 1000)
    leaves = [leaf for leaf in listing.leaves() if listing.first_clean([leaf]) is not None]
    found = {frozenset(listing.plan(leaf).group_of) for leaf in leaves}
    return [needs for needs in found if not any(needs < more for more in found)]


def some_schools(scenario: Scenario) -> list[tuple[str, ...]]:
    names = [row.school for row in scenario.schools]
    return [some for size in (1, 2) for some in combinations(names, size)]


def can_be_served(given: Candidates, needs: frozenset[str]) -> bool:
    model = PlanModel(given)
    unserved = sum(1 - model.variables.served(name) for name in sorted(needs))
    found = propose(model.cp, unserved, five_seconds())
    return found.value == 0
