"""Findings of a scenario as a test asks for them."""

from __future__ import annotations

from scenarios.checks import check
from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario

Place = tuple[str | None, int | None, str | None]


def codes(scenario: Scenario) -> list[str]:
    """Codes of all findings, sorted."""
    return sorted(finding.code for finding in check(scenario))


def found(scenario: Scenario, code: str) -> list[Finding]:
    """All findings of one code."""
    return [finding for finding in check(scenario) if finding.code == code]


def only(scenario: Scenario, code: str) -> Finding:
    """The one finding of this code."""
    (finding,) = found(scenario, code)
    return finding


def place(finding: Finding) -> Place:
    return (finding.place.table, finding.place.row, finding.place.column)


def stops(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR
