"""Some rules asked of a plan and of the plan after a change: what is newly broken."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.checks import CHECKS

OF_MEETINGS = (
    RuleId.TEACHER_AVAILABLE,
    RuleId.TEACHER_CLASH,
    RuleId.TEACHER_LOAD,
    RuleId.PUPILS_PRESENT,
    RuleId.PUPIL_CLASH,
    RuleId.ROOMS,
    RuleId.SUPERVISION,
)
"""Rules about when and where; a teacher's least number of lessons is not asked for."""

OF_TEACHERS = (
    RuleId.QUALIFIED,
    RuleId.TEACHER_AVAILABLE,
    RuleId.TEACHER_CLASH,
    RuleId.TEACHER_LOAD,
    RuleId.ROOMS,
    RuleId.SUPERVISION,
    RuleId.AGREEMENT,
)
"""Rules about who teaches; the same holds."""


def breaks(scenario: Scenario, before: Plan, after: Plan, rules: Collection[RuleId]) -> bool:
    """Whether the change breaks one of the rules where it was not broken before."""
    return bool(set(_said(scenario, after, rules)) - set(_said(scenario, before, rules)))


def _said(scenario: Scenario, plan: Plan, rules: Collection[RuleId]) -> Iterator[str]:
    for rule in rules:
        for finding in CHECKS[rule](scenario, plan):
            if finding.numbers.get("what") != "too_few":
                yield finding.model_dump_json()
