"""Each municipality's part of the bill, without what would tell the counts of the others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from api.principal import Role
from api.views.blurring import Estimate, estimate
from api.views.sight import Sight
from scenarios.scenario import Scenario
from solver.measure.bill import Bill, bill
from solver.measure.numbers import WEEKS_A_YEAR, Number, from_hundredths
from solver.measure.shares import bill_in_euros, shares_in_cents, shares_in_euros
from solver.plan import Plan

FEWEST_CONTRIBUTORS = 3
"""Employed by others: of fewer, the total cost would tell what one of them is paid."""


def seen_bill(scenario: Scenario, plan: Plan, sight: Sight) -> dict[str, Any]:
    """The bill; without sight of the whole one's own part of a school year.

    `supervision` in one's own schools is exact; so are `teachers`, what those whom one employs
    cost. `shares` has for each sharing key `{"euros", "least", "most"}`, rounded to 10 €. Where
    pupils of others are part of a key, `euros` is an estimate from the ranges of their counts, and
    the exact share lies from `least` to `most`. A key that would tell the pay of one teacher of
    another has nothing.

    Raises
    ------
    NotShownError
        To a school or a viewer.
    """
    sight.require(Role.MUNICIPALITY)
    if sight.whole:
        return {
            "week": bill_in_euros(scenario, plan, 1),
            "year": bill_in_euros(scenario, plan, WEEKS_A_YEAR),
            "shares_week": shares_in_euros(scenario, plan, 1),
            "shares_year": shares_in_euros(scenario, plan, WEEKS_A_YEAR),
        }
    own = _Own(scenario, plan, sight)
    return {
        "municipality": own.municipality,
        "supervision": own.euros(own.supervision),
        "teachers": {name: own.euros(own.cost_of(name)) for name in own.employed},
        "shares": {
            key: shown and shown._asdict()
            for key, shown in (
                ("pupil", own.by_pupil()),
                ("site_lesson", own.by_site_lesson()),
                ("flat_and_pupil", own.flat_and_pupil()),
            )
        },
    }


class _Own:
    """A municipality's part of the bill; amounts in half-cents a week."""

    def __init__(self, scenario: Scenario, plan: Plan, sight: Sight) -> None:
        self.municipality = sight.municipality or ""
        self._scenario, self._plan = scenario, plan
        self._costs: Bill = bill(scenario, plan)
        served = [need for need in scenario.needs if need.need in plan.group_of]
        self._others = [need.pupils for need in served if need.need not in sight.needs]
        self._pupils = sum(need.pupils for need in served if need.need in sight.needs)
        self._municipalities = len({scenario.buyer_of(need) for need in served})
        self.employed = sorted(name for name in self._costs.lessons if name in sight.teachers)
        self.supervision = sum(
            cost for name, cost in self._costs.supervision.items() if name in sight.schools
        )

    def cost_of(self, teacher: str) -> int:
        """Lessons and hiring of a teacher."""
        return self._costs.lessons[teacher] + self._costs.hiring[teacher]

    def euros(self, half_cents: int) -> Number:
        """Of a school year."""
        return from_hundredths((half_cents * WEEKS_A_YEAR + 1) // 2)

    def by_pupil(self) -> Estimate:
        """Teaching in proportion to pupils."""
        return self._estimate(self._of_pupils)

    def flat_and_pupil(self) -> Estimate | None:
        """Half of teaching in equal parts, half by pupil."""
        foreign = set(self._costs.lessons) - set(self.employed)
        if foreign and len(foreign) < FEWEST_CONTRIBUTORS:
            return None
        flat = Fraction(1, self._municipalities) if self._pupils else Fraction(0)
        return self._estimate(lambda others: (flat + self._of_pupils(others)) / 2)

    def by_site_lesson(self) -> Estimate:
        """By lessons and receiving places, which no count is part of."""
        shares = shares_in_cents(self._scenario, self._plan, WEEKS_A_YEAR)["site_lesson"]
        amount = Fraction(shares[self.municipality], 100)
        return estimate(lambda _: amount, ())

    def _of_pupils(self, others: Fraction) -> Fraction:
        whole = self._pupils + others
        return self._pupils / whole if whole else Fraction(0)

    def _estimate(self, part: Callable[[Fraction], Fraction]) -> Estimate:
        """Euros of a school year for a part of teaching, own supervision included."""

        def amount(others: Fraction) -> Fraction:
            return (self._costs.teaching * part(others) + self.supervision) * WEEKS_A_YEAR / 200

        return estimate(amount, self._others)
