"""Rows read by their types: what is right becomes a row, what is wrong a finding with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scenarios.files.faults import Complaints, shortened
from scenarios.files.grids import is_blank
from scenarios.files.headers import SETTINGS, choice_of, plain
from scenarios.files.personal import is_personal_header
from scenarios.files.rawrows import RawRow, RawTable
from scenarios.findings import Shown
from scenarios.needs import NO_OTHER
from scenarios.rows import Row
from scenarios.settings import Settings
from scenarios.tables import TABLES

# Built-in error types of pydantic; the project's own have the finding's code as their type.
CODES = {
    "missing": "missing_value",
    "string_type": "not_a_text",
    "string_unicode": "unreadable_character",
    "string_too_short": "missing_value",
    "too_short": "missing_value",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "string_pattern_mismatch": "wrong_form",
    "greater_than_equal": "too_small",
    "greater_than": "not_above",
    "less_than_equal": "too_large",
    "less_than": "not_below",
    "enum": "not_one_of",
    "tuple_type": "not_a_list",
    "value_error": "wrong_value",
}
_NOISE = "default_factory_not_called"
_LIMITS = ("ge", "gt", "le", "lt", "max_length")
# A rule between two cells points at the later of them.
_COLUMN_OF_RULE = {
    "core_longer_than_lesson": "core_minutes",
    "grades_not_in_order": "grade_to",
    "last_day_before_first": "last_day",
}
_OTHER_OF_PAIR = {
    "core_minutes": "lesson_minutes",
    "end": "start",
    "grade_to": "grade_from",
    "last_day": "first_day",
    "to": "from",
}
_OTHERS = "shares_pupils_with"
_SAMPLE_SETTINGS: dict[str, Any] = {"name": "-"}


class Accepted(NamedTuple):
    """A row that could be read, and its number in the file."""

    number: int
    row: Row


class TableResult(NamedTuple):
    """Accepted rows in the order of the file, and the ids of the rejected ones."""

    accepted: list[Accepted]
    rejected: int
    rejected_ids: frozenset[str]


class Fault(NamedTuple):
    """What is wrong with a cell of a row, or with a key of the settings."""

    column: str
    code: str
    numbers: dict[str, Shown]


class SettingsResult(NamedTuple):
    """Settings, whole or salvaged, and the row of each key."""

    settings: Settings
    rows: dict[str, int]
    whole: bool


def validated_table(raw: RawTable, complaints: Complaints) -> TableResult:
    """Every row of a table, read by its type."""
    kind = TABLES[raw.table]
    accepted: list[Accepted] = []
    rejected: list[RawRow] = []
    for row in raw.rows:
        unread = row.unread | raw.missing
        read = _validated_row(kind, raw.table, row, unread, complaints)
        if read is None or unread:
            rejected.append(row)
        else:
            accepted.append(Accepted(row.number, read))
    ids = frozenset(_ids(kind, rejected)) if kind.has_id else frozenset()
    return TableResult(accepted, len(rejected), ids)


def _validated_row(
    kind: type[Row], table: str, row: RawRow, unread: frozenset[str], complaints: Complaints
) -> Row | None:
    cells = with_choices(kind, row.cells)
    try:
        return kind.model_validate(cells)
    except ValidationError as wrong:
        for fault in faults(wrong, table, cells):
            if fault.column not in unread:
                complaints.add(fault.code, table, row.number, fault.column, fault.numbers)
        return None


def _ids(kind: type[Row], rows: list[RawRow]) -> Iterator[str]:
    for row in rows:
        given = row.cells.get(kind.key_columns[0])
        if not is_blank(given):
            yield " ".join(str(given).split())
            if isinstance(given, float) and given.is_integer():
                yield from (str(int(given)), f"{int(given):03d}")


def validated_settings(raw: RawTable, complaints: Complaints) -> SettingsResult:
    """The settings; where a key is wrong, what is right of them, for the checks."""
    cells, rows = _keys(raw, complaints)
    cells = with_choices(Settings, cells)
    unread = {_key_of(row) for row in raw.rows if row.unread}
    try:
        return SettingsResult(Settings.model_validate(cells), rows, whole=True)
    except ValidationError as wrong:
        wrong_keys = faults(wrong, SETTINGS, cells)
    for key, code, numbers in wrong_keys:
        if key not in unread:
            complaints.add(code, SETTINGS, rows.get(key, 1), key, numbers)
    keys = {fault.column for fault in wrong_keys}
    salvaged = {key: value for key, value in cells.items() if key not in keys}
    salvaged = {**_SAMPLE_SETTINGS, **salvaged}
    return SettingsResult(Settings.model_validate(salvaged), rows, whole=False)


def _key_of(row: RawRow) -> str:
    return plain(str(row.cells.get("key") or "")).replace(" ", "_")


def _keys(raw: RawTable, complaints: Complaints) -> tuple[dict[str, Any], dict[str, int]]:
    """Value and row by key; a key that is none of ours, or comes twice, is complained of."""
    cells: dict[str, Any] = {}
    rows: dict[str, int] = {}
    for row in raw.rows:
        key = _key_of(row)
        if not key:
            complaints.add("missing_value", SETTINGS, row.number, "key")
        elif key not in Settings.model_fields:
            if is_personal_header(SETTINGS, key):
                complaints.add("personal_data", SETTINGS, row.number, "key")
            else:
                given = shortened(key)
                complaints.warn("unknown_setting", SETTINGS, row.number, given, {"given": given})
        elif key in rows:
            complaints.add("repeated_key", SETTINGS, row.number, key, {"other_row": rows[key]})
        else:
            rows[key] = row.number
            cells[key] = row.cells.get("value")
    return cells, rows


@cache
def choices_of(kind: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The words of each column that takes one of a few."""
    found: dict[str, tuple[str, ...]] = {}
    for name, field in kind.model_fields.items():
        plain_choice = isinstance(field.annotation, type) and not field.metadata
        if plain_choice and issubclass(field.annotation, StrEnum):  # type: ignore[arg-type]
            found[field.alias or name] = tuple(field.annotation)  # type: ignore[arg-type]
    return found


def with_choices(kind: type[BaseModel], cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells with every choice in the word of the contract, whatever language it came in."""
    known = dict(cells)
    for column, choices in choices_of(kind).items():
        given = known.get(column)
        if isinstance(given, str):
            known[column] = choice_of(given, choices)
    if isinstance(alone := known.get(_OTHERS), str):
        known[_OTHERS] = choice_of(alone, (NO_OTHER,))
    return known


def faults(wrong: ValidationError, table: str, cells: dict[str, Any]) -> list[Fault]:
    """Everything that is wrong with the cells of a row of the table, or with the settings."""
    kind = Settings if table == SETTINGS else TABLES[table]
    sample = _SAMPLE_SETTINGS if table == SETTINGS else _sample(table)
    details = _all_details(wrong, kind, cells, sample)
    return [Fault(_column(detail, kind), *_code_and_numbers(detail)) for detail in details]


def _details(wrong: ValidationError) -> list[ErrorDetails]:
    details = wrong.errors(include_url=False)
    return [detail for detail in details if detail["type"] != _NOISE]


def _all_details(
    wrong: ValidationError, kind: type[BaseModel], cells: dict[str, Any], sample: dict[str, Any]
) -> list[ErrorDetails]:
    """What is wrong with single cells, and with pairs of cells that are right by themselves.

    Pairs are only looked at when all cells are right, so once more with the wrong ones mended.
    """
    details = _details(wrong)
    columns = {str(detail["loc"][0]) for detail in details if detail["loc"]}
    mended = {column: cell for column, cell in cells.items() if column not in columns}
    mended.update((column, sample[column]) for column in columns if column in sample)
    try:
        kind.model_validate(mended)
    except ValidationError as further:
        rules = [detail for detail in _details(further) if not detail["loc"]]
        details += [rule for rule in rules if columns and not columns & _pair_of(rule, kind)]
    return details


def _pair_of(detail: ErrorDetails, kind: type[BaseModel]) -> set[str]:
    column = _column(detail, kind)
    return {column, _OTHER_OF_PAIR[column]}


@cache
def _sample(table: str) -> dict[str, Any]:
    """A right row of the table: the first of the example."""
    text = files("scenarios.files").joinpath("example.json").read_text(encoding="utf-8")
    row: dict[str, Any] = json.loads(text)[table][0]
    return row


def _column(detail: ErrorDetails, kind: type[BaseModel]) -> str:
    if detail["loc"]:
        return str(detail["loc"][0])
    if detail["type"] == "end_not_after_start":
        return "end" if "end" in kind.model_fields else "to"
    return _COLUMN_OF_RULE.get(detail["type"], next(iter(kind.model_fields)))


def _code_and_numbers(detail: ErrorDetails) -> tuple[str, dict[str, Shown]]:
    context = detail.get("ctx", {})
    code = CODES.get(detail["type"], detail["type"])
    numbers: dict[str, Shown] = {}
    if code != "missing_value":
        numbers["given"] = shortened(context.get("given", detail["input"]))
    limit = next((context[name] for name in _LIMITS if name in context), None)
    if limit is not None:
        numbers["limit"] = limit if isinstance(limit, int) else float(limit)
    if "expected" in context:
        numbers["allowed"] = ", ".join(_quoted(str(context["expected"])))
    return code, numbers


def _quoted(expected: str) -> list[str]:
    """The words of `'a', 'b' or 'c'`."""
    return expected.split("'")[1::2]
