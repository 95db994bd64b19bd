"""Charts that a spreadsheet draws itself, each beside the table that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.chart import Chart  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from api.exports.figures import Figures
from api.exports.xlsx.bill import KEYS
from api.exports.xlsx.book import BLUE, INK, ORANGE, WHITE, Book, Cell, Column

TOP = 3
BESIDE = 6
WIDTH = 860
ROW_PIXELS = 20
LEAST_ROWS = 14


class Series(NamedTuple):
    """A column of a table as bars; without a `pattern` they are plain."""

    colour: str
    pattern: str = ""


class Drawn(NamedTuple):
    """A table and how its columns after the first are drawn: one over the other or side by side."""

    title: str
    unit: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    series: Sequence[Series]
    stacked: bool
    digits: str = "General"


def charts_sheet(book: Book, figures: Figures) -> None:
    """Lessons of teachers, coverage by municipality and subject, shares of the bill."""
    title = figures.text("chart.sheet")
    sheet = book.sheet(title, title)
    book.head(sheet, title, figures.text("chart.sheet_note"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, BESIDE - 2, 18)
    row = TOP
    ends = []
    for drawn in (_loads(figures), *_coverage(figures), _shares(figures)):
        row = draw(book, sheet, row, drawn)
        ends.append(row)
    sheet.set_h_pagebreaks(ends[:-1])


def _loads(figures: Figures) -> Drawn:
    names = ("chart.within", "chart.overtime", "chart.unused")
    return Drawn(
        figures.text("chart.load"),
        figures.text("chart.load_unit"),
        _columns(figures, "teacher", [figures.text(name) for name in names]),
        [
            [one.name, one.within, one.overtime, max(0, one.contract - one.within)]
            for one in figures.loads
        ],
        [Series(BLUE), Series(ORANGE, "wide_upward_diagonal"), Series(WHITE)],
        stacked=True,
    )


def _coverage(figures: Figures) -> list[Drawn]:
    names = [figures.text(f"chart.{name}") for name in ("served", "unserved", "not_servable")]
    return [
        Drawn(
            figures.text(f"chart.coverage_{side}"),
            figures.text("chart.coverage_unit"),
            _columns(figures, side, names),
            [list(one) for one in rows],
            [Series(BLUE), Series(ORANGE, "wide_upward_diagonal"), Series(WHITE)],
            stacked=True,
        )
        for side, rows in figures.coverage.items()
    ]


def _shares(figures: Figures) -> Drawn:
    names = [figures.text(f"export.key.{key}") for key in KEYS]
    return Drawn(
        figures.text("chart.shares"),
        figures.text("chart.shares_unit"),
        _columns(figures, "municipality", names, "euros"),
        [[one.name, *(one.euros[key] for key in KEYS)] for one in figures.shares],
        [Series(BLUE), Series(ORANGE, "wide_upward_diagonal"), Series(WHITE)],
        stacked=False,
        digits="#,##0",
    )


def _columns(
    figures: Figures, first: str, names: Sequence[str], look: str = "number"
) -> list[Column]:
    head = Column(figures.text(f"export.column.{first}"), 30, "strong")
    return [head, *(Column(name, 18, look) for name in names)]


def draw(book: Book, sheet: Worksheet, top: int, drawn: Drawn) -> int:
    """The table with its chart to the right; the first row below both."""
    book.heading(sheet, top, drawn.title)
    head = top + 1
    below = book.table(sheet, head, drawn.columns, drawn.rows)
    sheet.set_row(head, 48)
    if not drawn.rows:
        return below + 1
    kind = {"type": "bar", **({"subtype": "stacked"} if drawn.stacked else {})}
    chart = book.chart(kind)
    for number, series in enumerate(drawn.series, start=1):
        chart.add_series(
            {
                "name": [sheet.name, head, number],
                "categories": [sheet.name, head + 1, 0, below - 1, 0],
                "values": [sheet.name, head + 1, number, below - 1, number],
                "border": {"color": INK, "width": 0.75},
                "gap": 40,
                **_look(series),
            }
        )
    rows = max(LEAST_ROWS, len(drawn.rows) * (1 if drawn.stacked else len(drawn.series)) + 6)
    _finish(chart, drawn, rows * ROW_PIXELS)
    sheet.insert_chart(top, BESIDE, chart, {"description": drawn.title})
    return max(below, top + rows + 1) + 1


def _look(series: Series) -> dict[str, object]:
    if not series.pattern:
        return {"fill": {"color": series.colour}}
    pattern = {"pattern": series.pattern, "fg_color": INK, "bg_color": series.colour}
    return {"pattern": pattern}


def _finish(chart: Chart, drawn: Drawn, height: int) -> None:
    """Names from the top down as in the table, each of them shown."""
    chart.set_title({"name": drawn.title, "name_font": {"size": 12, "color": INK}})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 9}})
    chart.set_x_axis({"name": drawn.unit, "num_format": drawn.digits, "name_font": {"size": 9}})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": WIDTH, "height": height})
