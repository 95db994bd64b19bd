"""A comparison as a workbook: figures, municipalities, subjects, changes, edits."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from api.amounts import stage_name, stage_number, stage_unit
from api.exports.comparison import FIGURES, Compared, Other, kpi_at
from api.exports.words import grades_text
from api.exports.xlsx.bill import KEYS
from api.exports.xlsx.book import Book, Cell, Column, frame
from scenarios.rules import StageId
from solver.measure.compare import DEFAULT_KEY, Change
from solver.measure.portions import BY_LESSONS, Portion

TOP = 3
PORTIONS = {"municipalities": "municipality", "subjects": "subject"}
# The default key first: changes are told under it.
_KEYS = (DEFAULT_KEY, *(key for key in KEYS if key != DEFAULT_KEY))


def compared_workbook(compared: Compared) -> bytes:
    """Every sheet is a table that can be filtered; the first one is short."""
    buffer = io.BytesIO()
    with Book(buffer, compared) as book:
        _overview(book, compared)
        _portions(book, compared, "municipalities", _KEYS, compared.municipality)
        _portions(book, compared, "subjects", (BY_LESSONS,), compared.subject)
        _changes(book, compared)
        _edits(book, compared)
    return buffer.getvalue()


def _sheet(book: Book, compared: Compared, name: str) -> Worksheet:
    title = compared.text(f"compare.title.{name}")
    sheet = book.sheet(compared.text(f"compare.sheet.{name}"), title)
    book.head(sheet, title, compared.text(f"compare.note.{name}"))
    return sheet


def _filtered(
    book: Book, sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> None:
    frame(sheet, columns, TOP)
    below = book.table(sheet, TOP, columns, rows)
    sheet.autofilter(TOP, 0, max(TOP, below - 1), len(columns) - 1)


def _overview(book: Book, compared: Compared) -> None:
    title = compared.text("compare.workbook_title")
    sheet = book.sheet(compared.text("compare.sheet.overview"), title)
    book.head(sheet, title, compared.text("compare.workbook_note", plan=compared.labels[0]))
    labels = compared.labels
    differences = [compared.text("compare.column.difference", plan=label) for label in labels[1:]]
    columns = [
        Column(compared.text("compare.column.figure"), 52),
        Column(compared.text("export.column.unit"), 20),
        *(Column(label, 18, "number") for label in (*labels, *differences)),
    ]
    frame(sheet, columns, TOP)
    below = book.table(sheet, TOP, columns, _figures(compared)) + 1
    book.heading(sheet, below, compared.text("compare.gains_heading"))
    for other in compared.others:
        below += 1
        book.put(sheet, below, 0, other.label, "strong")
        for _, said in other.gains_said():
            below += 1
            sheet.write_string(below, 0, said)
        below += 1


def _figures(compared: Compared) -> Iterator[list[Cell]]:
    """Stages, then KPIs: the value of each plan, then each less the first."""
    for stage in StageId:
        values = [side.values.get(stage) for side in compared.sides]
        if any(value is not None for value in values):
            shown = [None if one is None else stage_number(stage, one) for one in values]
            names = [stage_name(stage, compared.language), stage_unit(stage, compared.language)]
            yield [*names, *_beside(shown)]
    for kpi, path in FIGURES.items():
        numbers = [Decimal(str(kpi_at(side.kpis, path))) for side in compared.sides]
        yield [compared.text(f"cli.kpi.{kpi}"), "", *_beside(numbers)]


def _beside(values: Sequence[Decimal | None]) -> list[Cell]:
    first, *others = values
    differences = [
        None if first is None or other is None else float(other - first) for other in others
    ]
    return [*(None if value is None else float(value) for value in values), *differences]


def _portions(
    book: Book,
    compared: Compared,
    sheet: str,
    keys: Sequence[str],
    named: Callable[[str], str],
) -> None:
    """A row for each municipality or subject and each plan; `keys` share its cost."""
    amounts = [
        compared.text("compare.column.euros" if key == BY_LESSONS else f"export.key.{key}")
        for key in keys
    ]
    counted = ("needs_wanted", "needs", "pupil_lessons_wanted", "pupil_lessons")
    columns = [
        Column(compared.text(f"export.column.{PORTIONS[sheet]}"), 30, "strong"),
        Column(compared.text("compare.column.plan"), 30),
        *(Column(compared.text(f"compare.column.{name}"), 15, "number") for name in counted),
        Column(compared.text("compare.column.pupil_lessons_change"), 15, "number"),
        *(Column(amount, 17, "euros") for amount in amounts),
        Column(compared.text("compare.column.euros_change"), 17, "euros"),
        Column(compared.text("compare.column.convenience"), 15, "number"),
    ]
    parts: list[Mapping[str, Portion]] = [getattr(side, sheet) for side in compared.sides]
    rows = [
        [named(name), label, *_portion_cells(part.get(name), parts[0].get(name), keys)]
        for name in sorted({name for part in parts for name in part}, key=named)
        for label, part in zip(compared.labels, parts, strict=True)
    ]
    _filtered(book, _sheet(book, compared, sheet), columns, rows)


def _portion_cells(
    portion: Portion | None, first: Portion | None, keys: Sequence[str]
) -> list[Cell]:
    """Cells of one row; without the municipality or subject in that plan they are empty."""
    if portion is None:
        return [None] * (len(keys) + 7)
    lessons, euros = portion.pupil_lessons, portion.euros_year
    before = (first.pupil_lessons, first.euros_year[keys[0]]) if first else (0, 0)
    return [
        portion.needs_wanted,
        portion.needs,
        portion.pupil_lessons_wanted,
        lessons,
        lessons - before[0],
        *(euros[key] for key in keys),
        round(euros[keys[0]] - before[1], 2),
        portion.convenience / 100,
    ]


def _changes(book: Book, compared: Compared) -> None:
    looks = [
        ("compare.column.plan", 20, "text"),
        ("compare.column.size", 11, "number"),
        ("compare.column.kinds", 24, "strong"),
        ("export.column.municipality", 18, "text"),
        ("export.column.school", 26, "text"),
        ("export.column.classes", 16, "text"),
        ("export.column.subject", 26, "text"),
        ("export.column.need", 10, "text"),
        ("export.column.grades", 12, "centre"),
        ("export.column.pupils", 12, "number"),
        ("export.column.lessons", 15, "number"),
        ("cli.column.before", 34, "text"),
        ("cli.column.after", 34, "text"),
    ]
    columns = [Column(compared.text(key), width, look) for key, width, look in looks]
    rows = [_change_row(other, change) for other in compared.others for change in other.largest]
    _filtered(book, _sheet(book, compared, "changes"), columns, rows)


def _change_row(other: Other, change: Change) -> list[Cell]:
    names, need = other.need(change)
    return [
        other.label,
        change.size / 100,
        other.kinds_said(change),
        names.municipality(change.municipality),
        names.school(change.school),
        ", ".join(need.classes),
        names.subject(change.subject),
        change.need,
        grades_text([need]),
        change.pupils,
        change.lessons_per_week,
        other.before(change),
        other.after(change),
    ]


def _edits(book: Book, compared: Compared) -> None:
    columns = [
        Column(compared.text("compare.column.plan"), 30, "strong"),
        Column(compared.text("compare.column.edit"), 110),
    ]
    rows = [[other.label, said] for other in compared.others for said in other.edits_said()]
    _filtered(book, _sheet(book, compared, "edits"), columns, rows)
