"""What is asked of a study and what is told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.store.states import State
from api.web.problems import ToldFinding

StudyKind = Literal["variants", "shares", "frontier", "hiring", "stress"]
USUAL_SECONDS = 3600.0


class StudyWanted(BaseModel):
    """A study, as a study file of the command line asks for it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"kind": "shares", "settings": {"unserved_euros": 30}, "seconds": 20}]
        },
    )

    kind: StudyKind
    settings: dict[str, Any] = Field(
        default={},
        description="Of the kind, as in a study file. `plans` of a stress test are ids by name; "
        "variants are written out in `inline`.",
    )
    seconds: Annotated[
        float, Field(gt=0, le=86_400, allow_inf_nan=False, description="For each case.")
    ] = 30.0
    total_seconds: Annotated[
        float, Field(gt=0, le=86_400, allow_inf_nan=False, description="For the whole study.")
    ] = USUAL_SECONDS
    workers: int | None = Field(
        default=None, ge=1, le=64, description="Cases at once; all that the service allows if none."
    )
    seed: int = Field(default=1, ge=0, lt=2**31)
    priority: int = Field(default=5, ge=1, le=9, description="1 (first) to 9 among one's own.")


class Progress(BaseModel):
    """How far a study is."""

    asked: int = Field(description="Cases asked so far; a study may ask more as it goes.")
    answered: int
    found: int = Field(description="Of those answered, the ones that were known from before.")


class StudyListed(BaseModel):
    """A line of the list of studies."""

    id: str
    scenario: str
    kind: StudyKind
    status: State
    created: datetime
    started: datetime | None
    ended: datetime | None


class StudyShown(StudyListed):
    """A study. What is null is not there yet."""

    seconds: float = Field(description="Time limit of the whole study.")
    stop_asked: bool
    progress: Progress | None
    report: dict[str, Any] | None = Field(description="As `report` of `etalukkari study --json`.")
    files: list[str] = Field(description="Endings that the report is to be had with.")
    findings: list[ToldFinding]
