"""What a request can end with instead of an answer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from scenarios.findings import Finding


class ServiceError(Exception):
    """The service did not do what it was asked."""


class UnreachableError(ServiceError):
    """Nothing answered, or what answered is no service of ours.

    Attributes
    ----------
    server
        Its address.
    """

    def __init__(self, server: str, why: str) -> None:
        super().__init__(f"{server}: {why}")
        self.server = server


class UnsafeAddressError(ServiceError):
    """A key would have been sent where others can read it."""

    def __init__(self, server: str) -> None:
        super().__init__(f"a key is sent to another machine only by https, not to {server}")
        self.server = server


class ToldFinding(BaseModel):
    """A finding with its sentence in the language asked for."""

    model_config = ConfigDict(frozen=True)

    finding: Finding
    sentence: str

    @staticmethod
    def of(told: dict[str, Any]) -> ToldFinding:
        """As an answer of the service has it."""
        rest = {name: value for name, value in told.items() if name != "sentence"}
        return ToldFinding(finding=Finding.model_validate(rest), sentence=told["sentence"])


class ProblemError(ServiceError):
    """The service said what is wrong (RFC 9457).

    Attributes
    ----------
    code
        Says which kind of problem it is, whatever the language.
    title
        One sentence in the language asked for.
    findings
        All that is wrong, each with its place.
    """

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.code = str(body["code"])
        self.title = str(body["title"])
        self.told = tuple(ToldFinding.of(one) for one in body["findings"])
        super().__init__(f"{status} {self.code}: {self.title}")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Without their sentences."""
        return tuple(one.finding for one in self.told)


def problem_in(status: int, body: Any) -> ProblemError | None:
    """The problem that an answer tells of; none if it is not one of ours."""
    try:
        return ProblemError(status, body)
    except (KeyError, TypeError, ValidationError):
        return None
