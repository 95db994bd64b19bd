"""The frontier has exactly the steps that listing every plan of a tiny scenario gives."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.study.frontier import frontier
from solver.study.legs import FrontierReport, FrontierSettings, Leg
from solver.study.limits import limited
from solver.verify.report import verify
from tests.support.asking import Asked
from tests.support.build import need, school, teacher, with_settings, world
from tests.support.oracle import Listing, TooManyPlansError
from tests.support.strategies import tiny

DUTIES, PROMISES, COST = StageId.STATUTORY, StageId.COVERAGE, StageId.COST
Costs = list[tuple[int, int]]


def listed(scenario: Scenario) -> tuple[Costs, Costs]:
    """Both legs: what is unserved and what it costs, the cheapest first."""
    listing = Listing(with_settings(scenario, worth_optional=0), None, 400)
    plans: set[tuple[int, ...]] = set()
    for leaf in listing.leaves():
        values = tuple(listing.value(stage, leaf) for stage in (DUTIES, PROMISES, COST))
        if values not in plans and listing.first_clean([leaf]) is not None:
            plans.add(values)
    least = min(duties for duties, _, _ in plans)
    first = efficient((duties, cost) for duties, _, cost in plans)
    return first, efficient((some, cost) for duties, some, cost in plans if duties == least)


def efficient(plans: Iterable[tuple[int, int]]) -> Costs:
    chosen: Costs = []
    for unserved, cost in sorted(plans):
        if not chosen or cost < chosen[-1][1]:
            chosen.append((unserved, cost))
    return chosen[::-1]


def steps(leg: Leg) -> Costs:
    return [(step.unserved(leg.stage), step.cost) for step in leg.steps]


def of(scenario: Scenario, **settings: int) -> tuple[FrontierReport, Asked]:
    ask = Asked()
    return frontier(scenario, FrontierSettings(**settings), ask), ask


def three(**settings: object) -> Scenario:
    """A duty at 31 € within the contract and two promises above it at 47 €, in one slot each."""
    return world(
        need("n1", priority="statutory", pupils=3),
        need("n2", school="s2", grade_from=6, subject="IS", pupils=2),
        need("n3", school="s3", grade_from=9, subject="KA", pupils=1),
        teacher("t1", contract_lessons=1, school="s1"),
        **settings,
    )


def test_every_step_of_a_small_week() -> None:
    report, ask = of(three())
    duties, promises = report.legs

    # 13 € for being used and 31 € for a lesson, at the teacher's own school.
    assert steps(duties) == [(6, 0), (0, 4400)]
    # Each promise costs a lesson above the contract and 21 € of supervision.
    assert steps(promises) == [(6, 4400), (2, 11200), (0, 18000)]
    assert report.exact
    assert [step.half_overtime for step in promises.steps] == [0, 2, 4]
    assert report.cases == len(ask.cases)


@pytest.mark.parametrize("first", [3000, 3006, 3012])
def test_all_steps_are_found_and_proved(first: int) -> None:
    several = 0
    for seed in range(first, first + 6):
        scenario = tiny(seed)
        if has_errors(check(scenario)) or any(pin.kind == "locked" for pin in scenario.pins):
            continue
        try:
            expected = listed(scenario)
        except TooManyPlansError:
            continue
        report, _ = of(scenario)

        assert tuple(steps(leg) for leg in report.legs) == expected, seed
        assert report.exact, seed
        assert all(verify(scenario, step.plan) == () for leg in report.legs for step in leg.steps)
        several += sum(map(len, expected)) > 2
    assert several > 0


def test_what_was_not_asked_is_open() -> None:
    report, ask = of(three(), cases=0)
    _, promises = report.legs

    assert len(ask.cases) == 3
    assert not report.exact
    assert steps(promises) == [(6, 4400), (0, 18000)]
    (stretch,) = promises.open
    # With two pupils or one of the three served, the amounts left unserved are 2 and 4.
    assert (stretch.least, stretch.most) == (2, 4)
    assert (stretch.cost_least, stretch.cost_below) == (4400, 18000)


def test_a_step_that_no_weighing_of_coverage_and_cost_would_find() -> None:
    """Between the ends, above the line that joins them."""
    scenario = world(
        need("n1", pupils=4),
        need("n2", school="s2", grade_from=6, subject="IS", pupils=1),
        teacher("t1", school="s1", lesson_cost=40, overtime_cost=40, hire_cost=0),
        teacher("t2", school="s2", lesson_cost=30, overtime_cost=30, hire_cost=0),
        school("s1", remote_rooms=0),
        school("s2", remote_rooms=0),
    )
    report, _ = of(scenario)

    assert steps(report.legs[1]) == [(10, 0), (8, 3000), (2, 4000), (0, 7000)]
    assert report.exact


def test_optional_needs_are_bought_only_if_asked() -> None:
    scenario = world(need("n1", priority="optional", pupils=4), teacher("t1", school="s1"))
    without, _ = of(scenario)
    settings = FrontierSettings(optional=True)
    bought = frontier(scenario, settings, Asked())

    assert [step.plan.unserved for step in without.legs[1].steps] == [("n1",)]
    # Four pupils at 37 € are worth more than the lesson.
    assert [step.plan.unserved for step in bought.legs[1].steps] == [()]


def test_an_answer_that_does_not_come_is_told() -> None:
    ask = Asked()

    def failing(cases: object) -> object:
        answers = ask(cases)
        return {name: one for name, one in answers.items() if name.split()[-1].isalpha()}

    report = frontier(three(), FrontierSettings(), failing)

    assert not report.exact
    assert report.unanswered
    assert all(name.startswith("frontier coverage") for name in report.unanswered)


@pytest.mark.parametrize(("best", "limit"), [(0, 1), (4, 4), (4, 1234), (12_000, 12_345)])
def test_the_limit_allows_exactly_so_much(best: int, limit: int) -> None:
    scenario = three()
    made = limited(scenario, PROMISES, (DUTIES, PROMISES, COST), best, limit)
    (heavy,) = set(made.scenario.need_of) - set(scenario.need_of)
    value = best + made.scenario.need_of[heavy].half_pupil_lessons
    slack = made.scenario.settings.slack_coverage
    step = value // 10_000

    assert int(value * (100 + slack) / 100) - made.ballast in range(limit - step + 1, limit + 1)
