"""What offices write and do, and what they are told about it."""

from __future__ import annotations

import pytest

from scenarios.files import read_bytes
from tests.scenarios.files.offices import book, example_sheets, of_code, places, read_book


def test_what_is_no_zip_file_is_called_a_workbook_where_one_was_meant() -> None:
    """An office does not know that its workbook is an archive."""
    assert places(read_bytes(b"no zip", "x.xlsx"), "broken_workbook") == [("file", 1, "A")]
    assert places(read_bytes(b"no zip", "x.zip"), "broken_archive") == [("file", 1, "A")]


def test_a_title_above_the_headings_is_not_blamed_on_other_tables() -> None:
    """The ids of a table without its id column are not known, so nothing is strange to it."""
    sheets = example_sheets()
    sheets["schools"].insert(0, ["Koulut lukuvuonna 2026-2027"])

    reading = read_book(book(sheets))

    assert ("schools", 1, "school") in places(reading, "missing_column")
    assert of_code(reading, "unknown_reference", "unknown_reference_similar") == []


@pytest.mark.parametrize("given", ["none", "Ei muita", "ei", "inga andra"])
def test_no_other_need_is_said_in_the_words_of_the_office(given: str) -> None:
    sheets = example_sheets()
    column = sheets["needs"][0].index("shares_pupils_with")
    sheets["needs"][2][column] = given

    reading = read_book(book(sheets))

    assert of_code(reading, "unknown_reference", "unknown_reference_similar") == []
    assert reading.scenario is not None
    assert "none" in [name for need in reading.scenario.needs for name in need.shares_pupils_with]
