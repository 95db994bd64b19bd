"""Settings of a scenario: the plan's frame, the order of its stages and the weights within them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scenarios.fields import Date, Percent, Text, Weight, Whole, YesNo, complaint
from scenarios.rules import StageId


class HalvesMean(StrEnum):
    """What halves A and B are."""

    WEEKS = "weeks"
    TERMS = "terms"


DEFAULT_PRIORITIES = (
    StageId.STATUTORY,
    StageId.COVERAGE,
    StageId.CONTINUITY,
    StageId.COST,
    StageId.CONVENIENCE,
)


def _stages(value: Any) -> Any:
    if not isinstance(value, str | list | tuple):
        raise complaint("not_an_order_of_stages", value)
    words = re.split(r"[;,\n]", value) if isinstance(value, str) else list(value)
    stages = [str(word).strip().lower() for word in words if str(word).strip()]
    if any(stage not in set(StageId) for stage in stages) or len(set(stages)) != len(stages):
        raise complaint("not_an_order_of_stages", value)
    return tuple(StageId(stage) for stage in stages)


def _a_year_after(data: dict[str, Any]) -> date | None:
    last = data.get("last_day")
    if last is None:
        return None
    leap_day = (last.month, last.day) == (2, 29)
    return date(last.year + 1, last.month, 28 if leap_day else last.day)


Priorities = Annotated[tuple[StageId, ...], BeforeValidator(_stages), Field(min_length=1)]


class Settings(BaseModel):
    """The table `settings`, one field per key."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: Text = Field(min_length=1, max_length=200, description="Name of the scenario.")
    area: Text = Field(default="", max_length=200, description="Area or pilot.")
    school_year: Text = Field(
        default="", pattern=r"^(\d{4}-\d{4})?$", description="Such as `2026-2027`."
    )
    first_day: Date | None = Field(default=None, description="First school day.")
    last_day: Date | None = Field(default=None, description="Last school day.")
    delete_after: Date | None = Field(
        default_factory=_a_year_after, description="Day after which everything is deleted."
    )
    halves: HalvesMean = Field(default=HalvesMean.WEEKS, description="What A and B are.")
    start_step_minutes: Whole = Field(
        default=5, ge=1, le=60, description="Meetings start at multiples of this, in minutes."
    )
    break_shift_minutes: Whole = Field(
        default=15, ge=0, le=60, description="A bell period may widen this much per side, minutes."
    )
    changeover_minutes: Whole = Field(
        default=5, ge=0, le=60, description="Between two meetings of a teacher, minutes."
    )
    allow_unqualified: YesNo = Field(default=False, description="Rows `qualified = no` count.")
    priorities: Priorities = Field(
        default=DEFAULT_PRIORITIES, description="Stages in the order they are optimised."
    )
    slack_statutory: Percent = Field(default=Decimal(0), description="Percent of the value.")
    slack_coverage: Percent = Field(default=Decimal(0), description="Percent of the value.")
    slack_continuity: Percent = Field(default=Decimal(0), description="Percent of the value.")
    slack_fairness: Percent = Field(default=Decimal(0), description="Percent of the value.")
    slack_cost: Percent = Field(default=Decimal(2), description="Percent of the value.")
    slack_convenience: Percent = Field(default=Decimal(0), description="Percent of the value.")
    weight_dropped: Weight = Field(default=Decimal(2), description="Per pupil-lesson.")
    weight_teacher_changed: Weight = Field(default=Decimal("0.5"), description="Per pupil-lesson.")
    weight_time_changed: Weight = Field(default=Decimal(1), description="Per pupil-lesson.")
    worth_optional: Weight = Field(
        default=Decimal(25), description="Euros per unserved optional pupil-lesson."
    )
    weight_window_free: Weight = Field(default=Decimal(2), description="Points per pupil.")
    weight_window_missed: Weight = Field(default=Decimal(10), description="Points per pupil.")
    weight_absent_minute: Weight = Field(
        default=Decimal("0.5"), description="Points per pupil and minute."
    )
    weight_break_minute: Weight = Field(
        default=Decimal("0.05"), description="Points per pupil and minute."
    )
    weight_longer_day_minute: Weight = Field(
        default=Decimal("0.05"), description="Points per pupil and minute."
    )
    weight_grade_mix: Weight = Field(
        default=Decimal(1), description="Points per meeting and grade of span beyond one."
    )
    weight_unqualified: Weight = Field(default=Decimal(5), description="Points per meeting.")
    weight_unpreferred: Weight = Field(default=Decimal(1), description="Points per meeting.")
    weight_teacher_gap_minute: Weight = Field(
        default=Decimal("0.02"), description="Points per teacher, day and minute."
    )
    weight_teacher_day: Weight = Field(default=Decimal(3), description="Points per teacher-day.")
    weight_adjacent_days: Weight = Field(
        default=Decimal(1), description="Points per pair of a group's meetings."
    )
    weight_wish: Weight = Field(default=Decimal(5), description="Points per wish not followed.")

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, data: Any) -> Any:
        return without_empty(data)

    def slack(self, stage: StageId) -> Decimal:
        """Percent by which later stages may worsen this one."""
        percent: Decimal = getattr(self, f"slack_{stage}")
        return percent

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise complaint("last_day_before_first", self.last_day)
        return self


def without_empty(data: Any) -> Any:
    """The mapping without its empty cells, so that defaults hold."""
    if not isinstance(data, dict):
        return data
    return {
        key: value
        for key, value in data.items()
        if value is not None and not (isinstance(value, str) and not value.strip())
    }
