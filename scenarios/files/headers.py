"""Names of tables, columns and choices in the three languages, from `headers.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from scenarios.tables import COLUMNS

LANGUAGES = ("en", "fi", "sv")
SETTINGS = "settings"
SETTINGS_COLUMNS = ("key", "value")
TABLE_COLUMNS: dict[str, tuple[str, ...]] = {SETTINGS: SETTINGS_COLUMNS, **COLUMNS}
# Stands beside a scenario, not in it.
EDITS = "edits"
EDIT_COLUMNS = ("edit", "table", "row", "column", "value", "name")

_BETWEEN = re.compile(r"[\s_\-]+")
_REMARK = re.compile(r"\([^()]*\)\s*$")


@cache
def words() -> dict[str, dict[str, dict[str, Any]]]:
    """The whole data file: names by part (`tables`, `columns`, `values`), id and language."""
    text = files("scenarios.files").joinpath("headers.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, dict[str, Any]]] = json.loads(text)
    return loaded


def plain(word: str) -> str:
    """A name without what people change in it: case, spacing, a star, a remark in brackets."""
    bare = _REMARK.sub("", word[:200].strip().replace("*", " "))
    return _BETWEEN.sub(" ", bare).strip().casefold()


def name_of(part: str, key: str, language: str) -> str:
    """Name of a table, column or choice in a language; its id in English."""
    return str(words()[part][key][language])


@cache
def _by_word(part: str, keys: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in keys:
        entry = words()[part][key]
        for word in (key, *(entry[language] for language in LANGUAGES), *entry.get("also", ())):
            found.setdefault(plain(word), key)
    return found


def table_of(name: str) -> str | None:
    """The table that a sheet, file or JSON key is, if any."""
    return _by_word("tables", tuple(TABLE_COLUMNS)).get(plain(name))


def column_of(table: str, header: str) -> str | None:
    """The column of a table that a header names, if any."""
    columns = EDIT_COLUMNS if table == EDITS else TABLE_COLUMNS[table]
    return _by_word("columns", columns).get(plain(header))


def is_edits(name: str) -> bool:
    """Whether a sheet holds edits of a scenario."""
    return plain(name) in _by_word("tables", (EDITS,))


def is_ignored_sheet(name: str) -> bool:
    """Whether a sheet is for people or for another reader."""
    return is_edits(name) or plain(name) in _by_word(
        "ignored_sheets", tuple(words()["ignored_sheets"])
    )


def choice_of(given: str, choices: tuple[str, ...]) -> str:
    """The choice that a word in any of the languages means; the word itself if none."""
    return _by_word("values", choices).get(plain(given), given)


def known_words(cells: Iterable[str]) -> int:
    """How many of these cells are a column name of some table."""
    every = _by_word("columns", tuple(words()["columns"]))
    return sum(plain(cell) in every for cell in cells)
