"""A sheet per school: the slots a principal enters before the school's own timetable is made."""

from __future__ import annotations

from collections.abc import Iterator

from api.exports.slots import Slot, slots_by_school
from api.exports.view import View
from api.exports.words import grades_text, half_text, time_text
from api.exports.xlsx.book import Book, Cell, Column, frame
from api.i18n import numbers

TOP = 3


def school_sheets(book: Book, view: View) -> None:
    """One sheet for each school with a slot, by the name of the school."""
    by_school = slots_by_school(view)
    for school in sorted(by_school, key=lambda name: (view.school(name), name)):
        _school_sheet(book, view, school, by_school[school])


def _school_sheet(book: Book, view: View, school: str, slots: tuple[Slot, ...]) -> None:
    title = view.text("export.slots_title", name=view.school(school))
    sheet = book.sheet(view.school(school), title)
    columns = _columns(view)
    book.head(sheet, title, " ".join([*_validity(view), view.text("export.slots_note")]))
    frame(sheet, columns, TOP)
    book.table(sheet, TOP, columns, [_row(view, slot) for slot in slots])


def _validity(view: View) -> Iterator[str]:
    if view.dates:
        yield view.text("export.valid", dates=view.dates)


def _columns(view: View) -> list[Column]:
    looks = [
        ("day", 13, "strong"),
        ("time", 14, "strong"),
        ("half", 13, "text"),
        ("group", 10, "centre"),
        ("classes", 18, "text"),
        ("grades", 13, "centre"),
        ("pupils", 11, "centre"),
        ("room", 14, "centre"),
        ("adult", 14, "centre"),
        ("teacher", 24, "text"),
    ]
    return [Column(view.text(f"export.column.{name}"), width, look) for name, width, look in looks]


def _row(view: View, slot: Slot) -> list[Cell]:
    needed = view.text("export.yes" if slot.receives else "export.no")
    return [
        numbers.day_name(slot.meeting.day, view.language),
        time_text(slot.meeting),
        half_text(slot.meeting.half, view.language),
        slot.group.group,
        ", ".join(slot.classes),
        grades_text(slot.needs),
        slot.pupils,
        needed,
        needed,
        view.teacher(slot.group.teacher),
    ]
