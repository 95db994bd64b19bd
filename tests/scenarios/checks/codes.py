"""Findings of a scenario as a test asks for them."""

from __future__ import annotations

import string

from babel.messages.catalog import Message

from api.i18n.catalogue import Language, messages
from scenarios.checks import check
from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario

Place = tuple[str | None, int | None, str | None]


def codes(scenario: Scenario) -> list[str]:
    """Codes of all findings, sorted."""
    return sorted(finding.code for finding in checked(scenario))


def found(scenario: Scenario, code: str) -> list[Finding]:
    """All findings of one code."""
    return [finding for finding in checked(scenario) if finding.code == code]


def checked(scenario: Scenario) -> list[Finding]:
    """All findings, each with every number that its sentence shows, and no other."""
    findings = check(scenario)
    for finding in findings:
        shown = placeholders(messages(Language.FI)[finding.code])
        assert shown == set(finding.numbers), f"{finding.code}: {shown} {finding.numbers}"
    return findings


def placeholders(message: Message) -> set[str]:
    """Names of the numbers a message shows in any of its forms."""
    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
    parts = (part for form in forms for part in string.Formatter().parse(form))
    return {name for _, name, _, _ in parts if name}


def only(scenario: Scenario, code: str) -> Finding:
    """The one finding of this code."""
    (finding,) = found(scenario, code)
    return finding


def place(finding: Finding) -> Place:
    return (finding.place.table, finding.place.row, finding.place.column)


def stops(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR
