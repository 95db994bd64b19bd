"""The one shape of a violation."""

from __future__ import annotations

from scenarios.findings import Finding, Severity, Shown
from scenarios.rules import RuleId


def violation(rule: RuleId, what: str, *subjects: str, **numbers: Shown) -> Finding:
    """A broken rule.

    Parameters
    ----------
    what
        Which part of the rule's sentence is broken, as a code.
    subjects
        Whom it is about, each as `noun:id`.
    """
    return Finding(
        code=rule, severity=Severity.ERROR, subjects=subjects, numbers={"what": what, **numbers}
    )
