"""The report of a study as a workbook: a table to filter, what is to be read with it, charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from api.exports.frontier import Point
from api.exports.names import Names
from api.exports.page import Cell, Page
from api.exports.xlsx.book import BLUE, GREEN, ORANGE, WHITE, Book, Column, frame, row_height
from api.exports.xlsx.charts import Drawn, Series, draw
from api.exports.xlsx.frontier import frontier_sheet
from api.i18n import numbers
from solver.study.sharing import SharesReport

TOP = 2
_PAIR = (Series(BLUE), Series(ORANGE, "wide_upward_diagonal"))
_KEYS = (*_PAIR, Series(WHITE), Series(GREEN, "dotted_diamond"), Series(ORANGE, "horizontal_brick"))


class Picked(NamedTuple):
    """Columns of a page that are drawn beside its first one, and in which unit.

    Attributes
    ----------
    columns
        Their numbers.
    """

    title: str
    unit: str
    columns: Sequence[int]
    stacked: bool
    look: str = "number"


DRAWN = {
    "hiring": (
        Picked("advice.charts_hiring", "advice.unit", (2, 3), stacked=True),
        Picked("advice.saves", "chart.shares_unit", (4,), stacked=False, look="whole"),
    ),
    "stress": (Picked("advice.charts_stress", "advice.unit", (6, 7), stacked=False),),
}


def page_workbook(page: Page, drawn: Sequence[Picked], names: Names) -> bytes:
    """The page, and charts of some of its columns."""
    buffer = io.BytesIO()
    with Book(buffer, names) as book:
        _page_sheet(book, page, names)
        _charts(book, [_of_page(page, one, names) for one in drawn], names)
    return buffer.getvalue()


def frontier_workbook(page: Page, points: Sequence[Point], names: Names) -> bytes:
    """The steps, and the line that they make."""
    buffer = io.BytesIO()
    with Book(buffer, names) as book:
        _page_sheet(book, page, names)
        frontier_sheet(book, points, names)
    return buffer.getvalue()


def shares_workbook(report: SharesReport, names: Names) -> bytes:
    """What each municipality pays under every key, and what is left to itself."""
    buffer = io.BytesIO()
    with Book(buffer, names) as book:
        keys = [names.text(f"export.key.{key.key}") for key in report.keys]
        paid = [{one.municipality: one.pays / 100 for one in key.shares} for key in report.keys]
        own = {one.municipality: one.own / 100 for key in report.keys for one in key.shares}
        order = sorted(own, key=report.names.__getitem__)
        first = Column(names.text("export.column.municipality"), 30, "strong")
        left = Column(names.text("cli.shares_own"), 18, "euros")
        columns = [first, *(Column(key, 18, "euros") for key in keys)]
        rows: list[list[Cell]] = [
            [report.names[one], *(by_key.get(one, 0.0) for by_key in paid)] for one in order
        ]
        title = names.text("advice.shares_title")
        sheet = book.sheet(names.text("advice.sheet"), title)
        total = numbers.euros(report.bill / 100, names.language)
        book.head(sheet, title, names.text("advice.shares_note", total=total))
        frame(sheet, [*columns, left], TOP)
        whole = [[*row, own[one]] for row, one in zip(rows, order, strict=True)]
        below = book.table(sheet, TOP, [*columns, left], whole)
        sheet.write_string(below + 1, 0, names.text("cli.shares_own_note"))
        unit = names.text("chart.shares_unit")
        series = _KEYS[: len(keys)]
        drawn = Drawn(title, unit, columns, rows, series, stacked=False, digits="#,##0")
        _charts(book, [drawn], names)
    return buffer.getvalue()


def _page_sheet(book: Book, page: Page, names: Names) -> None:
    sheet = book.sheet(names.text("advice.sheet"), page.title)
    book.head(sheet, page.title, names.scenario.settings.name)
    columns = [Column(head.title, head.width, head.look) for head in page.heads]
    frame(sheet, columns, TOP)
    below = book.table(sheet, TOP, columns, page.rows)
    sheet.set_row(TOP, max(row_height([c.title], [c.width]) for c in columns))
    if page.rows:
        sheet.autofilter(TOP, 0, below - 1, len(columns) - 1)
    wide = sum(column.width for column in columns)
    for number, note in enumerate(page.notes, start=below + 1):
        look = book.look("note")
        sheet.merge_range(number, 0, number, len(columns) - 1, "", look)
        sheet.write_string(number, 0, note, look)
        sheet.set_row(number, row_height([note], [wide]))


def _of_page(page: Page, picked: Picked, names: Names) -> Drawn:
    columns = [Column(page.heads[0].title, 30, "strong")]
    columns += [Column(page.heads[number].title, 18, picked.look) for number in picked.columns]
    return Drawn(
        names.text(picked.title),
        names.text(picked.unit),
        columns,
        [[row[0], *(row[number] for number in picked.columns)] for row in page.rows],
        _PAIR[: len(picked.columns)],
        picked.stacked,
        digits="#,##0",
    )


def _charts(book: Book, drawn: Sequence[Drawn], names: Names) -> None:
    title = names.text("chart.sheet")
    sheet = book.sheet(title, title)
    book.head(sheet, title, names.text("chart.sheet_note"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(_KEYS), 18)
    row = TOP + 1
    for one in drawn:
        row = draw(book, sheet, row, one)
