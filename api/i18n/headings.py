"""Tables, columns and words of cells as the templates of each language have them."""

from __future__ import annotations

# `scenarios.files` reads and checks whole scenarios: it is loaded only when something is named,
# so that the help of the commands comes at once.

FILE = "file"


def table_name(table: str, language: str) -> str:
    """Name of a table; what is no table of ours is left as it was given."""
    from scenarios.files.headers import EDITS, TABLE_COLUMNS, name_of

    known = table in TABLE_COLUMNS or table == EDITS
    return name_of("tables", table, language) if known else table


def column_name(table: str | None, column: str, language: str) -> str:
    """Heading of a column; the keys of the settings are the same in all languages."""
    from scenarios.files.headers import EDITS, SETTINGS, TABLE_COLUMNS, name_of, words

    # An edit is also about the columns of the table that it edits.
    columns = words()["columns"] if table == EDITS else TABLE_COLUMNS.get(table or "", ())
    if table == SETTINGS or column not in columns:
        return column
    return name_of("columns", column, language)


def cell_words(allowed: str, language: str) -> str:
    """Words that a cell takes, given as `statutory, promised`; other words stay."""
    from scenarios.files.headers import name_of, words

    known = words()["values"]
    each = allowed.split(", ")
    return ", ".join(name_of("values", one, language) if one in known else one for one in each)
