"""Edits in the words of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.i18n import catalogue
from api.i18n.headings import cell_words, column_name, table_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.variants import Edit


def said(edit: Edit, language: str) -> str:
    """`Muutetaan: opettajat, opettaja t3: tunteja enintään 12`."""
    added = edit.edit == "add"
    sentence = catalogue.sentence(
        f"edit.{edit.edit}" if edit.row or added else "edit.setting",
        language,
        table=table_name(edit.table, language),
        row=_cells(edit.table, {**edit.row, **(edit.cells if added else {})}, language),
        cells=_cells(edit.table, edit.cells, language),
        minutes=edit.minutes,
    )
    return f"{edit.name}: {sentence}" if edit.name else sentence


def _cells(table: str, cells: Mapping[str, object], language: str) -> str:
    return ", ".join(
        f"{column_name(table, column, language)} {_word(value, language)}"
        for column, value in cells.items()
        if value not in (None, "", ())
    )


def _word(value: object, language: str) -> str:
    if isinstance(value, bool):
        return cell_words("yes" if value else "no", language)
    if isinstance(value, tuple):
        return "; ".join(cell_words(str(one), language) for one in value)
    return cell_words(str(value), language)
