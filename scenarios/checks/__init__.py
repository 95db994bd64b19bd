"""What does not fit together in a scenario: every finding at once, none of them a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scenarios.checks import (
    bells,
    contradictions,
    ids,
    law,
    needs,
    pins,
    references,
    settings,
    teachers,
    windows,
)
from scenarios.checks.previous import PreviousMeeting, check_previous
from scenarios.checks.report import Case, Check
from scenarios.findings import Finding
from scenarios.scenario import Scenario

__all__ = ["CHECKS", "PreviousMeeting", "check", "check_previous"]

CHECKS: tuple[Check, ...] = (
    *settings.CHECKS,
    *references.CHECKS,
    *bells.CHECKS,
    *needs.CHECKS,
    *ids.CHECKS,
    *law.CHECKS,
    *windows.CHECKS,
    *teachers.CHECKS,
    *pins.CHECKS,
    *contradictions.CHECKS,
)

NOTHING_REJECTED: Mapping[str, frozenset[str]] = MappingProxyType({})


def check(
    scenario: Scenario, rejected: Mapping[str, frozenset[str]] = NOTHING_REJECTED
) -> list[Finding]:
    """All findings about a scenario, in the order of the checks and then of the rows.

    Parameters
    ----------
    scenario
        The rows that could be read.
    rejected
        Tables with rows that could not be read (and were reported by the reader), each with the
        ids of those rows, empty for a table without ids. References to them are not reported
        again, and nothing is said to be missing from such a table.

    Returns
    -------
    list of Finding
        Errors stop the scenario, warnings and infos go with it. The row of a place is the
        position in the normal form, from 1.
    """
    case = Case(scenario, rejected)
    return [finding for one in CHECKS for finding in one(case)]
