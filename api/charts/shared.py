"""The shares of a study: what each municipality pays under every key."""

from __future__ import annotations

from api.charts.bars import Bar, Chart, Panel, Row, bar_chart
from api.charts.plan import SHARE_FILLS
from api.charts.svg import CROSSED, EMPTY
from api.i18n import catalogue, numbers
from solver.study.sharing import Key, SharesReport

FILLS = {Key.SHAPLEY: CROSSED, Key.NUCLEOLUS: EMPTY, **SHARE_FILLS}


def shared_picture(report: SharesReport, language: str) -> bytes:
    """A bar for each municipality and key; of money received only the figure is shown."""
    paid = {
        (share.municipality, key.key): share.pays / 100
        for key in report.keys
        for share in key.shares
    }
    rows = [
        Row(
            report.names[one],
            tuple(
                Bar(
                    ((FILLS[key.key], max(0.0, paid.get((one, key.key), 0.0))),),
                    numbers.euros(round(paid.get((one, key.key), 0.0)), language),
                )
                for key in report.keys
            ),
        )
        for one in sorted({name for name, _ in paid}, key=report.names.__getitem__)
    ]
    legend = [
        (FILLS[key.key], catalogue.text(f"export.key.{key.key}", language)) for key in report.keys
    ]
    total = numbers.euros(report.bill / 100, language)
    said = catalogue.sentence("advice.shares_note", language, total=total)
    title = catalogue.text("advice.shares_title", language)
    panel = Panel("", catalogue.text("chart.shares_unit", language), rows)
    return bar_chart(Chart(title, said, legend, [panel], language, thickness=16))
