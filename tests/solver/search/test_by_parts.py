"""Parts: what no teacher ties together, settled apart and added up."""

import random
from collections.abc import Sequence
from functools import partial

import pytest

from scenarios.library import load
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.parts import given_to, parts
from solver.candidates.reductions import reduced
from solver.measure.objective import stage_values
from solver.model.grains import in_units
from solver.search import part as of_part
from solver.search.by_parts import SUMS, ByParts
from solver.search.effort import Effort
from solver.search.first_plans import nothing_served
from solver.search.incumbent import Incumbent
from solver.search.params import SolveParams
from solver.search.stop import Clock, Stop
from solver.search.timing import refit
from solver.solve import solve
from solver.verify.report import verify
from tests.solver.search.test_divided import cheap_or_handy
from tests.support.build import need, pin, qualification, subject, teacher, window, world
from tests.support.judging import TooManyPlansError, optimum
from tests.support.oracle import Listing
from tests.support.strategies import tiny

FOUR = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST, StageId.CONVENIENCE)


def effort(workers: int = 1, seconds: float = 5) -> Effort:
    return Effort(Clock(600, deterministic=False), Stop(), seconds, workers, 1)


def bounded_in_turn(
    by_parts: ByParts,
    listing: Listing,
    stages: Sequence[StageId],
    limits: dict[StageId, int],
    extra: int,
) -> int:
    """Grains of the last stage, each proved below the best plan listed and left open by `extra`."""
    plans = list(listing.leaves())
    grains: int | None = None
    for stage in stages:
        plans.sort(key=partial(listing.value, stage))
        best = listing.first_clean(plans)
        assert best is not None
        lowest = listing.value(stage, best)
        grains = by_parts.bound(stage, limits, effort())
        assert grains is not None
        assert in_units(grains, stage) <= lowest, (stage, limits)
        limits[stage] = lowest + extra
        plans = [plan for plan in plans if listing.value(stage, plan) <= limits[stage]]
    assert grains is not None
    return grains


def test_every_need_with_a_candidate_is_in_one_part_and_no_teacher_in_two() -> None:
    given = reduced(candidates(load("riihimaki-august")))
    found = parts(given)

    assert len(found) > 1
    needs = sorted(need for part in found for need in part.scenario.need_of)
    assert needs == sorted(need for need, teachers in given.teachers_of.items() if teachers)
    teachers = [teacher for part in found for teacher in part.scenario.teacher_of]
    assert len(teachers) == len(set(teachers))
    assert sum(part.size for part in found) == given.size
    assert [len(part.scenario.needs) for part in found] == sorted(
        (len(part.scenario.needs) for part in found), reverse=True
    )


def test_a_part_speaks_of_the_whole_scenario() -> None:
    """So a plan of the part needs no translation."""
    given = candidates(load("lappi-august"))
    some = [need.need for need in given.scenario.needs][:3]

    part = given_to(given, some)

    assert sorted(part.scenario.need_of) == sorted(some)
    assert part.scenario.content_hash == given.scenario.content_hash


@pytest.mark.parametrize("first", range(3000, 3060, 20))
def test_bounds_of_parts_enclose_the_best_of_all_plans(first: int) -> None:
    """Each stage with the earlier ones at their best; enumeration says what that is."""
    tight = 0
    for seed in range(first, first + 20):
        scenario = tiny(seed)
        try:
            best = optimum(scenario, None, 1000)
        except TooManyPlansError:
            continue
        if best.plan is None:
            continue
        by_parts = ByParts(reduced(candidates(scenario)))
        limits: dict[StageId, int] = {}
        for reached in best.stages:
            if reached.stage in SUMS and all(stage in SUMS for stage in limits):
                grains = by_parts.bound(reached.stage, limits, effort())
                assert grains is not None
                assert in_units(grains, reached.stage) <= reached.value, (seed, reached)
                tight += in_units(grains, reached.stage) == reached.value
            limits[reached.stage] = reached.most

    assert tight > 20


def two_parts(seed: int) -> Scenario:
    """Two subjects with a teacher each, and too few hours for all needs."""
    rng = random.Random(seed)
    names = [f"n{number}" for number in range(5)]
    return world(
        [
            need(
                name,
                school=f"s{rng.randrange(3)}",
                subject="OR" if number < 3 else "IS",
                pupils=rng.randrange(1, 4),
                priority="promised",
            )
            for number, name in enumerate(names)
        ],
        [window(name, rng.choice(["mon 09:00-09:45", "tue 09:00-09:45"])) for name in names],
        [subject(name, max_pupils=5) for name in ("OR", "IS")],
        [
            teacher(name, municipality="m2", max_lessons=2, lesson_cost=rng.randrange(20, 60))
            for name in ("t1", "t2")
        ],
        [qualification("t1", "OR"), qualification("t2", "IS")],
        priorities="statutory;coverage;cost",
    )


@pytest.mark.parametrize("extra", [2, 4])
def test_what_is_left_of_limits_is_offered_to_every_plan_within_them(extra: int) -> None:
    """Bounds hold where earlier stages may be worse than their best; enumeration says how low."""
    spared = 0
    for seed in range(7):
        scenario = two_parts(seed)
        listing = Listing(scenario, None, 3000)
        by_parts = ByParts(reduced(candidates(scenario)))
        assert len(by_parts.parts) == 2
        limits: dict[StageId, int] = {}
        grains = bounded_in_turn(by_parts, listing, FOUR[:3], limits, extra)
        offered_to_all = sum(part.bounds.get(StageId.COST, 0) for part in by_parts.parts)
        spared += grains > offered_to_all

    assert spared


@pytest.mark.parametrize("extra", [2, 4])
def test_prices_say_what_parts_save_by_serving_fewer(
    extra: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of parts that are never listed; what is left is counted once, and bounds hold."""
    monkeypatch.setattr(of_part, "MOST_LED", 0)
    monkeypatch.setattr(of_part, "MOST_LISTED", 0)
    once = 0
    for seed in range(7):
        scenario = cheap_or_handy(seed)
        listing = Listing(scenario, None, 3000)
        by_parts = ByParts(reduced(candidates(scenario)))
        limits = {StageId.STATUTORY: 0}
        grains = bounded_in_turn(by_parts, listing, FOUR[1:3], limits, extra)
        assert any(part.spares(StageId.COST) for part in by_parts.parts)
        once += grains > sum(part.bounds.get(StageId.COST, 0) for part in by_parts.parts)

    assert once


def test_parts_of_which_the_plan_has_no_more_than_is_proved_are_not_asked() -> None:
    scenario = load("lappi-august")
    by_parts = ByParts(reduced(candidates(scenario)))
    nothing = nothing_served(scenario)

    by_parts.bound(StageId.COST, {}, effort(), plan=lambda: nothing)

    cheap = [part for part in by_parts.parts if part.value_of(nothing, StageId.COST) <= 0]
    assert cheap
    assert all(part.asked(StageId.COST, {}).turns == 0 for part in cheap)
    assert all(part.companies == () for part in cheap)


def test_companies_that_are_best_for_a_part_find_times_among_the_others() -> None:
    scenario = load("savogrow-spring")
    given = reduced(candidates(scenario))
    by_parts = ByParts(given)
    incumbent = Incumbent(scenario, None)
    incumbent.offer(nothing_served(scenario))

    by_parts.bound(StageId.STATUTORY, {}, effort(2, 20))
    before = []
    for part in by_parts.parts:
        before.append(incumbent.values)
        needs = part.given.scenario.need_of
        refit(given, needs, part.companies, incumbent, effort(2, 10), FOUR[:2])

    assert incumbent.plan is not None
    assert verify(scenario, incumbent.plan) == ()
    assert incumbent.rejected == []
    assert incumbent.values == stage_values(scenario, incumbent.plan, None)
    assert incumbent.values[StageId.STATUTORY] == 0 < before[0][StageId.STATUTORY]


def test_what_is_proved_is_not_asked_again() -> None:
    by_parts = ByParts(candidates(load("lappi-august")))
    first = by_parts.bound(StageId.STATUTORY, {}, effort())

    again = by_parts.bound(StageId.STATUTORY, {}, effort(seconds=0))

    assert again == first
    assert by_parts.parts[0].settle(StageId.STATUTORY, {}, effort(seconds=0)).proved


def test_a_wish_to_be_with_a_need_that_nobody_can_teach_is_left_to_the_whole() -> None:
    """The part does not know the companion; its bound is right, but the wish is broken anyway."""
    scenario = world(
        [need("n1"), need("n2", subject="LA")],
        [window("n1", "mon 09:00-09:45")],
        [subject("OR"), subject("LA"), qualification("t1", "OR")],
        pin("n1", with_need="n2", kind="prefer"),
    )
    given = reduced(candidates(scenario))
    without = reduced(candidates(scenario.replace(pins=())))

    assert ByParts(given).leaves_open(StageId.CONVENIENCE, {})
    assert not ByParts(without).leaves_open(StageId.CONVENIENCE, {})
    stages = solve(scenario, SolveParams(seconds=5, workers=1)).stages
    assert all(stage.optimal for stage in stages)
