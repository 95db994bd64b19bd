"""How hard to try: nothing here changes what a good plan is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class SolveParams(BaseModel):
    """Limits and seed of a solve."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float = Field(default=60, gt=0, le=86_400, description="Wall time, seconds.")
    workers: int = Field(default=2, ge=1, le=64, description="Threads of the solver.")
    seed: int = Field(default=1, ge=0, lt=2**31, description="Same seed, one worker: same plan.")
    reductions: bool = Field(default=True, description="Drop candidates no plan can use.")
    whole_up_to: int = Field(
        default=40_000,
        ge=0,
        description="Candidates up to which a model of them all is built, of a part or the whole.",
    )
    last_stage_seconds: float | None = Field(
        default=None, gt=0, description="At most so many of the seconds for the last stage."
    )
