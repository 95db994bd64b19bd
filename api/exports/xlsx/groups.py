"""The sheets of groups and of needs left unserved."""

from __future__ import annotations

from api.exports.view import View, by_time
from api.exports.words import grades_text, meeting_text
from api.exports.xlsx.book import Book, Cell, Column, frame
from scenarios.fields import plain_number
from scenarios.needs import Need, Priority
from solver.plan import Group

TOP = 3
_ORDER = tuple(Priority)


def groups_sheet(book: Book, view: View) -> None:
    """Every group with its teacher, times and members."""
    title = view.text("export.groups_title")
    sheet = book.sheet(view.text("export.sheet.groups"), title)
    columns = [
        Column(view.text(f"export.column.{name}"), width, look)
        for name, width, look in (
            ("group", 9, "strong"),
            ("subject", 26, "text"),
            ("language", 13, "centre"),
            ("teacher", 22, "text"),
            ("times", 24, "text"),
            ("grades", 13, "centre"),
            ("pupils", 11, "centre"),
            ("schools", 34, "text"),
            ("needs", 20, "text"),
            ("joint_weeks", 14, "centre"),
        )
    ]
    book.head(sheet, title, view.text("export.groups_note", groups=len(view.groups)))
    frame(sheet, columns, TOP)
    below = book.table(sheet, TOP, columns, [_group_row(view, group) for group in view.groups])
    sheet.autofilter(TOP, 0, max(TOP, below - 1), len(columns) - 1)


def _group_row(view: View, group: Group) -> list[Cell]:
    needs = view.needs(group)
    weeks = view.kpis["joint_weeks"]
    times = [meeting_text(m, view.language) for m in sorted(group.meetings, key=by_time)]
    return [
        group.group,
        f"{view.subject(group.subject)} {group.level}".strip(),
        group.language,
        view.teacher(group.teacher),
        "\n".join(times),
        grades_text(needs),
        sum(need.pupils for need in needs),
        "\n".join(sorted({view.school(need.school) for need in needs})),
        ", ".join(need.need for need in needs),
        None if weeks is None else weeks[group.group],
    ]


def unserved_sheet(book: Book, view: View) -> None:
    """Needs without a group, statutory ones first, each with its first reason."""
    title = view.text("export.unserved_title")
    sheet = book.sheet(view.text("export.sheet.unserved"), title)
    columns = [
        Column(view.text(f"export.column.{name}"), width, look)
        for name, width, look in (
            ("need", 10, "strong"),
            ("priority", 13, "text"),
            ("municipality", 18, "text"),
            ("school", 24, "text"),
            ("subject", 26, "text"),
            ("grades", 13, "centre"),
            ("pupils", 11, "centre"),
            ("lessons", 15, "centre"),
            ("reason", 60, "text"),
        )
    ]
    needs = sorted(
        (view.scenario.need_of[name] for name in view.reasons),
        key=lambda need: (_ORDER.index(need.priority), view.scenario.buyer_of(need), need.need),
    )
    note = "export.unserved_note" if needs else "export.all_served"
    book.head(sheet, title, view.text(note, needs=len(needs)))
    frame(sheet, columns, TOP)
    below = book.table(sheet, TOP, columns, [_unserved_row(view, need) for need in needs])
    sheet.autofilter(TOP, 0, max(TOP, below - 1), len(columns) - 1)


def _unserved_row(view: View, need: Need) -> list[Cell]:
    reason = view.reasons[need.need]
    return [
        need.need,
        view.text(f"priority.{need.priority}"),
        view.municipality(view.scenario.buyer_of(need)),
        view.school(need.school),
        f"{view.subject(need.subject)} {need.level}".strip(),
        grades_text([need]),
        need.pupils,
        plain_number(need.lessons_per_week),
        view.text(reason.code, **reason.numbers),
    ]
