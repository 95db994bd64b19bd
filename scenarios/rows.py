"""What all rows of all tables share."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scenarios.fields import Time, complaint
from scenarios.settings import without_empty
from scenarios.times import Interval, clock


class Row(BaseModel):
    """One row of a table; empty cells mean the default."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )
    key_columns: ClassVar[tuple[str, ...]]
    has_id: ClassVar[bool] = False

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, data: Any) -> Any:
        return without_empty(data)

    @property
    def key(self) -> tuple[str, ...]:
        """Texts by which the rows of a table are sorted."""
        shown = self.model_dump(mode="json")
        return tuple(str(shown[column]) for column in self.key_columns)


class Stretch(Row):
    """A row with a start and an end on the clock."""

    start: Time = Field(description="Local clock time, minutes after midnight.")
    end: Time = Field(description="Local clock time, minutes after midnight; after `start`.")

    @model_validator(mode="after")
    def _start_before_end(self) -> Self:
        if self.end <= self.start:
            raise complaint("end_not_after_start", clock(self.end))
        return self

    @property
    def interval(self) -> Interval:
        """Its minutes."""
        return Interval(self.start, self.end)
