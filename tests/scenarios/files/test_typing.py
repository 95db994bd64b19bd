"""What people type, and what their programs make of it."""

from datetime import date, datetime, time
from typing import Any

import pytest

from scenarios.files import example_scenario, read_bytes
from tests.scenarios.files.offices import (
    book,
    bytes_of,
    example_sheets,
    of_code,
    places,
    read_book,
    read_csv,
    read_json,
)

SCHOOL = {"school": "s", "municipality": "m", "name": "S", "language": "fi"}
BELL_HEAD = ["school", "period", "start", "end"]


def bell_start(cell: Any, number_format: str | None = None) -> Any:
    """What a start typed into a workbook is read as; the code of the finding if it is refused."""
    made = book({"settings": [["key", "value"], ["name", "x"]], "bells": [BELL_HEAD]})
    made["bells"].append(["s", 1, cell, "24:00"])
    if number_format:
        made["bells"]["C2"].number_format = number_format
    reading = read_book(made)
    if reading.scenario is None:
        return [finding.code for finding in reading.findings if finding.place.column == "start"]
    return reading.scenario.bells[0].start


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("8:15", 495),
        ("08.15", 495),
        ("8,15", 495),
        ("klo 8.15", 495),
        ("kl. 8:15", 495),
        ("\u00a08:15 ", 495),
        ("8", 480),
        (8.15, 495),
        (8, 480),
        # 0.34375 of a day is 8 h 15 min.
        (0.34375, 495),
        ("0,34375", 495),
        (time(8, 15), 495),
        (time(0, 0), 0),
        (datetime(1899, 12, 30, 8, 15), 495),  # noqa: DTZ001
    ],
)
def test_start_is_read(cell: Any, minutes: int) -> None:
    assert bell_start(cell) == minutes


def test_end_of_the_day_is_24_00() -> None:
    """A spreadsheet keeps it as one whole day."""
    made = book({"settings": [["key", "value"], ["name", "x"]], "bells": [BELL_HEAD]})
    made["bells"].append(["s", 1, "23:00", 1])
    made["bells"]["D2"].number_format = "[h]:mm"

    scenario = read_book(made).scenario

    assert scenario is not None
    assert scenario.bells[0].end == 24 * 60


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("24:01", "not_a_time"),
        ("8:60", "not_a_time"),
        ("aamulla", "not_a_time"),
        (True, "not_a_time"),
        # A spreadsheet in Finnish makes a day of 8.12.
        (date(2026, 12, 8), "time_became_a_date"),
    ],
)
def test_what_is_no_time_is_refused(cell: Any, code: str) -> None:
    assert bell_start(cell) == [code]


@pytest.mark.parametrize(
    ("cell", "number_format", "percent"),
    [("2 %", None, 2), ("2,5%", None, 2.5), (2, None, 2), (0.02, "0%", 2), (0.025, "0.0 %", 2.5)],
)
def test_percents(cell: Any, number_format: str | None, percent: float) -> None:
    """A cell that shows 2 % holds 0.02."""
    made = book({"settings": [["key", "value"], ["name", "x"], ["slack_cost", cell]]})
    if number_format:
        made["settings"]["B3"].number_format = number_format

    scenario = read_book(made).scenario

    assert scenario is not None
    assert scenario.settings.slack_cost == pytest.approx(percent)


def test_codes_that_became_numbers_get_their_zeros_back() -> None:
    """A spreadsheet makes 49 of 049, and other ids of digits keep no decimals."""
    made = book(
        {
            "settings": [["key", "value"], ["name", "x"]],
            "municipalities": [["municipality", "name"], [49, "Espoo"]],
            "schools": [["school", "municipality", "name", "language"], [7, 49, 12, "fi"]],
            "agreements": [["buyer", "seller"], [49, 5]],
        }
    )

    scenario = read_book(made).scenario

    assert scenario is not None
    assert scenario.municipalities[0].municipality == scenario.schools[0].municipality == "049"
    assert (scenario.schools[0].school, scenario.schools[0].name) == ("7", "12")
    assert (scenario.agreements[0].buyer, scenario.agreements[0].seller) == ("049", "005")


@pytest.mark.parametrize("cell", [date(2026, 9, 1), "1.9.2026", "2026-09-01", 46266])
def test_days_of_the_calendar(cell: Any) -> None:
    """46266 days after 30.12.1899 is 1.9.2026: a date cell that lost its format."""
    made = book({"settings": [["key", "value"], ["name", "x"], ["first_day", cell]]})

    scenario = read_book(made).scenario

    assert scenario is not None
    assert scenario.settings.first_day == date(2026, 9, 1)


def test_grades_that_became_a_day_are_refused_by_name() -> None:
    """1-9 typed into an unformatted cell is the first of September."""
    head = ["school", "grades", "period", "start", "end"]
    made = book({"bells": [head, ["s", date(2026, 9, 1), "1", "8:00", "8:45"]]})

    assert places(read_book(made), "grades_became_a_date") == [("bells", 2, "grades")]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("kyllä", True), ("Ja", True), ("x", True), (1, True), (True, True), ("ei", False)],
)
def test_yes_and_no_in_three_languages(word: Any, meant: bool) -> None:
    reading = read_json({"settings": {"name": "x", "allow_unqualified": word}})

    assert reading.scenario is not None
    assert reading.scenario.settings.allow_unqualified is meant


@pytest.mark.parametrize("word", ["statutory", "Lakisääteinen", "LAGSTADGAD", " statutory "])
def test_choices_in_three_languages(word: str) -> None:
    sheets = example_sheets()
    sheets["needs"][1][-1] = word

    scenario = read_book(book(sheets)).scenario

    assert scenario == example_scenario()


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_csv_in_every_dress(separator: str, encoding: str, line_end: str) -> None:
    """Quoted cells hold the separator, a quote and a line break."""
    lines = [
        separator.join(["kunta", "nimi", "valvojan hinta"]),
        separator.join(["049", f'"Äänekoski{separator} ""osa"" {line_end}kaksi"', '"20,5"']),
    ]
    text = line_end.join(["", *lines, "", ""])

    reading = read_csv(
        settings=f"key{separator}value\nname{separator}x\n".encode(),
        kunnat=text.encode(encoding),
    )

    assert reading.scenario is not None, reading.findings
    row = reading.scenario.municipalities[0]
    # A tab in a cell is a blank like any other.
    assert row.name == " ".join(f'Äänekoski{separator} "osa" kaksi'.split())
    assert float(row.supervisor_cost) == 20.5
    # The header is the second row, after an empty one.
    assert reading.rows["municipalities", 0] == 3


def test_a_line_that_names_the_separator_is_no_row() -> None:
    reading = read_csv(settings=b"sep=|\r\nkey|value\r\nname|a;b,c\r\n")

    assert reading.scenario is not None
    assert reading.scenario.settings.name == "a;b,c"


def test_blank_rows_and_columns_mean_nothing() -> None:
    sheets = example_sheets()
    needs = sheets["needs"]
    sheets["needs"] = [
        [None, ""],
        ["\u00a0"],
        [*needs[0], None, None, " "],
        [],
        *([*row, None, ""] for row in needs[1:]),
        [" ", None],
    ]

    reading = read_book(book(sheets))

    assert reading.findings == ()
    assert reading.scenario == example_scenario()
    assert reading.rows["needs", 0] == 5


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheets = example_sheets(settings=[["key", "value"], ["name", "x"]])
    made = book(sheets)
    made["settings"]["B2"].value = "=cmd|' /C calc'!A0"
    made["settings"]["B2"].data_type = "s"

    scenario = read_bytes(bytes_of(made), "x.xlsx").scenario

    assert scenario is not None
    assert scenario.settings.name == "=cmd|' /C calc'!A0"


def test_an_empty_cell_means_the_default_in_every_format() -> None:
    empty = {"supervisors": None, "remote_rooms": " ", "supervisor_cost": ""}

    reading = read_json({"settings": {"name": "x"}, "schools": [{**SCHOOL, **empty}]})

    assert reading.scenario is not None
    school = reading.scenario.schools[0]
    assert (school.supervisors, school.remote_rooms, school.supervisor_cost) == (1, 1, None)
    assert of_code(reading, "missing_value") == []
