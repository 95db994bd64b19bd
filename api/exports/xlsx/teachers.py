"""A sheet per teacher: the week as a grid."""

from __future__ import annotations

from api.exports.view import View
from api.exports.words import grades_text, half_text, time_text
from api.exports.xlsx.book import Book, row_height
from api.i18n import numbers
from scenarios.times import DAYS, Day, Half, clock
from solver.measure.timetable import attending
from solver.plan import Group

TOP = 3
WIDTH = 30

Lesson = tuple[Group, int]


def teacher_sheets(book: Book, view: View) -> None:
    """One sheet for each teacher with a group, by name."""
    used = {group.teacher for group in view.plan.groups}
    for teacher in sorted(used, key=lambda name: (view.teacher(name), name)):
        _teacher_sheet(book, view, teacher)


def _teacher_sheet(book: Book, view: View, teacher: str) -> None:
    title = view.text("export.week_title", name=view.teacher(teacher))
    sheet = book.sheet(view.teacher(teacher), title)
    load = view.kpis["teacher_load"][teacher]
    days = view.kpis["teacher_days"][teacher]
    book.head(sheet, title, view.text("export.week_note", lessons=load, days=days))
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, len(DAYS), WIDTH)
    sheet.freeze_panes(TOP + 1, 1)
    sheet.repeat_rows(TOP)
    sheet.set_row(TOP, 24)
    sheet.write_string(TOP, 0, view.text("export.column.start"), book.look("head"))
    for column, day in enumerate(DAYS, start=1):
        name = numbers.day_name(day, view.language)
        sheet.write_string(TOP, column, name, book.look("head"))
    lessons = _lessons(view, teacher)
    for row, start in enumerate(sorted({start for _, start in lessons}), start=TOP + 1):
        texts = [
            "\n\n".join(_lesson_text(view, *lesson) for lesson in lessons.get((day, start), ()))
            for day in DAYS
        ]
        sheet.set_row(row, row_height(texts, [WIDTH] * len(DAYS)))
        sheet.write_string(row, 0, clock(start), book.look("clock"))
        for column, text in enumerate(texts, start=1):
            book.put(sheet, row, column, text, "lesson" if text else "cell")


def _lessons(view: View, teacher: str) -> dict[tuple[Day, int], list[Lesson]]:
    found: dict[tuple[Day, int], list[Lesson]] = {}
    for group in view.groups:
        if group.teacher == teacher:
            for index, meeting in enumerate(group.meetings):
                found.setdefault((meeting.day, meeting.start), []).append((group, index))
    return found


def _lesson_text(view: View, group: Group, index: int) -> str:
    """Time, group and course, and a line for each school with its grades and pupils."""
    meeting = group.meetings[index]
    half = "" if meeting.half is Half.ALL else f" ({half_text(meeting.half, view.language)})"
    lines = [
        f"{time_text(meeting)}{half}",
        f"{group.group}: {view.subject(group.subject)} {group.level}".strip(),
    ]
    needs = attending(view.scenario, group, index)
    for school in sorted({need.school for need in needs}):
        own = [need for need in needs if need.school == school]
        lines.append(
            view.text(
                "export.school_line",
                name=view.school(school),
                grades=grades_text(own),
                pupils=sum(need.pupils for need in own),
            )
        )
    return "\n".join(lines)
