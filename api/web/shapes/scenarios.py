"""What the answers about scenarios look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from api.web.problems import ToldFinding
from api.web.shapes.errands import ErrandShown
from scenarios.variants import Edit


class Kept(BaseModel):
    """A scenario that was kept."""

    id: str
    warnings: list[ToldFinding] = Field(description="What was noticed and stands in no way.")


class ImportShown(ErrandShown):
    """A large file that is read as a job."""

    scenario: str | None = Field(description="The scenario that was made of it.")


class VariantKept(Kept):
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
    settings: dict[str, Any]
    edits: list[Edit] | None = Field(description="Of a variant, for who sees all of it.")
    warnings: list[ToldFinding] = Field(description="About what the caller sees.")


class TableShown(BaseModel):
    """Rows of a table that the caller sees."""

    table: str
    rows: list[dict[str, Any]]


class Difference(BaseModel):
    """An edit, and what it says."""

    edit: Edit
    sentence: str


class Differences(BaseModel):
    """Edits that lead from a scenario to another."""

    differences: list[Difference]
