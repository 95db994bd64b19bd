"""What is asked of an archive and what is told of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.web.shapes.errands import ErrandShown
from api.web.shapes.plans import PlanId


class Wanted(BaseModel):
    """One of the files."""

    model_config = ConfigDict(extra="forbid")

    plan: PlanId
    format: Literal["csv", "json", "xlsx"]
    language: Literal["fi", "sv", "en"] = "fi"


class ArchiveWanted(BaseModel):
    """Many files in one."""

    model_config = ConfigDict(extra="forbid")

    files: Annotated[list[Wanted], Field(min_length=1, max_length=500)]


class ArchiveShown(ErrandShown):
    """An archive that is written as a job."""

    files: int = Field(description="How many are asked for.")
