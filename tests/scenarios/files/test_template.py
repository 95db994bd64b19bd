"""Template workbooks help people, and read back as what they show."""

import io
from typing import Any

import openpyxl
import pytest

from scenarios.files import example_scenario, read_bytes, template_workbook
from scenarios.files.headers import (
    LANGUAGES,
    SETTINGS,
    TABLE_COLUMNS,
    column_of,
    name_of,
    plain,
    table_of,
    words,
)
from scenarios.files.rawrows import required_columns
from scenarios.files.wording import choices_in, column_help, setting_help, table_help
from scenarios.settings import Settings
from scenarios.times import DAYS
from tests.scenarios.files.offices import places

MAX_INPUT_MESSAGE = 255


def opened(language: str, *, example: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(template_workbook(language, example=example)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_template_is_the_example_without_a_finding(language: str) -> None:
    reading = read_bytes(template_workbook(language), "template.xlsx")

    assert reading.findings == ()
    assert reading.scenario == example_scenario()


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_template_says_what_is_to_be_filled_in(language: str) -> None:
    reading = read_bytes(template_workbook(language, example=False), "template.xlsx")

    # The key `name` is the first after the header.
    assert places(reading, "missing_value") == [(SETTINGS, 2, "name")]
    assert places(reading, "nothing_needed") != []
    assert reading.scenario is None
    assert len(reading.findings) == 2


@pytest.mark.parametrize("table", ["lessons", "windows", "availability"])
def test_days_of_the_example_follow_the_week(table: str) -> None:
    """In the normal form they follow the alphabet, Friday first."""
    rows = list(opened("en")[table].iter_rows(min_row=2, values_only=True))

    order = [(row[0], [*DAYS].index(row[1])) for row in rows]

    assert len({day for _, day in order}) > 1
    assert order == sorted(order)


def test_example_has_a_row_in_every_table() -> None:
    """A sheet without an example shows nobody what to write."""
    example = example_scenario()

    assert [table for table in TABLE_COLUMNS if table != SETTINGS and not example.rows(table)] == []
    assert len(example.municipalities) == 2
    assert len(example.schools) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_drop_down_lists_hold_words_that_are_read_back(language: str) -> None:
    """Every list points at a named range that exists; choices are in the language."""
    book = opened(language)
    names = set(book.defined_names)

    pointed_at = {
        validation.formula1.lstrip("=")
        for sheet in book.worksheets
        for validation in sheet.data_validations.dataValidation
        if validation.type == "list"
    }

    assert pointed_at <= names
    assert {"ids_schools", "ids_needs", "ids_teachers", "ids_subjects"} <= pointed_at
    sheet = book[name_of("ignored_sheets", "lists", language)]
    listed = {cell.value for column in sheet.columns for cell in column if cell.value}
    assert name_of("values", "statutory", language) in listed
    assert sheet.sheet_state == "hidden"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_help_and_keeps_texts(language: str) -> None:
    book = opened(language, example=False)

    for table, columns in TABLE_COLUMNS.items():
        sheet = book[name_of("tables", table, language)]
        assert sheet.freeze_panes == "B2"
        validations = sheet.data_validations.dataValidation
        assert all(item.showInputMessage and item.promptTitle for item in validations)
        count = len(Settings.model_fields) if table == SETTINGS else len(columns)
        assert len(validations) == count
    columns_of_bells = book[name_of("tables", "bells", language)].column_dimensions.values()
    (grades,) = (column for column in columns_of_bells if column.min <= 2 <= column.max)
    assert grades.number_format == "@", "1-9 typed here must not become a day"


@pytest.mark.parametrize("language", LANGUAGES)
def test_required_columns_have_a_star(language: str) -> None:
    sheet = opened(language)[name_of("tables", "needs", language)]

    starred = {column_of("needs", cell.value) for cell in sheet[1] if cell.value.endswith("*")}

    assert starred == set(required_columns("needs"))


def test_help_is_complete_and_translated() -> None:
    for table, columns in TABLE_COLUMNS.items():
        texts = [[table_help(table, language) for language in LANGUAGES]]
        texts += [[column_help(table, c, language) for language in LANGUAGES] for c in columns]
        assert all(len(set(versions)) == len(LANGUAGES) for versions in texts), table
        # A spreadsheet shows no longer message.
        assert all(len(text) <= MAX_INPUT_MESSAGE for versions in texts for text in versions)
    for key in Settings.model_fields:
        assert len({setting_help(key, language) for language in LANGUAGES}) == len(LANGUAGES), key


def test_every_choice_has_a_word_in_every_language() -> None:
    """Words of one column differ, else one would be read as another."""
    for table, columns in {**TABLE_COLUMNS, SETTINGS: tuple(Settings.model_fields)}.items():
        for column in columns:
            choices = choices_in(table, column)
            for language in LANGUAGES:
                named = [plain(name_of("values", choice, language)) for choice in choices]
                assert len(set(named)) == len(choices), (table, column, language)


def test_no_header_word_means_two_columns_or_tables() -> None:
    """Within a table, and between the tables, in all languages together."""
    for table, columns in TABLE_COLUMNS.items():
        for column in columns:
            entry = words()["columns"][column]
            for word in (*(entry[language] for language in LANGUAGES), *entry.get("also", ())):
                assert column_of(table, word) == column, (table, word)
    for table in TABLE_COLUMNS:
        entry = words()["tables"][table]
        for word in (*(entry[language] for language in LANGUAGES), *entry.get("also", ())):
            assert table_of(word) == table, word
