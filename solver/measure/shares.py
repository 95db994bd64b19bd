"""Who pays what: the bill by municipality under each sharing key.

Under every key a municipality bears the supervision in its own schools. Teaching (lessons and
hiring) is shared in proportion to the key.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from scenarios.scenario import Scenario
from solver.measure.bill import Bill, bill
from solver.measure.numbers import Number, from_hundredths, whole_cents
from solver.measure.timetable import sites
from solver.plan import Plan

Weights = dict[str, Fraction]


def bill_in_euros(scenario: Scenario, plan: Plan, weeks: int) -> dict[str, Number]:
    """Lessons, hiring and supervision, and the total they sum to."""
    costs = bill(scenario, plan)
    parts = {
        "lessons": sum(costs.lessons.values()),
        "hiring": sum(costs.hiring.values()),
        "supervision": sum(costs.supervision.values()),
    }
    cents = whole_cents({name: Fraction(part * weeks, 2) for name, part in parts.items()})
    shown = {name: from_hundredths(amount) for name, amount in cents.items()}
    return {**shown, "total": from_hundredths(sum(cents.values()))}


def shares_in_euros(scenario: Scenario, plan: Plan, weeks: int) -> dict[str, dict[str, Number]]:
    """Euros by key and municipality; under each key they sum to the bill to the cent."""
    return {
        key: {municipality: from_hundredths(amount) for municipality, amount in cents.items()}
        for key, cents in shares_in_cents(scenario, plan, weeks).items()
    }


def shares_in_cents(scenario: Scenario, plan: Plan, weeks: int) -> dict[str, dict[str, int]]:
    """The same in cents."""
    costs = bill(scenario, plan)
    pupils = _by_pupil(scenario, plan)
    keys = {
        "pupil": pupils,
        "site_lesson": _by_site_lesson(scenario, plan),
        "flat_and_pupil": _half_flat(pupils),
    }
    return {
        key: whole_cents(_shared(scenario, costs, weights, weeks)) for key, weights in keys.items()
    }


def _shared(scenario: Scenario, costs: Bill, weights: Weights, weeks: int) -> Weights:
    """Exact cents by municipality."""
    amounts = {row.municipality: Fraction(0) for row in scenario.municipalities}
    for school, half_cents in costs.supervision.items():
        amounts[scenario.school_of[school].municipality] += Fraction(half_cents * weeks, 2)
    # Teaching that no pupil attends belongs to nobody, so to everybody alike.
    attended = weights if sum(weights.values()) else dict.fromkeys(amounts, Fraction(1))
    whole = sum(attended.values())
    for municipality, weight in attended.items():
        amounts[municipality] += Fraction(costs.teaching * weeks, 2) * weight / whole
    return amounts


def _by_pupil(scenario: Scenario, plan: Plan) -> Weights:
    pupils: Counter[str] = Counter()
    for need in scenario.needs:
        if need.need in plan.group_of:
            pupils[scenario.buyer_of(need)] += need.pupils
    return {name: Fraction(count) for name, count in pupils.items()}


def _by_site_lesson(scenario: Scenario, plan: Plan) -> Weights:
    lessons: Counter[str] = Counter()
    for group in plan.groups:
        for index, meeting in enumerate(group.meetings):
            for school in sites(scenario, group, index):
                lessons[scenario.school_of[school].municipality] += meeting.half_worth
    return {name: Fraction(count) for name, count in lessons.items()}


def _half_flat(pupils: Weights) -> Weights:
    """Half of everything in equal parts, half by pupil."""
    whole = sum(pupils.values())
    return {name: Fraction(1, len(pupils)) + count / whole for name, count in pupils.items()}
