"""Which of two plans is better depends on what the stages had reached that were over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.jobs.standing import Standing, first, merged
from scenarios.rules import STAGES, StageId, allowed
from solver.outcome import Outcome, StageResult, Status
from tests.support.build import group, need, plan, world

COVERAGE, COST, CONVENIENCE = StageId.COVERAGE, StageId.COST, StageId.CONVENIENCE
ORDER = (COVERAGE, COST, CONVENIENCE)
WORLD = world(need("n1"), priorities=[stage.value for stage in ORDER], slack_cost="2")


def values(*given_values: int) -> dict[StageId, int]:
    return dict(zip(ORDER, given_values, strict=True))


def standing(*given_values: int, reached: dict[StageId, int] | None = None) -> Standing:
    return first(WORLD, values(*given_values), reached or {})


def test_while_every_stage_is_open_the_first_that_differs_decides() -> None:
    kept = standing(4, 1000, 80)

    assert kept.beaten_by(values(3, 9999, 999))
    assert kept.beaten_by(values(4, 990, 95))
    assert not kept.beaten_by(values(4, 1000, 80))
    assert not kept.beaten_by(values(4, 1001, 10))


def test_what_a_later_stage_won_within_the_slack_is_not_given_away() -> None:
    kept = standing(4, 999, 50, reached={COVERAGE: 4, COST: 980})

    assert not kept.beaten_by(values(4, 985, 90))
    assert kept.beaten_by(values(4, 985, 49))
    assert kept.beaten_by(values(4, 999, 49))
    assert not kept.beaten_by(values(4, 1000, 10)), "more than two percent above 980"


def test_where_an_earlier_stage_gets_lower_than_the_slack_bridges_it_decides() -> None:
    kept = standing(4, 999, 50, reached={COVERAGE: 4, COST: 980})

    assert kept.beaten_by(values(4, 979, 999)), "999 is more than two percent above 979"
    assert kept.beaten_by(values(3, 5000, 999))
    assert not standing(4, 990, 50, reached={COVERAGE: 4, COST: 980}).beaten_by(
        values(4, 979, 51)
    ), "990 is not"


def test_at_the_same_later_values_the_earlier_stage_decides() -> None:
    kept = standing(4, 999, 50, reached={COVERAGE: 4, COST: 980})

    assert kept.beaten_by(values(4, 990, 50))
    assert not kept.beaten_by(values(4, 999, 50))


def test_what_stages_had_reached_is_kept_up_to_the_one_that_decides() -> None:
    kept = standing(4, 999, 50, reached={COVERAGE: 4, COST: 980})

    later = kept.then(values(4, 990, 40), {COVERAGE: 4, COST: 985})
    anew = kept.then(values(3, 1500, 90), {})

    assert later.reached == {COVERAGE: 4, COST: 980}
    assert anew.reached == {}


small = st.tuples(st.integers(0, 3), st.integers(95, 110), st.integers(0, 5))


@given(small, small, st.integers(0, 2), st.integers(0, 3))
def test_of_two_plans_one_at_most_is_better(
    own: tuple[int, int, int], other: tuple[int, int, int], over: int, lower: int
) -> None:
    reached = {
        stage: max(0, value - lower) for stage, value in zip(ORDER[:over], own, strict=False)
    }
    kept = standing(*own, reached=reached)

    if kept.beaten_by(values(*other)):
        later = kept.then(values(*other), {})
        assert not Standing(
            WORLD, ORDER, later.values, {s: min(r, later.values[s]) for s, r in reached.items()}
        ).beaten_by(kept.values)
    elif own != other:
        there = Standing(WORLD, ORDER, values(*other), reached)
        assert there.beaten_by(kept.values)


def stage(name: StageId, value: int, bound: int) -> StageResult:
    return StageResult(
        name=name,
        unit=STAGES[name].unit,
        value=value,
        bound=bound,
        gap=(value - bound) / max(1, value),
        optimal=value == bound,
        final=value,
        seconds=1.0,
    )


def outcome(*stages: StageResult) -> Outcome:
    return Outcome(status=Status.FEASIBLE, stages=stages)


GOOD = plan(WORLD, group("t1", "mon 09:00", "n1"))


def test_an_outcome_with_an_earlier_plan_says_what_that_plan_bears_out() -> None:
    kept = standing(4, 999, 50, reached={COVERAGE: 4, COST: 980})
    found = outcome(stage(COVERAGE, 4, 4), stage(COST, 985, 900), stage(CONVENIENCE, 70, 40))

    said = merged(found, kept, GOOD)

    assert said.plan == GOOD
    assert [(one.value, one.bound, one.final) for one in said.stages] == [
        (4, 4, 4),
        (985, 900, 999),
        (50, 40, 50),
    ]
    assert [one.optimal for one in said.stages] == [True, False, False]


def test_bounds_are_not_said_of_a_plan_that_they_do_not_hold_for() -> None:
    kept = standing(4, 999, 50, reached={COVERAGE: 4, COST: 980})
    found = outcome(stage(COVERAGE, 4, 4), stage(COST, 970, 970), stage(CONVENIENCE, 70, 60))

    said = merged(found, kept, GOOD)

    assert allowed(970, WORLD.settings.slack_cost) < 999
    assert (said.stages[2].bound, said.stages[2].gap, said.stages[2].optimal) == (None, None, False)
    assert said.status is Status.FEASIBLE
