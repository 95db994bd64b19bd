"""Ids that lead nowhere, ids given twice, rows given twice."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from scenarios.checks.report import Case, cell, error, warning
from scenarios.findings import Finding
from scenarios.needs import NO_OTHER
from scenarios.tables import TABLES

SIMILAR_AT_MOST = 50


class Reference(NamedTuple):
    """A column that holds ids of another table."""

    table: str
    column: str
    target: str


REFERENCES = (
    Reference("schools", "municipality", "municipalities"),
    Reference("bells", "school", "schools"),
    Reference("closed", "school", "schools"),
    Reference("classes", "school", "schools"),
    Reference("lessons", "class", "classes"),
    Reference("capacity", "school", "schools"),
    Reference("needs", "school", "schools"),
    Reference("needs", "subject", "subjects"),
    Reference("needs", "classes", "classes"),
    Reference("needs", "shares_pupils_with", "needs"),
    Reference("windows", "need", "needs"),
    Reference("teachers", "municipality", "municipalities"),
    Reference("teachers", "school", "schools"),
    Reference("qualifications", "teacher", "teachers"),
    Reference("qualifications", "subject", "subjects"),
    Reference("availability", "teacher", "teachers"),
    Reference("agreements", "buyer", "municipalities"),
    Reference("agreements", "seller", "municipalities"),
    Reference("pins", "need", "needs"),
    Reference("pins", "teacher", "teachers"),
    Reference("pins", "with_need", "needs"),
    Reference("holidays", "municipality", "municipalities"),
)
NOUNS = {
    "municipalities": "municipality",
    "schools": "school",
    "classes": "class",
    "subjects": "subject",
    "needs": "need",
    "teachers": "teacher",
}
# Two rows of these that say the same are reported by checks of their own.
_REPORTED_ELSEWHERE = frozenset(["bells", "agreements"])


def unknown_references(case: Case) -> Iterator[Finding]:
    """An id that is in no row of the table it belongs to."""
    nearest: dict[tuple[str, str], str | None] = {}
    for reference in REFERENCES:
        if not case.knows_ids(reference.target):
            continue
        known = case.known[reference.target]
        for row, content in enumerate(case.scenario.rows(reference.table), start=1):
            value = cell(content, reference.column)
            for given in value if isinstance(value, tuple) else (value,):
                if given and given not in known and not _no_other(reference, given):
                    key = (reference.target, given)
                    if key not in nearest:
                        nearest[key] = _similar(given, known, len(nearest))
                    yield _unknown(reference, row, given, nearest[key])


def _no_other(reference: Reference, given: str) -> bool:
    return reference.column == "shares_pupils_with" and given == NO_OTHER


def _similar(given: str, known: frozenset[str], searched: int) -> str | None:
    """The known id most like it; a table of nothing but strange ids is not searched to the end."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    if given.casefold() in folded:
        return folded[given.casefold()]
    if searched >= SIMILAR_AT_MOST:
        return None
    # `s101` for `s102` is another school, not a slip of the pen.
    alike = sorted(name for name in folded if _digits(name) == _digits(given))
    found = difflib.get_close_matches(given.casefold(), alike, n=1, cutoff=0.75)
    return folded[found[0]] if found else None


def _digits(name: str) -> str:
    return "".join(character for character in name if character.isdecimal())


def _unknown(reference: Reference, row: int, given: str, similar: str | None) -> Finding:
    subject = f"{NOUNS[reference.target]}:{given}"
    numbers = {"id": given, "target": reference.target}
    if similar is None:
        return error(
            "unknown_reference", reference.table, row, reference.column, subject, **numbers
        )
    return error(
        "unknown_reference_similar",
        reference.table,
        row,
        reference.column,
        subject,
        **numbers,
        similar=similar,
    )


def repeated_ids(case: Case) -> Iterator[Finding]:
    """The same id on two rows of a table."""
    for table, kind in TABLES.items():
        if not kind.has_id:
            continue
        column = kind.key_columns[0]
        first: dict[str, int] = {}
        for row, content in enumerate(case.scenario.rows(table), start=1):
            name = cell(content, column)
            if first.setdefault(name, row) != row:
                yield error(
                    "duplicate_id",
                    table,
                    row,
                    column,
                    f"{NOUNS[table]}:{name}",
                    id=name,
                    other_row=first[name],
                )


def repeated_rows(case: Case) -> Iterator[Finding]:
    """Two rows that are equal in every cell, in a table without ids."""
    for table, kind in TABLES.items():
        if kind.has_id or table in _REPORTED_ELSEWHERE:
            continue
        rows = case.scenario.rows(table)
        start = 1
        for row in range(2, len(rows) + 1):
            if rows[row - 1] != rows[start - 1]:
                start = row
            else:
                yield warning("duplicate_row", table, row, None, other_row=start)


CHECKS = (unknown_references, repeated_ids, repeated_rows)
