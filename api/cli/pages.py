"""A page of a report in the terminal: a table, and the sentences to be read with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.i18n import catalogue, numbers

if TYPE_CHECKING:
    from api.cli.terminal import Terminal
    from api.exports.page import Cell, Page

MOST_ROWS = 12
_WORDS = ("text", "strong")


def show(page: Page, terminal: Terminal, most: int = MOST_ROWS) -> None:
    """The first rows, of the columns that a narrow table has, and every sentence."""
    console = Console(highlight=False)
    rows = list(page.rows)
    if rows:
        console.print(_table(page, most, terminal.language))
    else:
        console.print(Text(page.title, style="bold"))
    if len(rows) > most:
        said = terminal.sentence("advice.more_rows", shown=most, of=len(rows))
        console.print(Padding(Text(said), 0, expand=False))
    for note in page.notes:
        console.print(Padding(Text(note), 0, expand=False))


def _table(page: Page, most: int, language: str) -> Table:
    shown = [number for number, head in enumerate(page.heads) if head.brief]
    table = Table(title=page.title, box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number in shown:
        head = page.heads[number]
        words = head.look in _WORDS
        # A word broken in the middle is hard to read; cells of text have room to wrap.
        least = None if words else max(map(len, head.title.split()))
        side: Literal["left", "right"] = "left" if words else "right"
        table.add_column(head.title, justify=side, min_width=least, overflow="fold")
    for row in list(page.rows)[:most]:
        table.add_row(*(Text(_shown(row[number], language)) for number in shown))
    return table


def _shown(cell: Cell, language: str) -> str:
    if cell is None:
        return catalogue.UNKNOWN
    return cell if isinstance(cell, str) else numbers.number(cell, language)
