"""The tables of `docs/scenario-format.md`, written from the models and the help texts.

`python -m tests.docs.reference` writes them into the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from importlib.resources import files
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from scenarios import fields, settings
from scenarios.daytimes import DayTimesField
from scenarios.tables import COLUMNS, TABLES
from tests.docs.pages import DOCS

PAGE = DOCS / "scenario-format.md"
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"

READINGS: list[tuple[Any, str]] = [
    (fields.Text, "text"),
    (fields.Id, "id"),
    (fields.MunicipalityId, "id"),
    (fields.Time, "time"),
    (fields.DayField, "weekday"),
    (fields.Days, "weekdays"),
    (fields.Grade, "grade"),
    (fields.Grades, "grades"),
    (fields.Ids, "ids"),
    (fields.YesNo, "yes or no"),
    (fields.Whole, "whole number"),
    (fields.HalfField, "half"),
    (fields.Date, "date"),
    (fields.HalfLessons, "number, halves"),
    (fields.Euros, "amount"),
    (fields.Weight, "number"),
    (fields.Percent, "number"),
    (DayTimesField, "time or times"),
    (settings.Priorities, "stages"),
]
UNITS_OF_TYPES: list[tuple[Any, str]] = [
    (fields.Euros, "€"),
    (fields.HalfLessons, "lessons a week"),
    (fields.Percent, "%"),
]
UNITS = {
    "pupils": "pupils",
    "max_pupils": "pupils",
    "min_pupils": "pupils",
    "max_sites": "schools",
    "grade_span": "grades",
    "remote_rooms": "groups",
    "supervisors": "adults",
    "max_lessons_day": "meetings a day",
    "worth_optional": "€",
}
# What a default that depends on other cells is, in words.
COMPUTED = {
    ("subjects", "core_minutes"): "`lesson_minutes`",
    ("subjects", "min_pupils"): "1 for religion, ethics, mother_tongue, preparatory, flexible; 4",
    ("teachers", "overtime_cost"): "`lesson_cost`",
    ("schools", "supervisor_cost"): "the municipality's",
    ("settings", "delete_after"): "a year after `last_day`",
    ("classes", "earliest"): "first bell of the day",
    ("classes", "latest"): "end of the last bell of the day",
    ("agreements", "max_lessons"): "no limit",
    ("capacity", "remote_rooms"): "the school's",
    ("capacity", "supervisors"): "the school's",
}


def field_of(model: type[BaseModel], column: str) -> tuple[str, FieldInfo]:
    """Name in the code and field of a column."""
    return next(
        (name, field)
        for name, field in model.model_fields.items()
        if (field.alias or name) == column
    )


def _among(hint: Any, known: list[tuple[Any, str]]) -> str | None:
    options = [hint, *get_args(hint)]
    return next((word for alias, word in known for option in options if option == alias), None)


def _reads(hint: Any) -> str:
    word = _among(hint, READINGS)
    if word is not None:
        return word
    return ", ".join(f"`{choice.value}`" for choice in hint)


def _unit(hint: Any, column: str) -> str:
    if column.endswith("_minutes"):
        return "minutes"
    if column.startswith("weight_"):
        return "points" if column not in _CONTINUITY else "per pupil-lesson"
    return _among(hint, UNITS_OF_TYPES) or UNITS.get(column, "")


_CONTINUITY = {"weight_dropped", "weight_teacher_changed", "weight_time_changed"}


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        texts = [_shown(item) for item in value]
        whole = texts == [str(n) for n in range(1, 10)] or len(texts) == 5 and "mon" in texts
        return f"{texts[0]}-{texts[-1]}" if whole else ";".join(texts)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    return str(fields.plain_number(value)) if isinstance(value, Decimal) else str(value)


def _default(table: str, column: str, field: FieldInfo) -> str:
    if field.is_required():
        return "*"
    if (table, column) in COMPUTED:
        return COMPUTED[table, column]
    if field.default is PydanticUndefined:
        raise LookupError(f"say in words what the default of {table}.{column} is")
    return "" if field.default in (None, "", ()) else f"{_shown(field.default)}"


def _row(table: str, model: type[BaseModel], column: str, what: str) -> str:
    name, field = field_of(model, column)
    hint = get_type_hints(model, include_extras=True)[name]
    cells = (
        f"`{column}`",
        _reads(hint),
        _unit(hint, column),
        _default(table, column, field),
        what,
    )
    return f"| {' | '.join(cells)} |"


def sections() -> Iterator[str]:
    """Lines of every table: heading, what it is, one row for each column."""
    text = files("scenarios.files").joinpath("help.json").read_text(encoding="utf-8")
    said = json.loads(text)
    head = ("| column | reads | unit | default | is |", "|---|---|---|---|---|")
    for table, model in {"settings": settings.Settings, **TABLES}.items():
        yield from (f"### `{table}`", "", said["tables"][table]["en"], "")
        yield from (head[0].replace("column", "key") if table == "settings" else head[0], head[1])
        for column in COLUMNS.get(table, tuple(model.model_fields)):
            words = said["columns"].get(f"{table}.{column}") or said["columns"].get(column)
            what = words["en"] if words else field_of(model, column)[1].description or ""
            yield _row(table, model, column, what)
        yield ""


def written(page: str) -> str:
    """The page with its tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return "\n".join([f"{before}{BEGIN}", "", *sections(), f"{END}{after}"])


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
