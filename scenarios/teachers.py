"""Rows about teachers: qualifications, availability, and who sells lessons to whom."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from scenarios.fields import (
    DayField,
    Euros,
    Grade,
    HalfField,
    HalfLessons,
    Id,
    Ids,
    MunicipalityId,
    Text,
    Whole,
    YesNo,
    complaint,
)
from scenarios.rows import Row, Stretch
from scenarios.times import Half


class AvailabilityKind(StrEnum):
    """What a teacher's row says about these minutes."""

    AVAILABLE = "available"
    PREFERRED = "preferred"
    BUSY = "busy"


class TeacherStatus(StrEnum):
    """A label; it changes no rule."""

    EMPLOYED = "employed"
    VACANCY = "vacancy"


class Teacher(Row):
    """A teacher, employed or a vacancy."""

    key_columns = ("teacher",)
    has_id = True
    teacher: Id
    name: Text = Field(default="")
    municipality: MunicipalityId = Field(description="Employer.")
    school: Text = Field(default="", description="Where they teach from.")
    languages: Ids = Field(min_length=1, description="Languages of instruction.")
    contract_lessons: HalfLessons = Field(default=Decimal(0), description="Paid for, per week.")
    min_lessons: HalfLessons = Field(default=Decimal(0), description="This many or none.")
    max_lessons: HalfLessons = Field(description="Per week.")
    max_lessons_day: Whole = Field(default=6, ge=0)
    lesson_cost: Euros = Field(default=Decimal(0), description="Euros inside the contract.")
    overtime_cost: Euros = Field(
        default_factory=lambda data: data["lesson_cost"], description="Euros above the contract."
    )
    hire_cost: Euros = Field(default=Decimal(0), description="Euros a week if used at all.")
    status: TeacherStatus = Field(default=TeacherStatus.EMPLOYED)


class Qualification(Row):
    """What a teacher may teach."""

    key_columns = ("teacher", "subject", "grade_from", "grade_to", "level", "qualified")
    teacher: Id
    subject: Id
    grade_from: Grade = Field(default=1)
    grade_to: Grade = Field(default=9)
    level: Text = Field(default="", description="Empty = any.")
    qualified: YesNo = Field(default=True)

    @model_validator(mode="after")
    def _grades_in_order(self) -> Self:
        if self.grade_to < self.grade_from:
            raise complaint("grades_not_in_order", self.grade_to)
        return self


class Availability(Stretch):
    """When a teacher can, would like to, or cannot teach."""

    key_columns = ("teacher", "day", "start", "end", "kind", "half")
    teacher: Id
    day: DayField
    kind: AvailabilityKind = Field(default=AvailabilityKind.AVAILABLE)
    half: HalfField = Field(default=Half.ALL)


class Agreement(Row):
    """Who buys lessons from whom."""

    key_columns = ("buyer", "seller", "max_lessons")
    buyer: MunicipalityId
    seller: MunicipalityId
    max_lessons: HalfLessons | None = Field(default=None, description="Per week; empty = no limit.")
