"""The bill: what the plan costs, and each municipality's share under every sharing key."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from api.exports.view import View
from api.exports.xlsx.book import Book, Cell, Column

TOP = 3
KEYS = ("pupil", "site_lesson", "flat_and_pupil")
PARTS = ("lessons", "hiring", "supervision", "total")


def bill_sheet(book: Book, view: View) -> None:
    """Cost by part, then shares a week and a school year."""
    title = view.text("export.bill_title")
    sheet = book.sheet(view.text("export.sheet.bill"), title)
    book.head(sheet, title, view.text("export.bill_note"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 2 * len(KEYS), 17)
    sheet.freeze_panes(TOP, 1)
    below = _parts(book, view, sheet)
    _shares(book, view, sheet, below + 1)


def _parts(book: Book, view: View, sheet: Worksheet) -> int:
    columns = [
        Column(view.text("export.column.part"), 30),
        Column(view.text("export.column.week"), 17, "euros"),
        Column(view.text("export.column.year"), 17, "euros"),
    ]
    week, year = view.kpis["euros_week"], view.kpis["euros_year"]
    rows = [(view.text(f"export.part.{part}"), week[part], year[part]) for part in PARTS[:-1]]
    below = book.table(sheet, TOP, columns, rows)
    sums = [week["total"], year["total"]]
    _sum_row(book, view, sheet, below, TOP + 1, sums)
    return below + 1


def _shares(book: Book, view: View, sheet: Worksheet, top: int) -> None:
    book.heading(sheet, top, view.text("export.shares_heading"))
    spans = {"week": view.kpis["shares_week"], "year": view.kpis["shares_year"]}
    columns = [Column(view.text("export.column.municipality"), 30)]
    for span in spans:
        for key in KEYS:
            name = f"{view.text(f'export.key.{key}')}\n{view.text(f'export.column.{span}')}"
            columns.append(Column(name, 17, "euros"))
    rows: list[list[Cell]] = [
        [
            row.name,
            *(_share(spans[span], key, row.municipality) for span in spans for key in KEYS),
        ]
        for row in sorted(view.scenario.municipalities, key=lambda m: (m.name, m.municipality))
    ]
    first = top + 2
    below = book.table(sheet, top + 1, columns, rows)
    sheet.set_row(top + 1, 48)
    sums = [round(sum(spans[span][key].values()), 2) for span in spans for key in KEYS]
    _sum_row(book, view, sheet, below, first, sums)
    sheet.merge_range(
        below + 2, 0, below + 2, 2 * len(KEYS), view.text("export.keys_note"), book.look("note")
    )
    sheet.set_row(below + 2, 64)


def _share(shares: dict[str, Any], key: str, municipality: str) -> float:
    return float(shares[key].get(municipality, 0))


def _sum_row(
    book: Book, view: View, sheet: Worksheet, row: int, first: int, sums: list[float]
) -> None:
    """A row of sums as formulas, with their values for readers that do not calculate."""
    sheet.write_string(row, 0, view.text("export.part.total"), book.look("sum_text"))
    for column, value in enumerate(sums, start=1):
        ends = [xl_rowcol_to_cell(number, column) for number in (first, row - 1)]
        formula = f"=SUM({ends[0]}:{ends[1]})"
        sheet.write_formula(row, column, formula, book.look("sum_euros"), value)
