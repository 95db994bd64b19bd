"""How a command ends when it does not simply succeed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from scenarios.findings import Finding, Shown


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    DONE = 0
    NO = 1
    BAD_INPUT = 2
    STOPPED = 3
    OUR_FAULT = 4


class Refused(Exception):  # noqa: N818  (said in the words of an office)
    """A command ends here, with an exit code and all findings."""

    def __init__(self, code: Exit, findings: Iterable[Finding]) -> None:
        self.code = code
        self.findings = tuple(findings)
        super().__init__(", ".join(finding.code for finding in self.findings))


def bad_input(code: str, *subjects: str, **numbers: Shown) -> Refused:
    """Refusal with one finding about what was given."""
    return Refused(Exit.BAD_INPUT, [Finding(code=code, subjects=tuple(subjects), numbers=numbers)])
