"""Convenience of parts that share what is left of the limit on cost, against every plan listed."""

import random
from functools import partial

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.grains import in_units
from solver.plan import Plan
from solver.search.by_parts import ByParts
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.stop import Clock, Stop
from solver.verify.report import verify
from tests.support.build import need, qualification, subject, teacher, window, world
from tests.support.oracle import Listing

EARLIER = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)
CONVENIENCE = StageId.CONVENIENCE


def cheap_or_handy(seed: int) -> Scenario:
    """Two subjects, each taught to both needs at a lesson they miss, or apart and dearer."""
    rng = random.Random(seed)
    needs = [(f"n{k}{taught}", taught) for taught in ("OR", "IS") for k in range(2)]
    alone = {"n0OR": "mon", "n1OR": "tue", "n0IS": "wed", "n1IS": "thu"}
    return world(
        [
            need(
                name,
                school=f"s{name}",
                subject=taught,
                pupils=rng.randrange(1, 3),
                priority="promised",
            )
            for name, taught in needs
        ],
        [window(name, f"{alone[name]} 09:00-09:45") for name, _ in needs],
        [window(name, "fri 10:00-10:45", kind="missed") for name, _ in needs],
        [subject(name, max_pupils=5) for name in ("OR", "IS")],
        [
            teacher(f"t{name}", municipality="m2", lesson_cost=rng.randrange(20, 50))
            for name in ("OR", "IS")
        ],
        [qualification(f"t{name}", name) for name in ("OR", "IS")],
        weight_window_missed=rng.randrange(1, 9),
        weight_teacher_day=rng.randrange(1, 4),
        priorities="statutory;coverage;cost;convenience",
    )


def effort(seconds: float = 5) -> Effort:
    return Effort(Clock(600, deterministic=False), Stop(), seconds, 1, 1)


@pytest.mark.parametrize("extra", [0, 3000, 5000, 9000])
def test_no_plan_within_the_limit_on_cost_is_below(extra: int) -> None:
    """However what is left is divided; enumeration says how low, and most bounds meet it."""
    met = above = 0
    for seed in range(6):
        scenario = cheap_or_handy(seed)
        listing = Listing(scenario, None, 3000)
        plans = list(listing.leaves())
        by_parts = ByParts(reduced(candidates(scenario)))
        assert len(by_parts.parts) == 2
        limits: dict[StageId, int] = {}
        for stage in (*EARLIER, CONVENIENCE):
            plans.sort(key=partial(listing.value, stage))
            best = listing.first_clean(plans)
            assert best is not None
            lowest = listing.value(stage, best)
            grains = by_parts.bound(stage, limits, effort())
            assert grains is not None
            assert in_units(grains, stage) <= lowest, (seed, stage)
            limits[stage] = lowest + (extra if stage is StageId.COST else 0)
            plans = [plan for plan in plans if listing.value(stage, plan) <= limits[stage]]
        met += in_units(grains, CONVENIENCE) == lowest
        offered_to_all = sum(part.bounds.get(CONVENIENCE, 0) for part in by_parts.parts)
        above += grains > offered_to_all

    assert met == 6
    assert above or extra != 5000


def least_handy(scenario: Scenario) -> Plan:
    """The plan that serves everybody at the most awkward times."""
    listing = Listing(scenario, None, 3000)
    served = [leaf for leaf in listing.leaves() if not listing.value(StageId.COVERAGE, leaf)]
    worst = listing.first_clean(sorted(served, key=lambda w: -listing.value(CONVENIENCE, w)))
    assert worst is not None
    return listing.plan(worst)


def test_plans_found_for_parts_become_the_plan() -> None:
    scenario = cheap_or_handy(1)
    by_parts = ByParts(reduced(candidates(scenario)))
    incumbent = Incumbent(scenario, None)
    incumbent.offer(least_handy(scenario))
    for stage in EARLIER[:2]:
        by_parts.bound(stage, {}, effort())
    incumbent.limits |= {StageId.STATUTORY: 0, StageId.COVERAGE: 0, StageId.COST: 10**6}
    taken: list[Plan] = []

    def take(part: Plan) -> bool:
        taken.append(part)
        return incumbent.exchange(part)

    grains = by_parts.bound(
        CONVENIENCE, incumbent.limits, effort(), plan=lambda: incumbent.plan, on_plan=take
    )
    assert taken
    assert grains is not None
    assert incumbent.plan is not None
    assert verify(scenario, incumbent.plan) == ()
    assert incumbent.values[CONVENIENCE] == in_units(grains, CONVENIENCE)
    assert by_parts.clashing(CONVENIENCE) is None


def test_best_groups_that_are_refused_are_kept_for_other_times() -> None:
    scenario = cheap_or_handy(1)
    by_parts = ByParts(reduced(candidates(scenario)))
    incumbent = Incumbent(scenario, None)
    incumbent.offer(least_handy(scenario))
    incumbent.limits |= {StageId.STATUTORY: 0, StageId.COVERAGE: 0, StageId.COST: 10**6}

    by_parts.bound(
        CONVENIENCE,
        incumbent.limits,
        effort(),
        plan=lambda: incumbent.plan,
        on_plan=lambda _: False,
    )

    clashing = by_parts.clashing(CONVENIENCE)
    assert clashing is not None
    assert not clashing.unserved
    assert incumbent.exchange(clashing)
