"""Ways in which tables get spoiled between an office and the program."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from scenarios.files.cells_out import rows_of
from scenarios.files.headers import LANGUAGES, TABLE_COLUMNS, name_of
from scenarios.files.writing import header
from scenarios.scenario import Scenario
from tests.campaigns.nasty import HEADERS, JSON_ONLY, MOMENTS, NUMBERS, TEXTS

Sheet = list[list[Any]]
Sheets = dict[str, Sheet]
Spoil = Callable[[Random, Sheets], None]


def sheets_of(scenario: Scenario, random: Random) -> Sheets:
    """Header and rows of every table, in a language drawn."""
    language = random.choice(LANGUAGES)
    return {
        name_of("tables", table, language): [header(table, language), *rows_of(scenario, table)]
        for table in TABLE_COLUMNS
    }


def spoiled(random: Random, sheets: Sheets, times: int) -> Sheets:
    """The sheets after some mishaps."""
    for _ in range(times):
        random.choice(SPOILS)(random, sheets)
    return sheets


def _sheet(random: Random, sheets: Sheets) -> Sheet:
    return random.choice(list(sheets.values())) if sheets else [[""]]


def _place(random: Random, sheet: Sheet) -> tuple[int, int]:
    row = random.randrange(1, len(sheet)) if len(sheet) > 1 else 0
    if not sheet or not sheet[row]:
        sheet[:] = [["a"], *sheet]
        row = 0
    return row, random.randrange(len(sheet[row]))


def empty_cell(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    row, column = _place(random, sheet)
    sheet[row][column] = ""


def swap_cells(random: Random, sheets: Sheets) -> None:
    sheet, other = _sheet(random, sheets), _sheet(random, sheets)
    row, column = _place(random, sheet)
    other_row, other_column = _place(random, other)
    row, column = _place(random, sheet)
    given, taken = sheet[row][column], other[other_row][other_column]
    sheet[row][column], other[other_row][other_column] = taken, given


def retype_cell(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    row, column = _place(random, sheet)
    sheet[row][column] = random.choice((*TEXTS, *NUMBERS, *MOMENTS, True, False))


def nest_cell(random: Random, sheets: Sheets) -> None:
    """Only JSON keeps it; elsewhere it is written as its text."""
    sheet = _sheet(random, sheets)
    row, column = _place(random, sheet)
    sheet[row][column] = random.choice(JSON_ONLY)


def break_text(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    row, column = _place(random, sheet)
    text = str(sheet[row][column])
    at = random.randint(0, len(text))
    sheet[row][column] = text[:at] + random.choice(("x", " ", "\u00a0", ";", "0")) + text[at + 1 :]


def cut_row(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    if sheet:
        del sheet[random.randrange(len(sheet))]


def shorten_row(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    row, column = _place(random, sheet)
    sheet[row] = sheet[row][:column]


def repeat_row(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    row, _ = _place(random, sheet)
    sheet.insert(random.randint(0, len(sheet)), list(sheet[row]))


def blank_rows(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    sheet.insert(random.randint(0, len(sheet)), ["", " "])


def cut_column(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    _, column = _place(random, sheet)
    for row in sheet:
        del row[column : column + 1]


def move_column(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    _, column = _place(random, sheet)
    for row in sheet:
        row.append(row.pop(column) if column < len(row) else "")


def rename_header(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    _place(random, sheet)
    if sheet[0]:
        sheet[0][random.randrange(len(sheet[0]))] = random.choice(HEADERS)


def add_column(random: Random, sheets: Sheets) -> None:
    sheet = _sheet(random, sheets)
    for number, row in enumerate(sheet):
        row.append(random.choice(TEXTS if number else HEADERS))


def drop_table(random: Random, sheets: Sheets) -> None:
    if sheets:
        del sheets[random.choice(list(sheets))]


def rename_table(random: Random, sheets: Sheets) -> None:
    if sheets:
        name = random.choice(("Taul1", "needs", "tarpeet", "Oppilaat 2026", "behov"))
        sheets.setdefault(name, sheets.pop(random.choice(list(sheets))))


SPOILS: tuple[Spoil, ...] = (
    *(retype_cell,) * 4,
    *(empty_cell, swap_cells, break_text, cut_row) * 2,
    nest_cell,
    shorten_row,
    repeat_row,
    blank_rows,
    cut_column,
    move_column,
    rename_header,
    add_column,
    drop_table,
    rename_table,
)
