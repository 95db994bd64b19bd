"""Rows about what is needed: subjects, needs, explicit windows, pins."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from scenarios.fields import (
    DayField,
    Grade,
    HalfField,
    HalfLessons,
    Id,
    Ids,
    Text,
    Time,
    Whole,
    complaint,
)
from scenarios.rows import Row, Stretch
from scenarios.rules import StageId
from scenarios.times import Half

NO_OTHER = "none"


class Category(StrEnum):
    """Kind of subject; decides defaults and the law's threshold."""

    RELIGION = "religion"
    ETHICS = "ethics"
    LANGUAGE = "language"
    MOTHER_TONGUE = "mother_tongue"
    ELECTIVE = "elective"
    PREPARATORY = "preparatory"
    FLEXIBLE = "flexible"
    OTHER = "other"


class Priority(StrEnum):
    """What an unserved need costs: the law, a promise, or only its worth."""

    STATUTORY = "statutory"
    PROMISED = "promised"
    OPTIONAL = "optional"


PRIORITY = {StageId.STATUTORY: Priority.STATUTORY, StageId.COVERAGE: Priority.PROMISED}
"""Whose unserved needs a stage counts, of the stages that count nothing else."""


class WindowKind(StrEnum):
    """What pupils leave for a meeting, best first."""

    BAND = "band"
    OPEN = "open"
    FREE = "free"
    MISSED = "missed"


class PinKind(StrEnum):
    """How binding a pin is."""

    MUST = "must"
    MUST_NOT = "must_not"
    LOCKED = "locked"
    PREFER = "prefer"
    AVOID = "avoid"


_ONE_PUPIL_IS_ENOUGH = {
    Category.RELIGION,
    Category.ETHICS,
    Category.MOTHER_TONGUE,
    Category.PREPARATORY,
    Category.FLEXIBLE,
}


class Subject(Row):
    """A subject and how its groups look."""

    key_columns = ("subject",)
    has_id = True
    subject: Id = Field(description="National code where there is one.")
    name_fi: Text = Field(default="")
    name_sv: Text = Field(default="")
    name_en: Text = Field(default="")
    category: Category
    lesson_minutes: Whole = Field(default=45, ge=1, le=240, description="Minutes.")
    core_minutes: Whole = Field(
        default_factory=lambda data: data["lesson_minutes"],
        ge=1,
        le=240,
        description="Minutes a pupil must be present.",
    )
    max_pupils: Whole = Field(default=12, ge=1)
    min_pupils: Whole = Field(
        default_factory=lambda data: 1 if data["category"] in _ONE_PUPIL_IS_ENOUGH else 4, ge=0
    )
    max_sites: Whole = Field(default=5, ge=1, description="Schools in a group.")
    grade_span: Whole = Field(default=2, ge=0, le=8, description="Highest minus lowest grade.")

    @model_validator(mode="after")
    def _core_within_lesson(self) -> Self:
        if self.core_minutes > self.lesson_minutes:
            raise complaint("core_longer_than_lesson", self.core_minutes)
        return self


class Need(Row):
    """Some pupils of one school who need one subject; counts, never names."""

    key_columns = ("need",)
    has_id = True
    need: Id
    continues: Text = Field(default="", description="Its id in the previous plan.")
    school: Id
    subject: Id
    level: Text = Field(default="", description="Year or syllabus.")
    grade_from: Grade
    grade_to: Grade
    pupils: Whole = Field(ge=1)
    lessons_per_week: HalfLessons = Field(gt=0, le=5, description="Multiples of 0.5.")
    classes: Ids = Field(default=())
    released_from: Ids = Field(default=(), description="Home subjects they do not attend.")
    shares_pupils_with: Ids = Field(default=(), description="Needs, or `none`.")
    priority: Priority

    @model_validator(mode="after")
    def _grades_in_order(self) -> Self:
        if self.grade_to < self.grade_from:
            raise complaint("grades_not_in_order", self.grade_to)
        return self

    @property
    def grades(self) -> tuple[int, ...]:
        """Every grade in it."""
        return tuple(range(self.grade_from, self.grade_to + 1))

    @property
    def half_lessons(self) -> int:
        """Lessons a week, in halves."""
        return int(self.lessons_per_week * 2)

    @property
    def half_pupil_lessons(self) -> int:
        """Pupils times weekly lessons, in halves."""
        return self.pupils * self.half_lessons


class WindowRow(Stretch):
    """A stretch in which the pupils of a need can sit in front of the screen."""

    key_columns = ("need", "day", "start", "end", "half", "kind")
    need: Id
    day: DayField
    kind: WindowKind = Field(default=WindowKind.OPEN)
    half: HalfField = Field(default=Half.ALL)


class Pin(Row):
    """What the office wants held: a teacher, a time, a companion."""

    key_columns = ("need", "kind", "teacher", "day", "start", "with_need")
    need: Id
    teacher: Text = Field(default="")
    day: DayField | None = Field(default=None)
    start: Time | None = Field(default=None)
    with_need: Text = Field(default="")
    kind: PinKind = Field(default=PinKind.MUST)
