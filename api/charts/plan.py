"""The three pictures of a plan: lessons of teachers, coverage, shares of the bill."""

from __future__ import annotations

from collections.abc import Callable

from api.charts.bars import Bar, Chart, Panel, Row, bar_chart
from api.charts.svg import DOTTED, EMPTY, SOLID, STRIPED
from api.exports.figures import Coverage, Figures
from api.exports.xlsx.bill import KEYS
from api.i18n import numbers

SHARE_FILLS = dict(zip(KEYS, (SOLID, STRIPED, DOTTED), strict=True))


def load_picture(figures: Figures) -> bytes:
    """A bar for each teacher inside the frame of the contract, overtime beyond it."""
    loads = figures.loads
    rows = [
        Row(
            load.name,
            (
                Bar(
                    ((SOLID, load.within), (STRIPED, load.overtime)),
                    figures.text(
                        "chart.load_label",
                        load=load.within + load.overtime,
                        contract=load.contract,
                    ),
                    frame=load.contract,
                ),
            ),
        )
        for load in loads
    ]
    legend = [
        (EMPTY, figures.text("chart.contract")),
        (SOLID, figures.text("chart.within")),
        (STRIPED, figures.text("chart.overtime")),
    ]
    said = figures.text(
        "chart.load_note",
        teachers=len(loads),
        lessons=sum(load.within + load.overtime for load in loads),
        contract=sum(load.contract for load in loads),
        overtime=sum(load.overtime for load in loads),
    )
    panel = Panel("", figures.text("chart.load_unit"), rows)
    return bar_chart(Chart(figures.text("chart.load"), said, legend, [panel], figures.language))


def coverage_picture(figures: Figures) -> bytes:
    """What was wanted by municipality and by subject: arranged, possible, not possible."""
    legend = [
        (SOLID, figures.text("chart.served")),
        (STRIPED, figures.text("chart.unserved")),
        (EMPTY, figures.text("chart.not_servable")),
    ]
    panels = [
        Panel(
            figures.text(f"chart.coverage_{side}"),
            figures.text("chart.coverage_unit"),
            [_coverage_row(one, figures) for one in rows],
        )
        for side, rows in figures.coverage.items()
    ]
    everywhere = figures.coverage["municipality"]
    said = figures.text(
        "chart.coverage_note",
        served=sum(one.served for one in everywhere),
        wanted=sum(one.wanted for one in everywhere),
    )
    title = figures.text("chart.coverage")
    return bar_chart(Chart(title, said, legend, panels, figures.language))


def _coverage_row(one: Coverage, figures: Figures) -> Row:
    label = figures.text("chart.coverage_label", served=one.served, wanted=one.wanted)
    pieces = ((SOLID, one.served), (STRIPED, one.unserved), (EMPTY, one.not_servable))
    return Row(one.name, (Bar(pieces, label),))


def shares_picture(figures: Figures) -> bytes:
    """A bar for each municipality and sharing key."""
    rows = [
        Row(
            share.name,
            tuple(
                Bar(((SHARE_FILLS[key], euros),), numbers.euros(round(euros), figures.language))
                for key, euros in share.euros.items()
            ),
        )
        for share in figures.shares
    ]
    legend = [(fill, figures.text(f"export.key.{key}")) for key, fill in SHARE_FILLS.items()]
    total = numbers.euros(figures.kpis["euros_year"]["total"], figures.language)
    said = figures.text("chart.shares_note", total=total)
    panel = Panel("", figures.text("chart.shares_unit"), rows)
    title = figures.text("chart.shares")
    return bar_chart(Chart(title, said, legend, [panel], figures.language, thickness=16))


PICTURES: dict[str, Callable[[Figures], bytes]] = {
    "load.svg": load_picture,
    "coverage.svg": coverage_picture,
    "shares.svg": shares_picture,
}
