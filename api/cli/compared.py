"""A comparison as tables in the terminal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.amounts import stage_amount, stage_name
from api.cli.terminal import Terminal
from api.i18n import numbers
from scenarios.rules import StageId

if TYPE_CHECKING:
    from solver.measure.compare import Change, Comparison, Lessons

# KPIs of one number, and where it is found; those that need a page of their own are in --json.
_SHOWN = {
    "needs": ("needs", "all", "served"),
    "pupils": ("pupils", "all", "served"),
    "groups": ("groups",),
    "euros_week": ("euros_week", "total"),
    "pupils_missing": ("pupils_missing",),
    "unqualified_lessons": ("unqualified_lessons",),
}


def show(names: list[str], compared: Comparison, terminal: Terminal) -> None:
    """Stages and KPIs with the difference to the first plan, then who is touched."""
    console = Console()
    table = Table(title=terminal.sentence("cli.compare_title"))
    table.add_column("")
    for name in names:
        table.add_column(Text(name), justify="right")
    first = compared.sides[0]
    for stage in StageId:
        if any(stage in side.values for side in compared.sides):
            cells = [
                _stage_cell(stage, side.values.get(stage), first.values.get(stage), terminal)
                for side in compared.sides
            ]
            table.add_row(stage_name(stage, terminal.language), *cells)
    table.add_section()
    for kpi, path in _SHOWN.items():
        values = [_at(side.kpis, path) for side in compared.sides]
        cells = [_cell(value, values[0], terminal) for value in values]
        table.add_row(terminal.sentence(f"cli.kpi.{kpi}"), *cells)
    console.print(table)
    for name, side in zip(names[1:], compared.sides[1:], strict=True):
        _show_changes(name, side.changes, terminal, console)


def _stage_cell(stage: StageId, value: int | None, first: int | None, terminal: Terminal) -> str:
    if value is None:
        return "–"  # noqa: RUF001
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


def _at(kpis: dict[str, Any], path: tuple[str, ...]) -> float:
    value: Any = kpis
    for part in path:
        value = value[part]
    return float(value)


def _show_changes(
    name: str, changes: tuple[Change, ...], terminal: Terminal, console: Console
) -> None:
    kinds = Counter(kind for change in changes for kind in change.kinds)
    console.print()
    heading = terminal.sentence("cli.compare_changes", plan=name, needs=len(changes))
    console.print(Text(heading))
    for kind, count in sorted(kinds.items()):
        console.print(Text(f"  {terminal.sentence(f'cli.change.{kind}')}: {count}"))
    if not changes:
        return
    table = Table()
    for column in ("need", "school", "before", "after"):
        table.add_column(terminal.sentence(f"cli.column.{column}"))
    for change in changes:
        table.add_row(
            Text(change.need),
            Text(change.school),
            _lessons(change.before, terminal),
            _lessons(change.after, terminal),
        )
    console.print(table)


def _lessons(lessons: Lessons | None, terminal: Terminal) -> Text:
    if lessons is None:
        return Text("–")  # noqa: RUF001
    from api.exports.words import meeting_text

    times = ", ".join(meeting_text(meeting, terminal.language) for meeting in lessons.meetings)
    return Text(f"{lessons.teacher}: {times}")
