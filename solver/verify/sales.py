"""The rule about who buys lessons from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from solver.measure.teaching import may_sell
from solver.measure.timetable import attending, known_needs
from solver.plan import Plan
from solver.verify.violations import violation


def agreement(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """The employer may sell to every municipality in the group, within the agreed lessons."""
    for group in plan.groups:
        teacher = scenario.teacher_of.get(group.teacher)
        buyers = sorted({scenario.buyer_of(need) for need in known_needs(scenario, group)})
        for buyer in buyers:
            if teacher is not None and not may_sell(scenario, teacher.municipality, buyer):
                yield violation(
                    RuleId.AGREEMENT,
                    "not_agreed",
                    f"group:{group.group}",
                    f"municipality:{buyer}",
                    f"municipality:{teacher.municipality}",
                )
    sold = _half_lessons_sold(scenario, plan)
    for row in scenario.agreements:
        half_lessons = sold[row.seller, row.buyer]
        if row.max_lessons is not None and half_lessons > row.max_lessons * 2:
            yield violation(
                RuleId.AGREEMENT,
                "too_many_lessons",
                f"municipality:{row.buyer}",
                f"municipality:{row.seller}",
                lessons=half_lessons / 2,
                limit=float(row.max_lessons),
            )


def _half_lessons_sold(scenario: Scenario, plan: Plan) -> Counter[tuple[str, str]]:
    sold: Counter[tuple[str, str]] = Counter()
    for group in plan.groups:
        teacher = scenario.teacher_of.get(group.teacher)
        if teacher is None:
            continue
        for index, meeting in enumerate(group.meetings):
            needs = attending(scenario, group, index)
            for buyer in {scenario.buyer_of(need) for need in needs}:
                sold[teacher.municipality, buyer] += meeting.half_worth
    return sold
