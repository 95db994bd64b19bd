"""A report as one table and some sentences: the terminal and the workbook show the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from api.exports.names import Names
from api.i18n import numbers
from solver.measure.numbers import WEEKS_A_YEAR

Cell = str | int | float | None


class Head(NamedTuple):
    """A column: its title, how wide a sheet makes it, and the look of its cells.

    Attributes
    ----------
    brief
        Whether a table that has to be narrow shows it, too.
    """

    title: str
    width: float = 16
    look: str = "number"
    brief: bool = True


class Page(NamedTuple):
    """What is told of a report.

    Attributes
    ----------
    notes
        Sentences to be read with the table.
    """

    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str]


def euros_a_year(cents_a_week: int) -> int:
    """Whole euros of a school year."""
    return round(WEEKS_A_YEAR * cents_a_week / 100)


def shown_a_year(cents_a_week: int, language: str) -> str:
    """The same as people write it."""
    return numbers.euros(euros_a_year(cents_a_week), language)


def with_unanswered(page: Page, cases: int, names: Names) -> Page:
    """The page, and that so many cases have no answer, if there are some."""
    if not cases:
        return page
    return page._replace(notes=[*page.notes, names.text("advice.unanswered", cases=cases)])
