"""Template workbooks: a sheet per table with drop-down lists, help and a worked example."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]

from scenarios.files.cells_out import OutCell, rows_of
from scenarios.files.headers import SETTINGS, TABLE_COLUMNS, name_of
from scenarios.files.rawrows import required_columns
from scenarios.files.reading import read_bytes
from scenarios.files.wording import (
    choices_in,
    column_help,
    in_language,
    instruction,
    setting_help,
    table_help,
)
from scenarios.files.writing import FIXED_DAY, XLSX_OPTIONS, header, put
from scenarios.scenario import Scenario
from scenarios.settings import Settings
from scenarios.tables import TABLES
from scenarios.times import DAYS, Day

_LAST_ROW = 2000
_MAX_TITLE = 32
_NUMBERS = frozenset(
    """
    supervisor_cost remote_rooms supervisors lesson_minutes core_minutes max_pupils min_pupils
    max_sites grade_span grade_from grade_to pupils lessons_per_week contract_lessons min_lessons
    max_lessons max_lessons_day lesson_cost overtime_cost hire_cost
    """.split()
)
_WIDE = frozenset(["name", "name_fi", "name_sv", "name_en", "reason", "earliest", "latest"])
_REFERS_TO = {
    "municipality": "municipalities",
    "buyer": "municipalities",
    "seller": "municipalities",
    "school": "schools",
    "class": "classes",
    "subject": "subjects",
    "need": "needs",
    "with_need": "needs",
    "teacher": "teachers",
}
# Home subjects need not be subjects that are taught remotely.
_FREE = frozenset([("lessons", "subject")])


def template(path: Path, language: str = "fi", example: bool = True) -> None:
    """Write a template workbook in a language, filled in with an example or empty."""
    path.write_bytes(template_workbook(language, example=example))


def template_workbook(language: str, example: bool = True) -> bytes:
    """The bytes of a template workbook."""
    filled = example_scenario() if example else None
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, XLSX_OPTIONS) as book:
        book.set_properties({"created": FIXED_DAY.replace(tzinfo=None)})
        Template(book, language).write(filled)
    return buffer.getvalue()


def example_scenario() -> Scenario:
    """The example of the templates: two municipalities, three schools."""
    data = files("scenarios.files").joinpath("example.json").read_bytes()
    reading = read_bytes(data, "example.json")
    if reading.scenario is None:
        raise ValueError(f"the example cannot be read: {reading.findings}")
    return reading.scenario


def _by_weekday(table: str, rows: list[list[OutCell]]) -> list[list[OutCell]]:
    """Rows of one id from Monday to Friday; in the normal form days follow the alphabet."""
    if TABLE_COLUMNS[table][1:2] != ("day",):
        return rows
    return sorted(rows, key=lambda row: (str(row[0]), [*DAYS].index(Day(str(row[1])))))


class Styles(NamedTuple):
    """Formats of a workbook. As a text, `049` keeps its zero and `1-9` is no date."""

    head: Any
    text: Any
    wrapped: Any


class Template:
    """One workbook being written."""

    def __init__(self, book: Any, language: str) -> None:
        self.book, self.language = book, language
        self.styles = Styles(
            book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "border": 1}),
            book.add_format({"num_format": "@"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self, filled: Scenario | None) -> None:
        """All sheets: instructions first, the lists of the drop-downs last and hidden."""
        self.instructions()
        for table in TABLE_COLUMNS:
            rows = rows_of(filled, table) if filled else []
            if table == SETTINGS:
                self.settings({str(key): value for key, value in rows})
            else:
                self.table(table, _by_weekday(table, rows))
        self.lists_sheet()

    def instructions(self) -> None:
        """What to fill in, sheet by sheet and column by column."""
        sheet = self.book.add_worksheet(name_of("ignored_sheets", "instructions", self.language))
        sheet.set_column(0, 1, 26, self.styles.wrapped)
        sheet.set_column(2, 2, 90, self.styles.wrapped)
        say = self.say
        sheet.write_string(0, 0, say("title"), self.book.add_format({"bold": True}))
        for row, key in enumerate(("fill", "pupils", "typing", "order"), start=2):
            sheet.write_string(row, 2, say(key))
        for column, key in enumerate(("sheet", "column", "what")):
            sheet.write_string(7, column, say(key), self.styles.head)
        for row, texts in enumerate(self.explained(), start=8):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)

    def say(self, key: str) -> str:
        return instruction(key, self.language)

    def explained(self) -> Iterator[tuple[str, str, str]]:
        """Sheet, column (none for the sheet itself) and help."""
        for table, columns in TABLE_COLUMNS.items():
            name = name_of("tables", table, self.language)
            yield name, "", table_help(table, self.language)
            if table == SETTINGS:
                for key in Settings.model_fields:
                    yield name, key, setting_help(key, self.language)
                continue
            for column, title in zip(columns, self.titles(table), strict=True):
                yield name, title, column_help(table, column, self.language)

    def titles(self, table: str) -> list[str]:
        """Header row; required columns have a star."""
        required = required_columns(table) if table != SETTINGS else ()
        named = zip(TABLE_COLUMNS[table], header(table, self.language), strict=True)
        return [f"{title} *" if column in required else title for column, title in named]

    def sheet(self, table: str) -> Any:
        """A sheet with its header row."""
        sheet = self.book.add_worksheet(name_of("tables", table, self.language))
        sheet.freeze_panes(1, 1)
        for column, (name, title) in enumerate(
            zip(TABLE_COLUMNS[table], self.titles(table), strict=True)
        ):
            text = self.styles.text if name not in _NUMBERS else None
            width = 28 if name in _WIDE else max(12, len(title) + 2)
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, title, self.styles.head)
        return sheet

    def table(self, table: str, rows: list[list[OutCell]]) -> None:
        """A sheet of a table with lists and help on every column."""
        sheet = self.sheet(table)
        for position, column in enumerate(TABLE_COLUMNS[table]):
            options = {**self.choices(table, column), **self.help(table, column)}
            sheet.data_validation(1, position, _LAST_ROW, position, options)
        for number, row in enumerate(rows, start=1):
            for position, column in enumerate(TABLE_COLUMNS[table]):
                self.put(sheet, number, position, table, column, row[position])
        own_ids = name_of("tables", table, self.language)
        if TABLES[table].has_id:
            self.book.define_name(f"ids_{table}", f"='{own_ids}'!$A$2:$A${_LAST_ROW + 1}")

    def settings(self, values: dict[str, OutCell]) -> None:
        """The sheet of settings: every key, with help beside its value."""
        sheet = self.sheet(SETTINGS)
        sheet.set_column(0, 0, 28, self.styles.text)
        sheet.set_column(1, 1, 44, self.styles.text)
        for number, key in enumerate(Settings.model_fields, start=1):
            sheet.write_string(number, 0, key, self.styles.text)
            message = setting_help(key, self.language)
            options = {
                **self.choices(SETTINGS, key),
                "input_title": key[:_MAX_TITLE],
                "input_message": message,
            }
            sheet.data_validation(number, 1, number, 1, options)
            self.put(sheet, number, 1, SETTINGS, key, values.get(key, ""))

    def put(
        self, sheet: Any, row: int, position: int, table: str, column: str, cell: OutCell
    ) -> None:
        """A cell of the example in the language of the template."""
        put(sheet, row, position, in_language(table, column, cell, self.language))

    def help(self, table: str, column: str) -> dict[str, str]:
        """Message shown when a cell of the column is chosen."""
        title = name_of("columns", column, self.language)[:_MAX_TITLE]
        message = column_help(table, column, self.language)
        return {"input_title": title, "input_message": message}

    def choices(self, table: str, column: str) -> dict[str, str]:
        """Drop-down list of a column: its few words, or the ids of another sheet."""
        words = choices_in(table, column)
        if words:
            name = self.lists.setdefault(words, f"list_{len(self.lists) + 1}")
            return {"validate": "list", "source": f"={name}"}
        target = _REFERS_TO.get(column)
        if target and target != table and (table, column) not in _FREE:
            # Ids may be typed before their sheet is filled in.
            return {"validate": "list", "source": f"=ids_{target}", "error_type": "information"}
        return {"validate": "any"}

    def lists_sheet(self) -> None:
        """The words of the drop-down lists, each list a named column."""
        title = name_of("ignored_sheets", "lists", self.language)
        sheet = self.book.add_worksheet(title)
        for column, (words, name) in enumerate(self.lists.items()):
            for row, word in enumerate(words):
                sheet.write_string(row, column, name_of("values", word, self.language))
            letters = chr(ord("A") + column)
            self.book.define_name(name, f"='{title}'!${letters}$1:${letters}${len(words)}")
        sheet.hide()
