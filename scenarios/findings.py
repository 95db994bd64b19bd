"""Findings: the one shape of every complaint, from a misspelt cell to a broken rule."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

Shown = int | float | str


class Severity(StrEnum):
    """How bad a finding is: an error stops the scenario, a warning goes with it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(BaseModel):
    """Where in the office's file the finding is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str | None = Field(default=None, description="Table (sheet, CSV file), e.g. `needs`.")
    row: int | None = Field(
        default=None,
        ge=1,
        description="Row number as the file shows it; in JSON the position in the table, from 1.",
    )
    column: str | None = Field(default=None, description="Column name of the contract.")


class Finding(BaseModel):
    """One complaint as data; its sentence is in the message catalogue under `code`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(description="Key of the sentence, e.g. `need_too_large` or a rule id.")
    severity: Severity = Field(default=Severity.ERROR)
    subjects: tuple[str, ...] = Field(
        default=(), description="Ids it is about, each as `noun:id`, e.g. `need:n17`."
    )
    place: Place = Field(default_factory=Place)
    numbers: dict[str, Shown] = Field(
        default_factory=dict, description="Values the sentence shows, by name."
    )


def has_errors(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Whether any finding stops the scenario."""
    return any(finding.severity is Severity.ERROR for finding in findings)
