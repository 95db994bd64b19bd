"""What more money brings: coverage against cost, as the steps that a budget makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from api.charts.bars import GAP, MARGIN, WIDTH, begun
from api.charts.scale import ticks
from api.charts.svg import FAINT, LINE, SIZE, SOLID, Canvas, text_width
from api.exports.frontier import Point, in_order, steps
from api.i18n import catalogue, numbers

HEIGHT = 380
RADIUS = 5


def frontier_picture(points: Sequence[tuple[float, float, bool]], language: str) -> bytes:
    """The points by cost, joined by steps; proved ones filled, others hollow.

    Parameters
    ----------
    points
        Cost in euros a school year, coverage in pupil-lessons a week, whether it is proved that
        no plan that serves as many duties and promises costs less.
    """
    known = in_order(points)
    title = catalogue.text("chart.frontier", language)
    if not known:
        canvas = begun(title, catalogue.text("chart.no_figures", language), language)
        canvas.height += MARGIN
        return canvas.finished()
    canvas = begun(title, _said(known, language), language)
    for filled in (True, False):
        key = "chart.proved" if filled else "chart.found"
        canvas.height += LINE
        canvas.dot(MARGIN + RADIUS, canvas.height - RADIUS, filled)
        canvas.text(MARGIN + 2 * RADIUS + GAP, canvas.height, catalogue.text(key, language))
    canvas.height += LINE + GAP
    canvas.text(MARGIN, canvas.height, catalogue.text("chart.frontier_coverage", language))
    canvas.height += GAP
    _draw(canvas, known, language)
    return canvas.finished()


def _said(points: Sequence[Point], language: str) -> str:
    return catalogue.sentence(
        "chart.frontier_note",
        language,
        least=min(point.coverage for point in points),
        most=max(point.coverage for point in points),
        cheapest=points[0].cost,
        dearest=points[-1].cost,
        proved=sum(point.proved for point in points),
        points=len(points),
    )


class _Frame(NamedTuple):
    """Where money and lessons are on the picture."""

    left: float
    bottom: float
    across: float
    up: float
    costs: list[float]
    amounts: list[float]

    def x(self, cost: float) -> float:
        return self.left + (cost - self.costs[0]) / (self.costs[-1] - self.costs[0]) * self.across

    def y(self, amount: float) -> float:
        span = self.amounts[-1] - self.amounts[0]
        return self.bottom - (amount - self.amounts[0]) / span * self.up


def _draw(canvas: Canvas, points: Sequence[Point], language: str) -> None:
    amounts = ticks(min(p.coverage for p in points), max(p.coverage for p in points))
    costs = ticks(points[0].cost, points[-1].cost)
    beside = max(text_width(numbers.number(amount, language)) for amount in amounts)
    left = MARGIN + beside + GAP + RADIUS
    top, bottom = canvas.height + GAP, canvas.height + HEIGHT
    frame = _Frame(left, bottom, WIDTH - MARGIN - 4 * GAP - left, bottom - top, costs, amounts)
    for amount in amounts:
        canvas.line([(left, frame.y(amount)), (left + frame.across, frame.y(amount))], FAINT)
        said = numbers.number(amount, language)
        canvas.text(left - GAP, frame.y(amount) + SIZE / 3, said, "end")
    for cost in costs:
        canvas.line([(frame.x(cost), top), (frame.x(cost), bottom)], FAINT)
        canvas.text(frame.x(cost), bottom + LINE + RADIUS, numbers.number(cost, language), "middle")
    canvas.text(left, bottom + 2 * LINE + RADIUS, catalogue.text("chart.frontier_cost", language))
    corners = [(frame.x(cost), frame.y(amount)) for cost, amount in steps(points)]
    canvas.line(corners, SOLID.colour, 2)
    for point in points:
        canvas.dot(frame.x(point.cost), frame.y(point.coverage), point.proved)
    canvas.height = bottom + 2 * LINE + RADIUS + MARGIN
