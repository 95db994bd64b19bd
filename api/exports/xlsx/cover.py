"""The cover: what this is, how good it is, and where things are."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from api.exports.quality import quality
from api.exports.view import View
from api.exports.xlsx.book import Book
from api.i18n import numbers

WIDTH = 3


def cover_sheet(book: Book, view: View) -> Worksheet:
    """The first sheet, to be filled when the others are known."""
    name = view.text("export.sheet.cover")
    return book.sheet(name, name, landscape=False)


def write_cover(book: Book, view: View, sheet: Worksheet) -> None:
    """Name, dates, quality, the plan in numbers, and links to every other sheet."""
    settings = view.scenario.settings
    book.head(sheet, settings.name, view.text("export.cover_subtitle"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, WIDTH, 22)
    sheet.merge_range(3, 0, 3, WIDTH, quality(view.outcome, view.language), book.look("lead"))
    sheet.set_row(3, 54)
    row = 5
    for label, value in _facts(view):
        book.put(sheet, row, 0, label, "strong")
        sheet.merge_range(row, 1, row, WIDTH, value, book.look("text"))
        row += 1
    sheet.merge_range(
        row + 1, 0, row + 1, WIDTH, view.text("export.cover_privacy"), book.look("note")
    )
    sheet.set_row(row + 1, 48)
    row += 3
    book.heading(sheet, row, view.text("export.contents"))
    for name, title in book.sheets[1:]:
        row += 1
        link = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        sheet.write_url(row, 0, link, book.look("link"), name)
        sheet.write_string(row, 1, title, book.look("subtitle"))


def _facts(view: View) -> Iterator[tuple[str, str]]:
    settings, values = view.scenario.settings, view.kpis
    if settings.area:
        yield view.text("export.fact.area"), settings.area
    if settings.school_year:
        yield view.text("export.fact.school_year"), settings.school_year
    if view.dates:
        yield view.text("export.fact.dates"), view.dates
    needs, pupils = values["needs"]["all"], values["pupils"]["all"]
    for fact, counts in (("needs", needs), ("pupils", pupils)):
        shown = view.text("export.served_of", served=counts["served"], wanted=counts["wanted"])
        yield view.text(f"export.fact.{fact}"), shown
    yield view.text("export.fact.groups"), numbers.number(values["groups"], view.language)
    teachers = len({group.teacher for group in view.plan.groups})
    yield view.text("export.fact.teachers"), numbers.number(teachers, view.language)
    week = numbers.euros(values["euros_week"]["total"], view.language)
    year = numbers.euros(values["euros_year"]["total"], view.language)
    yield view.text("export.fact.bill"), view.text("export.week_and_year", week=week, year=year)
    yield view.text("export.fact.scenario"), view.plan.scenario[:12]
