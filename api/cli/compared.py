"""A comparison as tables in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.amounts import stage_amount, stage_name
from api.cli.terminal import Terminal
from api.exports.comparison import FIGURES, Compared, Other, kpi_at
from api.i18n import numbers
from api.i18n.catalogue import UNKNOWN
from scenarios.rules import StageId
from solver.measure.compare import DEFAULT_KEY, Change
from solver.measure.portions import BY_LESSONS, Portion

MOST_SHOWN = 10


def show(compared: Compared, terminal: Terminal) -> None:
    """Stages and KPIs with the difference to the first plan, then who is touched and how."""
    console = Console(highlight=False)
    console.print(_figures(compared, terminal))
    for other in compared.others:
        _show_other(other, terminal, console)


def _figures(compared: Compared, terminal: Terminal) -> Table:
    table = Table(title=terminal.sentence("cli.compare_title"))
    table.add_column("")
    for label in compared.labels:
        table.add_column(Text(label), justify="right")
    first = compared.sides[0]
    for stage in StageId:
        if any(stage in side.values for side in compared.sides):
            cells = [
                _stage_cell(stage, side.values.get(stage), first.values.get(stage), terminal)
                for side in compared.sides
            ]
            table.add_row(stage_name(stage, terminal.language), *cells)
    table.add_section()
    for kpi, path in FIGURES.items():
        values = [kpi_at(side.kpis, path) for side in compared.sides]
        cells = [_cell(value, values[0], terminal) for value in values]
        table.add_row(terminal.sentence(f"cli.kpi.{kpi}"), *cells)
    return table


def _stage_cell(stage: StageId, value: int | None, first: int | None, terminal: Terminal) -> str:
    if value is None:
        return UNKNOWN
    shown = stage_amount(stage, value, terminal.language)
    if first is None or value == first:
        return shown
    sign = "+" if value > first else "−"  # noqa: RUF001
    return f"{shown} ({sign}{stage_amount(stage, abs(value - first), terminal.language)})"


def _cell(value: float, first: float, terminal: Terminal) -> str:
    shown = numbers.number(value, terminal.language)
    if value == first:
        return shown
    sign = "+" if value > first else "−"  # noqa: RUF001
    change = abs(Decimal(str(value)) - Decimal(str(first)))
    return f"{shown} ({sign}{numbers.number(change, terminal.language)})"


def _show_other(other: Other, terminal: Terminal, console: Console) -> None:
    changes = other.side.changes
    console.print()
    heading = terminal.sentence("cli.compare_changes", plan=other.label, needs=len(changes))
    console.print(Text(heading, style="bold"))
    for kind, count in sorted(Counter(kind for one in changes for kind in one.kinds).items()):
        console.print(Text(f"  {terminal.sentence(f'cli.change.{kind}')}: {count}"))
    _list("compare.edits_heading", other.edits_said(), terminal, console)
    _list("compare.gains_heading", [said for _, said in other.gains_said()], terminal, console)
    for table in (_portions(other, terminal), _changes(other, terminal)):
        if table.row_count:
            console.print(table)
    if len(changes) > MOST_SHOWN:
        more = len(changes) - MOST_SHOWN
        console.print(Text(terminal.sentence("compare.more_changes", more=more)))


def _list(heading: str, lines: Sequence[str], terminal: Terminal, console: Console) -> None:
    if not lines:
        return
    console.print(Text(terminal.sentence(heading)))
    for line in lines[:MOST_SHOWN]:
        console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
    if len(lines) > MOST_SHOWN:
        more = terminal.sentence("compare.more_edits", more=len(lines) - MOST_SHOWN)
        console.print(Padding(Text(more), (0, 0, 0, 2), expand=False))


def _portions(other: Other, terminal: Terminal) -> Table:
    """Municipalities and subjects in which the two plans differ."""
    compared = other.compared
    table = Table(title=terminal.sentence("compare.parts_title"))
    table.add_column("")
    for label in (compared.labels[0], other.label):
        table.add_column(Text(label), justify="right")
    first, side = compared.sides[0], other.side
    parts = (
        (first.municipalities, side.municipalities, DEFAULT_KEY, compared.municipality),
        (first.subjects, side.subjects, BY_LESSONS, compared.subject),
    )
    for before, after, key, named in parts:
        for name in sorted({*before, *after}, key=named):
            cells = [_portion(part.get(name), key, terminal) for part in (before, after)]
            if cells[0] != cells[1]:
                table.add_row(Text(named(name)), *cells)
        table.add_section()
    return table


def _portion(portion: Portion | None, key: str, terminal: Terminal) -> str:
    if portion is None:
        return UNKNOWN
    return terminal.sentence(
        "compare.part",
        lessons=portion.pupil_lessons,
        wanted=portion.pupil_lessons_wanted,
        amount=numbers.euros(portion.euros_year[key], terminal.language),
    )


def _need_said(subject: str, change: Change, terminal: Terminal) -> str:
    return terminal.sentence(
        "compare.need", subject=subject, need=change.need, pupils=change.pupils
    )


def _changes(other: Other, terminal: Terminal) -> Table:
    table = Table(title=terminal.sentence("compare.changes_title"), show_lines=True)
    for column in ("school", "subject", "before", "after"):
        prefix = "export" if column == "subject" else "cli"
        table.add_column(terminal.sentence(f"{prefix}.column.{column}"))
    for change in other.largest[:MOST_SHOWN]:
        names, need = other.need(change)
        classes = ", ".join(need.classes)
        table.add_row(
            Text(f"{names.school(change.school)} {classes}".strip()),
            Text(_need_said(names.subject(change.subject), change, terminal)),
            Text(other.before(change)),
            Text(other.after(change)),
        )
    return table
