"""A plan told on one screen: asked, served, unserved and why, how good, who teaches, who pays."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.amounts import gap_text, stage_amount, stage_name
from api.cli.terminal import Terminal
from api.exports.quality import quality
from api.exports.view import View
from api.i18n import numbers
from scenarios.needs import Priority
from solver.outcome import StageResult

_PRIORITIES = tuple(Priority)


def show(view: View, terminal: Terminal) -> None:
    """Print the summary on standard output."""
    console = Console(highlight=False)
    for part in (_asked, _served, _unserved, _stages, _teachers, _bill):
        part(view, terminal, console)


def _heading(key: str, terminal: Terminal, console: Console) -> None:
    console.print()
    console.print(Text(terminal.sentence(key), style="bold"))


def _asked(view: View, terminal: Terminal, console: Console) -> None:
    scenario = view.scenario
    _heading("cli.summary_asked", terminal, console)
    line = terminal.sentence(
        "cli.summary_asked_line",
        municipalities=len(scenario.municipalities),
        schools=len({need.school for need in scenario.needs}),
        needs=len(scenario.needs),
        pupils=sum(need.pupils for need in scenario.needs),
        lessons=view.kpis["lessons"]["all"]["wanted"],
        teachers=len(scenario.teachers),
    )
    console.print(Text(line))


def _served(view: View, terminal: Terminal, console: Console) -> None:
    _heading("cli.summary_served", terminal, console)
    line = terminal.sentence(
        "cli.summary_served_line",
        served=view.kpis["needs"]["all"]["served"],
        wanted=view.kpis["needs"]["all"]["wanted"],
        pupils=view.kpis["pupils"]["all"]["served"],
        groups=len(view.plan.groups),
        teachers=len({group.teacher for group in view.plan.groups}),
    )
    console.print(Text(line))
    console.print(Text(quality(view.outcome, view.language)))


def _unserved(view: View, terminal: Terminal, console: Console) -> None:
    if not view.reasons:
        return
    _heading("cli.summary_unserved", terminal, console)
    for need in sorted(
        (view.scenario.need_of[name] for name in view.reasons),
        key=lambda need: (_PRIORITIES.index(need.priority), need.school, need.need),
    ):
        reason = view.reasons[need.need]
        about = [view.text(f"priority.{need.priority}"), view.school(need.school)]
        line = Text(f"{need.need}  {', '.join([*about, view.subject(need.subject)])}")
        line.stylize("bold", 0, len(need.need))
        console.print(line)
        said = Text(view.text(reason.code, **reason.numbers))
        console.print(Padding(said, (0, 0, 0, 4)))


def _stages(view: View, terminal: Terminal, console: Console) -> None:
    _heading("cli.summary_stages", terminal, console)
    table = Table()
    for column in ("stage", "value", "bound", "gap"):
        justify = "left" if column == "stage" else "right"
        table.add_column(view.text(f"export.column.{column}"), justify=justify)  # type: ignore[arg-type]
    for result in view.outcome.stages:
        table.add_row(*_stage_cells(result, view))
    console.print(table)


def _stage_cells(result: StageResult, view: View) -> list[str]:
    def amount(value: int | None) -> str:
        return "–" if value is None else stage_amount(result.name, value, view.language)  # noqa: RUF001

    return [
        stage_name(result.name, view.language),
        amount(result.value),
        amount(result.bound),
        view.text("export.proved") if result.optimal else gap_text(result.gap, view.language),
    ]


def _teachers(view: View, terminal: Terminal, console: Console) -> None:
    _heading("cli.summary_teachers", terminal, console)
    table = Table()
    table.add_column(view.text("export.column.teacher"))
    for column in ("load", "contract", "overtime"):
        table.add_column(view.text(f"export.column.{column}"), justify="right")
    for row in view.scenario.teachers:
        load = view.kpis["teacher_load"][row.teacher]
        if load:
            figures = (load, row.contract_lessons, view.kpis["teacher_overtime"][row.teacher])
            shown = [numbers.number(figure, view.language) for figure in figures]
            table.add_row(Text(view.teacher(row.teacher)), *shown)
    console.print(table)


def _bill(view: View, terminal: Terminal, console: Console) -> None:
    _heading("cli.summary_bill", terminal, console)
    week, year = view.kpis["euros_week"]["total"], view.kpis["euros_year"]["total"]
    line = terminal.sentence(
        "cli.summary_bill_line",
        week=numbers.euros(week, view.language),
        year=numbers.euros(year, view.language),
    )
    console.print(Text(line))
    table = Table()
    table.add_column(view.text("export.column.municipality"))
    keys = ("pupil", "site_lesson", "flat_and_pupil")
    for key in keys:
        table.add_column(view.text(f"export.key.{key}"), justify="right")
    for row in view.scenario.municipalities:
        shares = [view.kpis["shares_week"][key].get(row.municipality, 0) for key in keys]
        table.add_row(Text(row.name), *(numbers.euros(share, view.language) for share in shares))
    console.print(table)
