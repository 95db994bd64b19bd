"""How good the plan is: stages with value, bound and gap, and the KPIs."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from api.amounts import stage_name, stage_number, stage_unit
from api.exports.view import View
from api.exports.xlsx.book import Book, Cell, Column
from solver.outcome import StageResult

TOP = 3
WIDTHS = (40, 20, 14, 14, 14, 20, 16)
COUNTED = ("needs", "pupils", "lessons")


def stages_sheet(book: Book, view: View) -> None:
    """Stages, then what was wanted and served, then other KPIs."""
    title = view.text("export.stages_title")
    sheet = book.sheet(view.text("export.sheet.stages"), title)
    book.head(sheet, title, view.text("export.stages_note"))
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(TOP, 0)
    below = _stages(book, view, sheet)
    below = _served(book, view, sheet, below + 1)
    _others(book, view, sheet, below + 1)


def _stages(book: Book, view: View, sheet: Worksheet) -> int:
    looks = {"value": "number", "bound": "number", "gap": "percent", "final": "number"}
    names = ("stage", "unit", "value", "bound", "gap", "proved", "final")
    columns = [
        Column(view.text(f"export.column.{name}"), width, looks.get(name, "text"))
        for name, width in zip(names, WIDTHS, strict=True)
    ]
    return book.table(sheet, TOP, columns, [_stage(view, one) for one in view.outcome.stages])


def _stage(view: View, result: StageResult) -> list[Cell]:
    def amount(value: int | None) -> float | None:
        return None if value is None else float(stage_number(result.name, value))

    return [
        stage_name(result.name, view.language),
        stage_unit(result.name, view.language),
        amount(result.value),
        amount(result.bound),
        result.gap,
        view.text("export.yes" if result.optimal else "export.no"),
        amount(result.final),
    ]


def _served(book: Book, view: View, sheet: Worksheet, top: int) -> int:
    book.heading(sheet, top, view.text("export.served_heading"))
    names = ("wanted", "servable", "served")
    columns = [Column("", WIDTHS[0])] + [
        Column(view.text(f"export.column.{name}"), 14, "number") for name in names
    ]
    rows: list[list[Cell]] = [
        [view.text(f"export.kpi.{kpi}"), *(view.kpis[kpi]["all"][name] for name in names)]
        for kpi in COUNTED
    ]
    for municipality, counts in view.kpis["needs"]["municipality"].items():
        label = view.text("export.needs_of", name=view.municipality(municipality))
        rows.append([label, *(counts[name] for name in names)])
    return book.table(sheet, top + 1, columns, rows)


def _others(book: Book, view: View, sheet: Worksheet, top: int) -> None:
    book.heading(sheet, top, view.text("export.others_heading"))
    columns = [
        Column(view.text("export.column.measure"), WIDTHS[0]),
        Column(view.text("export.column.number"), 20, "number"),
    ]
    book.table(sheet, top + 1, columns, list(_measures(view)))


def _measures(view: View) -> Iterator[list[Cell]]:
    values = view.kpis
    yield [view.text("export.kpi.groups"), values["groups"]]
    yield [view.text("export.kpi.pupils_missing"), values["pupils_missing"]]
    yield [view.text("export.kpi.unqualified_lessons"), values["unqualified_lessons"]]
    for kind, lessons in values["meetings_by_kind"].items():
        name = view.text(f"window.{kind}")
        yield [view.text("export.kpi.meetings_by_kind", name=name), lessons]
    for teacher, load in values["teacher_load"].items():
        if load:
            yield [view.text("export.kpi.teacher_load", name=view.teacher(teacher)), load]
    for teacher in values["sixteen_lessons"]["reached"]:
        yield [view.text("export.kpi.sixteen_lessons", name=view.teacher(teacher)), None]
    for school, hours in values["supervisor_hours"].items():
        if hours:
            yield [view.text("export.kpi.supervisor_hours", name=view.school(school)), hours]
