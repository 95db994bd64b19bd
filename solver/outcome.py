"""Outcome: what happened in a solve, as data that any door can show."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from solver.plan import Plan


class Status(StrEnum):
    """How a solve ended; there is a verified plan in the first two."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    REJECTED = "rejected"
    FAILED = "failed"


class StageResult(BaseModel):
    """One stage: recomputed value, proved bound, and its value in the final plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: StageId
    unit: str
    value: int | None = Field(description="Value reached when the stage ended, in its unit.")
    bound: int | None = Field(description="No plan that keeps the earlier stages is below it.")
    gap: float | None = Field(ge=0, description="(value − bound) / max(1, value).")
    optimal: bool = Field(description="Value equals bound, here and in every earlier stage.")
    final: int | None = Field(description="Value in the plan delivered, in its unit.")
    seconds: float = Field(ge=0, description="Wall time spent on the stage.")


class Run(BaseModel):
    """How the answer was found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int
    workers: int
    seconds_limit: float
    seconds: float
    strategy: str = Field(description="Parts, the largest of them, and which models were built.")
    stopped_by: str = Field(description="`proof`, `time`, `request` or `work`.")
    versions: dict[str, str]
    sizes: dict[str, int] = Field(default_factory=dict)
    times: dict[str, float] = Field(default_factory=dict, description="Seconds by part.")


class Outcome(BaseModel):
    """Status, plan if any, stages and the run record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Status
    plan: Plan | None = None
    stages: tuple[StageResult, ...] = ()
    kpis: dict[str, Any] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    run: Run | None = None
