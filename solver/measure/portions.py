"""What a plan gives and costs each municipality and each subject."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scenarios.needs import Need
from scenarios.scenario import Scenario
from solver.measure.bill import bill, half_up
from solver.measure.convenience import pupils_terms
from solver.measure.demand import counted
from solver.measure.numbers import WEEKS_A_YEAR, Number, from_hundredths, whole_cents
from solver.measure.shares import shares_in_euros
from solver.plan import Plan

BY_LESSONS = "lesson"


class Portion(BaseModel):
    """One municipality or one subject in one plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    needs_wanted: int
    needs: int = Field(description="Those served.")
    pupil_lessons_wanted: Number = Field(description="Per week.")
    pupil_lessons: Number = Field(description="Those served, per week.")
    euros_year: dict[str, Number] = Field(
        description=(
            "Of a municipality its share of the bill under each sharing key; of a subject its part "
            "of the bill by the lessons that teachers hold in it, under `lesson`."
        )
    )
    convenience: int = Field(
        description="Awkward times of its pupils, in hundredths of a point; not those of teachers."
    )


class Portions:
    """A plan looked at by municipality and by subject."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self._scenario, self._plan = scenario, plan
        self._needs = counted(scenario, plan, lambda need: 2)
        self._pupil_lessons = counted(scenario, plan, lambda need: need.half_pupil_lessons)
        self._awkward = pupils_terms(scenario, plan)

    def by_municipality(self) -> dict[str, Portion]:
        """Every municipality of the scenario, also one without needs."""
        shares = shares_in_euros(self._scenario, self._plan, WEEKS_A_YEAR)
        return {
            row.municipality: self._portion(
                "municipality",
                row.municipality,
                self._scenario.buyer_of,
                {key: euros[row.municipality] for key, euros in shares.items()},
            )
            for row in self._scenario.municipalities
        }

    def by_subject(self) -> dict[str, Portion]:
        """Every subject that is needed or taught."""
        euros = _euros_by_subject(self._scenario, self._plan)
        return {
            subject: self._portion(
                "subject", subject, lambda need: need.subject, {BY_LESSONS: euros.get(subject, 0)}
            )
            for subject in sorted({*self._needs["subject"], *euros})
        }

    def _portion(
        self, side: str, name: str, name_of: Callable[[Need], str], euros: dict[str, Number]
    ) -> Portion:
        none: dict[str, Any] = {"wanted": 0, "served": 0}
        needs = self._needs[side].get(name, none)
        pupil_lessons = self._pupil_lessons[side].get(name, none)
        awkward = sum(
            points
            for need, points in self._awkward.items()
            if name_of(self._scenario.need_of[need]) == name
        )
        return Portion(
            needs_wanted=needs["wanted"],
            needs=needs["served"],
            pupil_lessons_wanted=pupil_lessons["wanted"],
            pupil_lessons=pupil_lessons["served"],
            euros_year=euros,
            convenience=half_up(awkward),
        )


def _euros_by_subject(scenario: Scenario, plan: Plan) -> dict[str, Number]:
    """The bill of a year: each teacher by lessons held, supervision where it arises."""
    costs = bill(scenario, plan)
    worth: defaultdict[str, Counter[str]] = defaultdict(Counter)
    amounts: defaultdict[str, Fraction] = defaultdict(Fraction)
    for group in plan.groups:
        worth[group.teacher][group.subject] += sum(one.half_worth for one in group.meetings)
        alone = Plan(scenario=plan.scenario, groups=(group,))
        amounts[group.subject] += sum(bill(scenario, alone).supervision.values())
    for teacher, lessons in costs.lessons.items():
        held = worth[teacher]
        for subject, part in held.items():
            teaching = lessons + costs.hiring[teacher]
            amounts[subject] += Fraction(teaching * part, held.total())
    cents = whole_cents({name: half * WEEKS_A_YEAR / 2 for name, half in amounts.items()})
    return {name: from_hundredths(amount) for name, amount in sorted(cents.items())}
