"""Shares of going together as tables and sentences in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.i18n import catalogue, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.cli.terminal import Terminal
    from solver.study.sharing import KeyShares, SharesReport


def show(report: SharesReport, terminal: Terminal) -> None:
    """Who pays what under each key, how sure that is, and who would do better alone."""
    console = Console()
    console.print(_table(report, terminal))
    price = "cli.shares_price" if report.price_given else "cli.shares_price_counted"
    terminal.say(price, euros=_euros(report.unserved_cents, terminal), weeks=report.weeks)
    if report.total != report.bill:
        terminal.say("cli.shares_own_note")
    _say_how_sure(report, terminal)
    for key in report.keys:
        _say_who_leaves(key, report, terminal)


def _table(report: SharesReport, terminal: Terminal) -> Table:
    title = terminal.sentence("cli.shares_title")
    table = Table(title=title, box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("")
    for key in report.keys:
        table.add_column(
            terminal.sentence(f"export.key.{key.key}"), justify="right", overflow="fold"
        )
    table.add_column(terminal.sentence("cli.shares_own"), justify="right", overflow="fold")
    own = {share.municipality: share.own for key in report.keys for share in key.shares}
    pays = [{share.municipality: share.pays for share in key.shares} for key in report.keys]
    for one in sorted(own, key=report.names.__getitem__):
        cells = [_whole_euros(paid.get(one, 0), terminal) for paid in pays]
        table.add_row(Text(report.names[one]), *cells, _whole_euros(own[one], terminal))
    table.add_section()
    totals = [_whole_euros(sum(paid.values()), terminal) for paid in pays]
    all_own = _whole_euros(sum(own.values()), terminal)
    table.add_row(terminal.sentence("cli.shares_total"), *totals, all_own)
    return table


def _say_how_sure(report: SharesReport, terminal: Terminal) -> None:
    shapley = report.keys[0]
    if report.sample is not None:
        widest = max(share.error or 0.0 for share in shapley.shares)
        terminal.say(
            "cli.shares_sample",
            asked=report.sample.asked,
            of=report.sample.of,
            orders=report.sample.orders,
            euros=_euros(round(widest), terminal),
            more=report.sample.orders_to_halve,
        )
    if not report.unproved:
        terminal.say("cli.shares_proved")
        return
    terminal.say("cli.shares_unproved", unproved=report.unproved, of=len(report.coalitions))
    for share in shapley.shares:
        if share.low is not None and share.high is not None and share.low < share.high:
            terminal.say(
                "cli.shares_range",
                name=report.names[share.municipality],
                low=_euros(share.low - share.own, terminal),
                high=_euros(share.high - share.own, terminal),
            )


def _say_who_leaves(key: KeyShares, report: SharesReport, terminal: Terminal) -> None:
    name = terminal.sentence(f"export.key.{key.key}")
    if not key.better_alone:
        terminal.say("cli.shares_nobody_leaves", shares=name)
    else:
        first = key.most_gaining[0]
        terminal.say(
            "cli.shares_leave",
            shares=name,
            coalitions=key.better_alone,
            names=_named(first.municipalities, report),
            euros=_euros(first.gains, terminal),
        )
    if key.perhaps_better:
        terminal.say("cli.shares_perhaps", coalitions=key.perhaps_better)


def _named(municipalities: Iterable[str], report: SharesReport) -> str:
    return ", ".join(report.names[one] for one in municipalities) or catalogue.UNKNOWN


def _euros(cents: int, terminal: Terminal) -> str:
    return numbers.euros(cents / 100, terminal.language)


def _whole_euros(cents: int, terminal: Terminal) -> str:
    return numbers.number(round(cents / 100), terminal.language)
