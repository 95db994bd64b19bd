"""A workbook with one look: titles, tables, colours, print settings, names of sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import NamedTuple, Self

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.chart import Chart  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from api.exports.names import Names

INK = "#1F2933"
ACCENT = "#1B4F72"
PALE = "#EAF1F6"
LINE = "#C5CED6"
# Okabe and Ito's colours; in black and white patterns tell what they colour apart.
BLUE, ORANGE, GREEN, WHITE = "#0072B2", "#E69F00", "#009E73", "#FFFFFF"
A4 = 9
MAX_SHEET_NAME = 31
LINE_POINTS = 15
PADDING_POINTS = 3
# The earliest day that a zip file can hold; a true one would make every file different.
_FIXED_DAY = datetime(1980, 1, 1)  # noqa: DTZ001
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_TEXT = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
_HEAD = {
    **{"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True},
    **{"valign": "vcenter", "border": 1, "border_color": ACCENT},
}
_FORMATS: dict[str, dict[str, object]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "subtitle": {"font_size": 11, "font_color": "#52606D"},
    "note": {"text_wrap": True},
    "lead": {"font_size": 13, "text_wrap": True, "bg_color": PALE, "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 13, "font_color": ACCENT, "valign": "vcenter"},
    "head": {**_HEAD, "align": "left", "indent": 1},
    "head_centre": {**_HEAD, "align": "center"},
    "head_right": {**_HEAD, "align": "right", "indent": 1},
    "text": {"text_wrap": True, "bottom": 1, "bottom_color": LINE, "align": "left", "indent": 1},
    "strong": {
        "text_wrap": True,
        "bold": True,
        "bottom": 1,
        "bottom_color": LINE,
        "align": "left",
        "indent": 1,
    },
    "centre": {"align": "center", "bottom": 1, "bottom_color": LINE},
    "number": {
        "num_format": "#,##0.##",
        "align": "right",
        "indent": 1,
        "bottom": 1,
        "bottom_color": LINE,
    },
    "whole": {
        "num_format": "#,##0",
        "align": "right",
        "indent": 1,
        "bottom": 1,
        "bottom_color": LINE,
    },
    "euros": {
        "num_format": "#,##0.00 €",
        "align": "right",
        "indent": 1,
        "bottom": 1,
        "bottom_color": LINE,
    },
    "percent": {
        "num_format": "0.0 %",
        "align": "right",
        "indent": 1,
        "bottom": 1,
        "bottom_color": LINE,
    },
    "sum_text": {
        "bold": True,
        "align": "left",
        "indent": 1,
        "top": 2,
        "top_color": ACCENT,
        "bg_color": PALE,
    },
    "sum_euros": {
        **{"bold": True, "num_format": "#,##0.00 €", "align": "right", "indent": 1},
        **{"top": 2, "top_color": ACCENT, "bg_color": PALE},
    },
    "cell": {"text_wrap": True, "border": 1, "border_color": LINE, "font_size": 10},
    "lesson": {
        **{"text_wrap": True, "border": 1, "border_color": LINE, "font_size": 10},
        **{"bg_color": PALE},
    },
    "clock": {"bold": True, "border": 1, "border_color": LINE, "align": "center"},
    "link": {"font_color": ACCENT, "underline": 1},
}

HEADS = {"text": "head", "strong": "head", "centre": "head_centre"}

Cell = str | int | float | None


class Column(NamedTuple):
    """A column of a table: its title, width in characters and the look of its cells."""

    title: str
    width: float
    look: str = "text"


class Book:
    """The workbook being written."""

    def __init__(self, buffer: io.BytesIO, view: Names) -> None:
        self._book = xlsxwriter.Workbook(buffer, _OPTIONS)
        self._book.set_properties({"title": view.scenario.settings.name, "created": _FIXED_DAY})
        self._formats: dict[str, Format] = {}
        self._name = view.scenario.settings.name
        self._page = view.text("export.page")
        self.sheets: list[tuple[str, str]] = []
        """Name and title of each sheet so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._book.close()

    def look(self, name: str) -> Format:
        """A format by its name."""
        if name not in self._formats:
            self._formats[name] = self._book.add_format({**_TEXT, **_FORMATS[name]})
        return self._formats[name]

    def sheet(self, name: str, title: str, *, landscape: bool = True) -> Worksheet:
        """A sheet with its print settings: A4, one page wide, title and page number."""
        unique = sheet_name(name, [used for used, _ in self.sheets])
        sheet = self._book.add_worksheet(unique)
        self.sheets.append((unique, title))
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        sheet.hide_gridlines(2)
        sheet.set_header(f"&L&9{_in_header(self._name)}&R&9{_in_header(title)}")
        sheet.set_footer(f"&R&9{_in_header(self._page)} &P / &N")
        return sheet

    def chart(self, kind: dict[str, str]) -> Chart:
        """A chart to be filled and put on a sheet."""
        return self._book.add_chart(kind)

    def head(self, sheet: Worksheet, title: str, subtitle: str) -> None:
        """Title and subtitle in the first two rows."""
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, title, self.look("title"))
        sheet.write_string(1, 0, subtitle, self.look("subtitle"))

    def table(
        self, sheet: Worksheet, top: int, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
    ) -> int:
        """Header row and rows from `top`; the first row below them."""
        sheet.set_row(top, 32)
        for number, column in enumerate(columns):
            head = HEADS.get(column.look, "head_right")
            sheet.write_string(top, number, column.title, self.look(head))
        below = top + 1
        for row in rows:
            sheet.set_row(below, row_height(row, [column.width for column in columns]))
            for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.put(sheet, below, number, cell, column.look)
            below += 1
        return below

    def heading(self, sheet: Worksheet, row: int, title: str) -> None:
        """Title of a part of a sheet."""
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, title, self.look("heading"))

    def put(self, sheet: Worksheet, row: int, column: int, cell: Cell, look: str) -> None:
        """Write a cell as what it is: a text never becomes a number, a formula or a link."""
        if cell is None:
            sheet.write_blank(row, column, None, self.look(look))
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell, self.look(look))
        else:
            sheet.write_number(row, column, cell, self.look(look))


def row_height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points for the tallest cell: not every program fits rows to wrapped text by itself."""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        if isinstance(cell, str):
            parts = (max(1, -(-len(part) // max(1, int(width) - 2))) for part in cell.split("\n"))
            lines = max(lines, sum(parts))
    return lines * LINE_POINTS + PADDING_POINTS


def frame(sheet: Worksheet, columns: Sequence[Column], top: int) -> None:
    """Widths, and the header row kept in view and on every printed page."""
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)


def sheet_name(wanted: str, used: Iterable[str]) -> str:
    """A name that a workbook allows: 31 characters, none forbidden, unique whatever the case."""
    taken = {name.casefold() for name in used}
    allowed = " ".join(_FORBIDDEN.sub(" ", wanted).split())
    plain = allowed.strip("' ")[:MAX_SHEET_NAME].strip("' ") or "–"  # noqa: RUF001
    candidate, number = plain, 2
    while candidate.casefold() in taken or candidate.casefold() == "history":
        ending = f" {number}"
        candidate = plain[: MAX_SHEET_NAME - len(ending)].rstrip() + ending
        number += 1
    return candidate


def _in_header(text: str) -> str:
    """Text in a header or footer, where an ampersand is a command; 255 characters in all."""
    return text[:70].replace("&", "&&")
