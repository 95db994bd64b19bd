"""What a coalition pays in a year: the bill of its plan, and a price for what stays unserved.

A plan that serves nobody has no bill, yet nobody is better off with it: whoever is left without
has to be taught all the same. So a pupil-lesson that is a duty or a promise has a price where it
is not served: what it costs when every need has a group of its own, at the mean price of a lesson
by the teachers of the scenario, unless the study says another. An unserved optional one costs what
the scenario says it is worth.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from scenarios.findings import Finding
from scenarios.needs import Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.bill import bill, hundredths
from solver.measure.numbers import WEEKS_A_YEAR
from solver.outcome import StageResult
from solver.plan import Plan
from solver.study.cases import Answer, StudyError


class Prices(NamedTuple):
    """Cents for an unserved pupil-lesson."""

    duty: int
    optional: int


class Cost(NamedTuple):
    """Cents a year of a coalition.

    Attributes
    ----------
    value
        Of the plan found.
    bound
        No plan that serves as the order of the stages asks costs less.
    bill
        The part of the value that is paid for teaching and supervision.
    unserved
        Half pupil-lessons of statutory and promised needs.
    """

    value: int
    bound: int
    bill: int
    unserved: int
    proved: bool


def prices(base: Scenario, duty_euros: Decimal | None) -> Prices:
    """The prices of a study.

    Raises
    ------
    StudyError
        If the price of a duty is not given and the scenario knows no price of a lesson.
    """
    optional = hundredths(base.settings.worth_optional)
    if duty_euros is not None:
        return Prices(hundredths(duty_euros), optional)
    duties = [need for need in base.needs if need.priority is not Priority.OPTIONAL]
    pupil_lessons = sum(need.half_pupil_lessons for need in duties)
    if not pupil_lessons:
        return Prices(0, optional)
    lesson = Fraction(
        sum(hundredths(row.overtime_cost) for row in base.teachers),
        max(1, len(base.teachers)),
    )
    duty = floor(
        lesson * sum(need.half_lessons for need in duties) / pupil_lessons + Fraction(1, 2)
    )
    if not duty:
        raise StudyError([Finding(code="study_price_needed")])
    return Prices(duty, optional)


def a_year(half_cents_a_week: int) -> int:
    """Cents a year; a year has an even number of weeks, so nothing is lost."""
    return half_cents_a_week * WEEKS_A_YEAR // 2


def own_costs(scenario: Scenario, plan: Plan, price: Prices) -> dict[str, int]:
    """By municipality what its unserved needs cost it outside the plan, cents a year."""
    costs: Counter[str] = Counter({row.municipality: 0 for row in scenario.municipalities})
    for need in scenario.needs:
        if need.need not in plan.group_of:
            each = price.optional if need.priority is Priority.OPTIONAL else price.duty
            costs[scenario.buyer_of(need)] += a_year(need.half_pupil_lessons * each)
    return dict(costs)


def cost_of(scenario: Scenario, answer: Answer, price: Prices) -> Cost:
    """What the coalition of the scenario pays, and what is proved of it."""
    billed = a_year(bill(scenario, answer.plan).total)
    value = billed + sum(own_costs(scenario, answer.plan, price).values())
    proved = answer.proved(answer.stages[-1].name)
    results = {stage.name: stage for stage in answer.stages}
    unserved = answer.value(StageId.STATUTORY) + answer.value(StageId.COVERAGE)
    duty = sum(_bound(results[stage]) for stage in (StageId.STATUTORY, StageId.COVERAGE))
    # A stage's cents are rounded half up, so half a cent less may be behind them.
    least = a_year(max(0, 2 * _bound(results[StageId.COST]) - 1) + duty * price.duty)
    return Cost(value, value if proved else min(value, least), billed, unserved, proved)


def _bound(stage: StageResult) -> int:
    return stage.bound or 0
