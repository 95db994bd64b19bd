"""Rows about municipalities and schools: bells, closed minutes, classes, home timetables."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from scenarios.daytimes import DayTimesField
from scenarios.fields import (
    Date,
    DayField,
    Days,
    Euros,
    Grades,
    HalfField,
    Id,
    MunicipalityId,
    Text,
    Whole,
    YesNo,
    complaint,
)
from scenarios.rows import Row, Stretch
from scenarios.times import DAYS, Half

ALL_GRADES = tuple(range(1, 10))


class Municipality(Row):
    """An education provider."""

    key_columns = ("municipality",)
    has_id = True
    municipality: MunicipalityId = Field(description="Official three-digit code or own id.")
    name: Text = Field(min_length=1, description="Name.")
    supervisor_cost: Euros = Field(
        default=Decimal(20), description="Euros per lesson and receiving site."
    )


class School(Row):
    """A school, in one language of instruction."""

    key_columns = ("school",)
    has_id = True
    school: Id
    municipality: MunicipalityId
    name: Text = Field(min_length=1)
    language: Id = Field(description="Language of instruction, `fi`, `sv`, …")
    remote_rooms: Whole = Field(default=1, ge=0, description="Groups received at once.")
    supervisors: Whole = Field(default=1, ge=0, description="Adults at once; 0 = cannot receive.")
    supervisor_cost: Euros | None = Field(
        default=None, description="Euros per lesson; the municipality's if empty."
    )


class Bell(Stretch):
    """A lesson of a bell schedule; it belongs to a school and grades."""

    key_columns = ("school", "period", "grades", "days", "start", "end")
    school: Id
    grades: Grades = Field(default=ALL_GRADES)
    days: Days = Field(default=DAYS)
    period: Id


class Closed(Stretch):
    """Minutes in which no remote lesson is possible: lunch, swimming, assembly."""

    key_columns = ("school", "days", "start", "end", "grades", "half", "reason")
    school: Id
    grades: Grades = Field(default=ALL_GRADES)
    days: Days
    reason: Text = Field(default="")
    half: HalfField = Field(default=Half.ALL)


class SchoolClass(Row):
    """A home class, of one grade or several."""

    key_columns = ("class",)
    has_id = True
    class_: Id = Field(alias="class")
    school: Id
    grades: Grades
    earliest: DayTimesField | None = Field(default=None, description="Transport: not before.")
    latest: DayTimesField | None = Field(default=None, description="Transport: not after.")


class Lesson(Stretch):
    """A lesson of a home timetable."""

    key_columns = ("class", "day", "start", "end", "subject", "half", "may_miss")
    class_: Id = Field(alias="class")
    day: DayField
    subject: Id
    may_miss: YesNo = Field(default=False)
    half: HalfField = Field(default=Half.ALL)


class Capacity(Stretch):
    """Minutes in which a school has other numbers of rooms or supervisors."""

    key_columns = ("school", "day", "start", "end", "half", "remote_rooms", "supervisors")
    school: Id
    day: DayField
    remote_rooms: Whole | None = Field(default=None, ge=0)
    supervisors: Whole | None = Field(default=None, ge=0)
    half: HalfField = Field(default=Half.ALL)


class Holiday(Row):
    """Days on which a municipality's schools do not teach."""

    key_columns = ("municipality", "from", "to", "name")
    municipality: MunicipalityId
    from_: Date = Field(alias="from")
    to: Date
    name: Text = Field(default="")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.to < self.from_:
            raise complaint("end_not_after_start", self.to)
        return self
