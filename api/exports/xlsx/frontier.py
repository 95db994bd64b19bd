"""The frontier as a sheet: the points as a table, and a chart of their steps beside it."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from xlsxwriter.chart import Chart  # type: ignore[import-untyped]

from api.exports.frontier import Point, in_order, steps
from api.exports.names import Names
from api.exports.xlsx.book import BLUE, INK, ORANGE, Book, Cell, Column

TOP = 3
BESIDE = 8
SIZE = {"width": 860, "height": 460}


def frontier_sheet(book: Book, points: Sequence[tuple[float, float, bool]], names: Names) -> None:
    """Cost, coverage and proof of each point; see `api.charts.frontier.frontier_picture`."""
    title = names.text("chart.frontier")
    sheet = book.sheet(names.text("chart.frontier_sheet"), title)
    known = in_order(points)
    said = "chart.frontier_sheet_note" if known else "chart.no_figures"
    book.head(sheet, title, names.text(said))
    if not known:
        return
    looks = (("cost", "euros"), ("coverage", "number"), ("proved", "number"), ("found", "number"))
    columns = [Column(names.text(f"chart.frontier_{name}"), 18, look) for name, look in looks]
    sheet.set_column(0, BESIDE - 2, 18)
    below = book.table(sheet, TOP, columns, [_cells(point) for point in known])
    corners = steps(known)
    line = [Column(names.text(f"chart.frontier_{name}"), 18, look) for name, look in looks[:2]]
    book.heading(sheet, below + 1, names.text("chart.frontier_line"))
    last = book.table(sheet, below + 2, line, corners) - 1
    chart = book.chart({"type": "scatter", "subtype": "straight"})
    chart.add_series(
        {
            "name": names.text("chart.frontier_line"),
            "categories": [sheet.name, below + 3, 0, last, 0],
            "values": [sheet.name, below + 3, 1, last, 1],
            "line": {"color": BLUE, "width": 2},
            "marker": {"type": "none"},
        }
    )
    for column, filled in ((2, True), (3, False)):
        chart.add_series(
            {
                "name": [sheet.name, TOP, column],
                "categories": [sheet.name, TOP + 1, 0, below - 1, 0],
                "values": [sheet.name, TOP + 1, column, below - 1, column],
                "line": {"none": True},
                "marker": _marker(filled),
            }
        )
    _finish(chart, title, names, known)
    sheet.insert_chart(TOP, BESIDE, chart, {"description": title})


def _cells(point: Point) -> list[Cell]:
    """The coverage stands once more under what it is: proved or found."""
    amount = point.coverage
    return [point.cost, amount, amount if point.proved else None, None if point.proved else amount]


def _marker(filled: bool) -> dict[str, object]:
    return {
        "type": "circle" if filled else "diamond",
        "size": 9,
        "fill": {"color": BLUE if filled else ORANGE},
        "border": {"color": INK},
    }


def _finish(chart: Chart, title: str, names: Names, points: Sequence[Point]) -> None:
    amounts = [point.coverage for point in points]
    below = floor(min(amounts) - (max(amounts) - min(amounts)) / 10)
    chart.set_title({"name": title, "name_font": {"size": 12, "color": INK}})
    chart.set_x_axis({"name": names.text("chart.frontier_cost"), "num_format": "#,##0"})
    chart.set_y_axis({"name": names.text("chart.frontier_coverage"), "min": max(0, below)})
    chart.set_legend({"position": "top"})
    chart.show_blanks_as("gap")
    chart.set_size(SIZE)
