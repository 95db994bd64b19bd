"""Scenario: everything an office submits, frozen, with look-ups by id and a content hash."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core.core_schema import ValidationInfo

from scenarios.needs import Need, Pin, Subject, WindowRow
from scenarios.rows import Row
from scenarios.schools import (
    Bell,
    Capacity,
    Closed,
    Holiday,
    Lesson,
    Municipality,
    School,
    SchoolClass,
)
from scenarios.settings import Settings
from scenarios.tables import COLUMNS, TABLES
from scenarios.teachers import Agreement, Availability, Qualification, Teacher

SCHEMA_VERSION = 1
R = TypeVar("R", bound=Row)


class Scenario(BaseModel):
    """The question. Rows of each table are kept sorted by their key.

    It does not check that its rows fit together; `scenarios.checks` does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: Settings
    municipalities: tuple[Municipality, ...] = Field(default=())
    schools: tuple[School, ...] = Field(default=())
    bells: tuple[Bell, ...] = Field(default=())
    closed: tuple[Closed, ...] = Field(default=())
    classes: tuple[SchoolClass, ...] = Field(default=())
    lessons: tuple[Lesson, ...] = Field(default=())
    capacity: tuple[Capacity, ...] = Field(default=())
    subjects: tuple[Subject, ...] = Field(default=())
    needs: tuple[Need, ...] = Field(default=())
    windows: tuple[WindowRow, ...] = Field(default=())
    teachers: tuple[Teacher, ...] = Field(default=())
    qualifications: tuple[Qualification, ...] = Field(default=())
    availability: tuple[Availability, ...] = Field(default=())
    agreements: tuple[Agreement, ...] = Field(default=())
    pins: tuple[Pin, ...] = Field(default=())
    holidays: tuple[Holiday, ...] = Field(default=())

    @field_validator("schools", mode="after")
    @classmethod
    def _supervisor_cost_of_the_municipality(
        cls, schools: tuple[School, ...], info: ValidationInfo
    ) -> tuple[School, ...]:
        municipalities: tuple[Municipality, ...] = info.data.get("municipalities", ())
        costs = {row.municipality: row.supervisor_cost for row in municipalities}
        return tuple(
            school.model_copy(update={"supervisor_cost": costs[school.municipality]})
            if school.supervisor_cost is None and school.municipality in costs
            else school
            for school in schools
        )

    @field_validator(*TABLES, mode="after")
    @classmethod
    def _sorted_by_key(cls, rows: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(sorted(rows, key=lambda row: row.key))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of the normal form in RFC 8785 canonical JSON."""
        return hashlib.sha256(rfc8785.dumps(self.normal_form())).hexdigest()

    def normal_form(self) -> dict[str, Any]:
        """The JSON object of the contract: defaults filled in, rows sorted by key."""
        dumped = self.model_dump(mode="json")
        tables = {
            table: [{column: row[column] for column in COLUMNS[table]} for row in dumped[table]]
            for table in TABLES
        }
        return {"schema_version": SCHEMA_VERSION, "settings": dumped["settings"], **tables}

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table by its name."""
        rows: tuple[Row, ...] = getattr(self, table)
        return rows

    def replace(self, **tables: Any) -> Scenario:
        """A scenario with these tables (or settings) in place of its own, validated anew."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return Scenario.model_validate({**given, **tables})

    @cached_property
    def municipality_of(self) -> dict[str, Municipality]:
        """Municipality by id."""
        return {row.municipality: row for row in self.municipalities}

    @cached_property
    def school_of(self) -> dict[str, School]:
        """School by id."""
        return {row.school: row for row in self.schools}

    @cached_property
    def class_of(self) -> dict[str, SchoolClass]:
        """Class by id."""
        return {row.class_: row for row in self.classes}

    @cached_property
    def subject_of(self) -> dict[str, Subject]:
        """Subject by id."""
        return {row.subject: row for row in self.subjects}

    @cached_property
    def need_of(self) -> dict[str, Need]:
        """Need by id."""
        return {row.need: row for row in self.needs}

    @cached_property
    def teacher_of(self) -> dict[str, Teacher]:
        """Teacher by id."""
        return {row.teacher: row for row in self.teachers}

    @cached_property
    def bells_of(self) -> dict[str, tuple[Bell, ...]]:
        """Bell rows by school."""
        return grouped(self.bells, lambda row: row.school)

    @cached_property
    def closed_of(self) -> dict[str, tuple[Closed, ...]]:
        """Closed rows by school."""
        return grouped(self.closed, lambda row: row.school)

    @cached_property
    def lessons_of(self) -> dict[str, tuple[Lesson, ...]]:
        """Home lessons by class."""
        return grouped(self.lessons, lambda row: row.class_)

    @cached_property
    def capacity_of(self) -> dict[str, tuple[Capacity, ...]]:
        """Capacity rows by school."""
        return grouped(self.capacity, lambda row: row.school)

    @cached_property
    def windows_of(self) -> dict[str, tuple[WindowRow, ...]]:
        """Explicit windows by need."""
        return grouped(self.windows, lambda row: row.need)

    @cached_property
    def qualifications_of(self) -> dict[str, tuple[Qualification, ...]]:
        """Qualification rows by teacher."""
        return grouped(self.qualifications, lambda row: row.teacher)

    @cached_property
    def availability_of(self) -> dict[str, tuple[Availability, ...]]:
        """Availability rows by teacher."""
        return grouped(self.availability, lambda row: row.teacher)

    @cached_property
    def buyers_of(self) -> dict[str, frozenset[str]]:
        """Municipalities that may buy of each seller; empty if everybody may of everybody."""
        by_seller = grouped(self.agreements, lambda row: row.seller)
        return {name: frozenset(row.buyer for row in rows) for name, rows in by_seller.items()}

    def language_of(self, need: Need) -> str:
        """Language of instruction of the need's school."""
        return self.school_of[need.school].language

    def buyer_of(self, need: Need) -> str:
        """Municipality of the need's school."""
        return self.school_of[need.school].municipality

    def supervisor_cost_of(self, school: str) -> Decimal:
        """Euros per lesson of a supervising adult at the school."""
        cost = self.school_of[school].supervisor_cost
        if cost is None:
            raise LookupError(f"school {school} belongs to no municipality of the scenario")
        return cost


def grouped(rows: Iterable[R], key: Callable[[R], str]) -> dict[str, tuple[R, ...]]:
    """Rows by a text of theirs, in the order given."""
    lists: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        lists[key(row)].append(row)
    return {name: tuple(members) for name, members in lists.items()}
