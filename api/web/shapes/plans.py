"""What is asked of a plan and what is told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.store.ids import ID
from api.store.states import State
from api.web.problems import ToldFinding
from scenarios.rules import StageId
from solver.outcome import StageResult, Status

PlanId = Annotated[str, Field(pattern=f"^{ID}$")]
Name = Annotated[
    str, StringConstraints(max_length=200, strip_whitespace=True, pattern=r"^[^\x00]*$")
]


class Sent(BaseModel):
    """What somebody sends; fields that there are not are refused."""

    model_config = ConfigDict(extra="forbid")


class PlanWanted(Sent):
    """A solve request: how hard to try, and what for."""

    name: Name = Field(default="", description="What the office calls the plan.")
    seconds: float = Field(default=60, gt=0, le=1_000_000, description="Time limit of the solve.")
    workers: int | None = Field(
        default=None,
        ge=1,
        le=1_000_000,
        description="Search threads; all that the service allows if not given.",
    )
    seed: int = Field(default=1, ge=0, lt=2**31)
    priorities: list[StageId] | None = Field(
        default=None,
        min_length=1,
        description="Another order of the stages: a variant of the scenario is made with it.",
    )
    previous: PlanId | None = Field(
        default=None, description="Plan that continuity is measured against; it must have ended."
    )
    priority: int = Field(default=5, ge=1, le=9, description="1 (first) to 9 among one's own.")


class PlanRenamed(Sent):
    """What of a plan can be changed."""

    name: Name


class Queued(BaseModel):
    """Where a plan waits."""

    position: int = Field(ge=1, description="1: it is the next one.")
    seconds: float | None = Field(
        description="Until it begins, as far as can be told; null if nothing can."
    )


class StageHeard(BaseModel):
    """A stage while it is solved."""

    value: int | None = Field(default=None, description="Of the best plan, in the stage's unit.")
    bound: int | None = Field(default=None, description="No plan is below it.")
    gap: float | None = Field(default=None, description="(value − bound) / max(1, value).")


class Live(BaseModel):
    """How far a solve is."""

    stage: StageId = Field(description="The stage under way.")
    seconds_left: float | None = Field(default=None, description="Of its time limit.")
    stages: dict[StageId, StageHeard] = Field(description="By stage, as last heard.")


class Result(BaseModel):
    """What came of the solve."""

    status: Status
    stages: list[StageResult]


class PlanListed(BaseModel):
    """A line of the list of plans."""

    id: str
    scenario: str
    name: str
    status: State
    created: datetime
    started: datetime | None
    ended: datetime | None


class PlanShown(PlanListed):
    """A plan as its resource tells of it. What is null is not there yet, or not for the caller."""

    has_plan: bool | None = Field(None, description="Whether there is a plan to show already.")
    stop_asked: bool | None = None
    previous: str | None = None
    parent: str | None = Field(None, description="The plan that it was made from by hand.")
    priority: int | None = None
    seconds: float | None = Field(None, description="Time limit.")
    revision: int | None = Field(None, description="Raised by every change and every better plan.")
    queue: Queued | None = Field(None, description="While it waits.")
    live: Live | None = Field(None, description="While it is solved, once anything was heard.")
    outcome: Result | None = None
    kpis: dict[str, Any] | None = None
    findings: list[ToldFinding] | None = None
