"""What the verifier says of a plan, as lines a test can read."""

from __future__ import annotations

from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.report import verify


def said(finding: Finding) -> str:
    """`rooms too_many school:s1 group:g1 group:g2 groups=2 limit=1`."""
    numbers = dict(finding.numbers)
    what = str(numbers.pop("what", ""))
    shown = [f"{name}={value}" for name, value in numbers.items()]
    return " ".join([finding.code, what, *finding.subjects, *shown])


def verdicts(scenario: Scenario, plan: Plan) -> list[str]:
    """Every violation in the order found; empty for a plan that keeps the rules."""
    return [said(finding) for finding in verify(scenario, plan)]
