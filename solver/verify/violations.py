"""The one shape of a violation."""

from __future__ import annotations

from scenarios.findings import Finding, Shown
from scenarios.rules import RuleId


def violation(rule: RuleId, what: str, *subjects: str, **numbers: Shown) -> Finding:
    """A broken rule, always an error.

    Parameters
    ----------
    what
        Which part of the rule's sentence is broken, as a code.
    subjects
        Whom it is about, each as `noun:id`.
    """
    return Finding(code=rule, subjects=subjects, numbers={"what": what, **numbers})
