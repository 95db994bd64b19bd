"""What every check is given, and how it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from scenarios.findings import Finding, Place, Severity, Shown
from scenarios.needs import Need, Subject
from scenarios.rows import Row
from scenarios.scenario import Scenario
from scenarios.servability import Servability
from scenarios.tables import TABLES

Rejected = Mapping[str, frozenset[str]]

ATTRIBUTES = {"class": "class_", "from": "from_"}


class Case:
    """A scenario, and the ids of rows that could not be read and were reported already."""

    def __init__(self, scenario: Scenario, rejected: Rejected) -> None:
        self.scenario = scenario
        self._rejected = rejected

    def complete(self, *tables: str) -> bool:
        """Whether every row of these tables was read: only then can something be missing."""
        return not any(table in self._rejected for table in tables)

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """Ids of each table that has ids, those of rejected rows included."""
        return {
            table: frozenset(cell(row, row.key_columns[0]) for row in self.scenario.rows(table))
            | self._rejected.get(table, frozenset())
            for table, kind in TABLES.items()
            if kind.has_id
        }

    def knows_ids(self, table: str) -> bool:
        """Whether the ids of a table could be read, if only of rows that were rejected."""
        return self._rejected.get(table) != frozenset()

    @cached_property
    def sound_needs(self) -> tuple[tuple[int, Need, Subject], ...]:
        """Row, need and subject of the needs whose school and subject were read."""
        scenario = self.scenario
        return tuple(
            (row, need, scenario.subject_of[need.subject])
            for row, need in enumerate(scenario.needs, start=1)
            if need.school in scenario.school_of and need.subject in scenario.subject_of
        )

    @cached_property
    def servability(self) -> Servability:
        """Windows and starts worked out once for all checks."""
        return Servability(self.scenario)

    @cached_property
    def grades_needed(self) -> dict[str, frozenset[int]]:
        """Grades of the needs of each school."""
        grades: dict[str, set[int]] = {}
        for need in self.scenario.needs:
            grades.setdefault(need.school, set()).update(need.grades)
        return {school: frozenset(found) for school, found in grades.items()}


Check = Callable[[Case], Iterator[Finding]]


def cell(row: Row, column: str) -> Any:
    """Value of a row in a column of the contract."""
    return getattr(row, ATTRIBUTES.get(column, column))


def error(
    code: str, table: str, row: int | None, column: str | None, *subjects: str, **numbers: Shown
) -> Finding:
    """Finding that stops the scenario; `row` is the position in the normal form, from 1."""
    return _finding(Severity.ERROR, code, (table, row, column), subjects, numbers)


def warning(
    code: str, table: str, row: int | None, column: str | None, *subjects: str, **numbers: Shown
) -> Finding:
    """Finding that goes with the scenario."""
    return _finding(Severity.WARNING, code, (table, row, column), subjects, numbers)


def info(
    code: str, table: str, row: int | None, column: str | None, *subjects: str, **numbers: Shown
) -> Finding:
    """Finding that is only worth knowing."""
    return _finding(Severity.INFO, code, (table, row, column), subjects, numbers)


def _finding(
    severity: Severity,
    code: str,
    place: tuple[str, int | None, str | None],
    subjects: tuple[str, ...],
    numbers: dict[str, Shown],
) -> Finding:
    table, row, column = place
    return Finding(
        code=code,
        severity=severity,
        subjects=subjects,
        place=Place(table=table, row=row, column=column),
        numbers=numbers,
    )
