"""Help for people who fill in a template, from `help.json`, and values in their language."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from scenarios.files.cells_out import OutCell
from scenarios.files.headers import SETTINGS, name_of
from scenarios.files.validated import choices_of
from scenarios.settings import Settings
from scenarios.tables import TABLES
from scenarios.times import DAYS, Half

YES_NO = ("yes", "no")
_YES_NO_COLUMNS = frozenset(["may_miss", "qualified", "allow_unqualified"])
_DAY_TEXTS = frozenset(["days", "earliest", "latest"])
_DAY_WORD = re.compile(rf"\b({'|'.join(DAYS)})\b")

Texts = dict[str, dict[str, str]]


@cache
def _texts() -> dict[str, Texts]:
    text = files("scenarios.files").joinpath("help.json").read_text(encoding="utf-8")
    loaded: dict[str, Texts] = json.loads(text)
    return loaded


def table_help(table: str, language: str) -> str:
    """What a table is for."""
    return _texts()["tables"][table][language]


def column_help(table: str, column: str, language: str) -> str:
    """What to write in a column."""
    columns = _texts()["columns"]
    return columns.get(f"{table}.{column}", columns.get(column, {}))[language]


def setting_help(key: str, language: str) -> str:
    """What a setting does; all slacks share one sentence."""
    texts = _texts()["settings"]
    return texts["slack" if key.startswith("slack_") else key][language]


def instruction(key: str, language: str) -> str:
    """A sentence or heading of the instructions."""
    return _texts()["instructions"][key][language]


def choices_in(table: str, column: str) -> tuple[str, ...]:
    """The words of the contract that a column takes, if they are few."""
    if column in _YES_NO_COLUMNS:
        return YES_NO
    if column == "day":
        return tuple(DAYS)
    if column == "half":
        return tuple(Half)
    kind = Settings if table == SETTINGS else TABLES[table]
    return choices_of(kind).get(column, ())


def in_language(table: str, column: str, cell: OutCell, language: str) -> OutCell:
    """The cell as an office of that language writes it; it is read back as the same."""
    if not isinstance(cell, str):
        return cell
    if cell in choices_in(table, column):
        return name_of("values", cell, language)
    if column in _DAY_TEXTS:
        return _DAY_WORD.sub(lambda found: name_of("values", found[1], language), cell)
    return cell
