"""Lying bars with a name before and a figure behind each: names may be as long as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from api.charts.scale import ticks
from api.charts.svg import EMPTY, FAINT, LINE, SIZE, Canvas, Fill, text_width, wrapped
from api.i18n import numbers

WIDTH = 900
MARGIN = 16
MOST_FOR_NAMES = 270
GAP = 10
BESIDE = 6


class Bar(NamedTuple):
    """One bar: pieces one after the other, and the figure written behind it.

    Attributes
    ----------
    frame
        Length of an open frame around the pieces, drawn behind them; 0 for none.
    """

    pieces: tuple[tuple[Fill, float], ...]
    label: str
    frame: float = 0.0

    @property
    def length(self) -> float:
        """How far it reaches."""
        return max(self.frame, sum(value for _, value in self.pieces))


class Row(NamedTuple):
    """What has one name: a bar or several."""

    name: str
    bars: tuple[Bar, ...]


class Panel(NamedTuple):
    """Rows with an axis of their own under a heading."""

    heading: str
    unit: str
    rows: Sequence[Row]


class Chart(NamedTuple):
    """What is drawn and what is said of it; `legend` has a look and its meaning."""

    title: str
    description: str
    legend: Sequence[tuple[Fill, str]]
    panels: Sequence[Panel]
    language: str
    thickness: int = 18


def bar_chart(chart: Chart) -> bytes:
    """The picture as SVG."""
    canvas = begun(chart.title, chart.description, chart.language)
    _draw_legend(canvas, chart.legend)
    for panel in chart.panels:
        _draw_panel(canvas, panel, chart)
    canvas.height += MARGIN
    return canvas.finished()


def begun(title: str, description: str, language: str) -> Canvas:
    """A picture with its title and what is said of it."""
    canvas = Canvas(WIDTH, title, description, language)
    canvas.height = MARGIN
    for said in (title, description):
        for line in wrapped(said, WIDTH - 2 * MARGIN):
            canvas.height += LINE
            canvas.text(MARGIN, canvas.height, line, bold=said is title)
    canvas.height += GAP
    return canvas


def _draw_legend(canvas: Canvas, legend: Sequence[tuple[Fill, str]]) -> None:
    """Boxes with their meanings, in as many lines as they need."""
    x = float(MARGIN)
    for fill, meaning in legend:
        width = 20 + BESIDE + text_width(meaning)
        if x > MARGIN and x + width > canvas.width - MARGIN:
            x = MARGIN
            canvas.height += LINE + BESIDE
        canvas.rectangle(x, canvas.height, 20, 12, fill)
        canvas.text(x + 20 + BESIDE, canvas.height + 11, meaning)
        x += width + 2 * GAP
    canvas.height += LINE + GAP


def _draw_panel(canvas: Canvas, panel: Panel, chart: Chart) -> None:
    if panel.heading:
        canvas.height += LINE + GAP
        canvas.text(MARGIN, canvas.height, panel.heading, bold=True)
        canvas.height += GAP
    bars = [bar for row in panel.rows for bar in row.bars]
    names = max((text_width(row.name) for row in panel.rows), default=0.0)
    left = MARGIN + min(names, MOST_FOR_NAMES) + BESIDE
    behind = max((text_width(bar.label) for bar in bars), default=0.0) + BESIDE
    marks = ticks(0, max((bar.length for bar in bars), default=0.0))
    scale = (canvas.width - MARGIN - behind - left) / marks[-1]
    bottom = canvas.height + sum(_height(row, chart.thickness) + GAP for row in panel.rows)
    for mark in marks:
        x = left + mark * scale
        canvas.line([(x, canvas.height), (x, bottom)], FAINT)
        canvas.text(x, bottom + LINE, numbers.number(mark, chart.language), "middle")
    for row in panel.rows:
        _draw_row(canvas, row, left, scale, chart.thickness)
    canvas.text(left, bottom + 2 * LINE, panel.unit)
    canvas.height = bottom + 2 * LINE + BESIDE


def _height(row: Row, thickness: int) -> float:
    """Its bars, or its name if that has more lines."""
    return max(len(row.bars) * thickness, len(wrapped(row.name, MOST_FOR_NAMES)) * LINE)


def _draw_row(canvas: Canvas, row: Row, left: float, scale: float, thickness: int) -> None:
    lines = wrapped(row.name, MOST_FOR_NAMES)
    height = _height(row, thickness)
    for number, line in enumerate(lines):
        middle = canvas.height + (height - len(lines) * LINE) / 2 + number * LINE
        canvas.text(left - BESIDE, middle + SIZE, line, "end")
    y = canvas.height + (height - len(row.bars) * thickness) / 2
    for bar in row.bars:
        _draw_bar(canvas, bar, left, scale, y, thickness)
        y += thickness
    canvas.height += height + GAP


def _draw_bar(
    canvas: Canvas, bar: Bar, left: float, scale: float, y: float, thickness: int
) -> None:
    inset = 1
    if bar.frame:
        canvas.rectangle(left, y + 1, bar.frame * scale, thickness - 2, EMPTY)
        inset = 4
    x = left
    for fill, value in bar.pieces:
        if value > 0:
            canvas.rectangle(x, y + inset, value * scale, thickness - 2 * inset, fill)
            x += value * scale
    baseline = y + thickness / 2 + SIZE / 2 - 2
    canvas.text(left + bar.length * scale + BESIDE, baseline, bar.label)
