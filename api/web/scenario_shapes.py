"""What the answers about scenarios look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from api.web.problems import ToldFinding


class Made(BaseModel):
    """A scenario that was kept."""

    id: str
    warnings: list[ToldFinding] = Field(
        description="What was noticed and does not stand in its way."
    )


class MadeVariant(Made):
    """A variant that was kept."""

    gone: dict[str, int] = Field(description="Rows that edits took away, by table.")


class Checked(BaseModel):
    """What was found in a scenario that is not kept."""

    errors: int
    findings: list[ToldFinding]


class ScenarioListed(BaseModel):
    """A scenario in a list."""

    id: str
    name: str
    school_year: str | None
    created: datetime
    parent: str | None = Field(description="Scenario that a variant was made from.")


class ScenarioShown(ScenarioListed):
    """A scenario, as far as the caller sees it."""

    whole: bool = Field(description="Whether the caller sees every row and every count.")
    delete_after: date | None
    tables: dict[str, int] = Field(description="Rows that the caller sees, by table.")
    settings: dict[str, Any] | None
    edits: list[dict[str, Any]] | None = Field(description="Of a variant, for who sees all of it.")
    warnings: list[ToldFinding] = Field(description="For who sees all of it.")


class Table(BaseModel):
    """Rows of a table that the caller sees."""

    table: str
    rows: list[dict[str, Any]]


def listed(row: Any) -> dict[str, Any]:
    """What stands of a scenario in a list."""
    return {name: getattr(row, name) for name in ScenarioListed.model_fields}
