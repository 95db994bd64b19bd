"""Every fault has its place: table, row as the file shows it, column of the contract."""

from pathlib import Path
from typing import Any

import pytest

from scenarios.files import example_scenario, read, read_bytes, written
from scenarios.files.codes import CODES
from scenarios.files.faults import MAX_FINDINGS
from scenarios.findings import Severity, has_errors
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

ABOUT_READING = tuple(CODES)


def test_the_example_has_no_findings() -> None:
    assert read_book(book(example_sheets())).findings == ()


def test_all_faults_of_all_tables_are_told_at_once() -> None:
    """Wrong cells, a wrong pair of cells, a broken reference and a law finding in one go."""
    sheets = example_sheets()
    sheets["settings"].append(["weight_wish", "paljon"])
    # The end before the start shows though the school is missing too.
    sheets["bells"][3] = ["", "1-9", "mon-fri", "3", "9:00", "8:15"]
    sheets["settings"][4:6] = [["first_day", "1.6.2027"], ["last_day", "1.6.2026"]]
    sheets["settings"].append(["weight_wsh", ""])
    sheets["needs"][2][7] = "monta"
    sheets["needs"][2][5] = "10"
    sheets["needs"][4][2] = "no-such-school"
    sheets["teachers"][1][4] = ""

    reading = read_book(book(sheets))

    found = {(f.place.table, f.place.row, f.place.column, f.code) for f in reading.findings}
    # The key weight_wish is there already: it has a row of its own at the end.
    assert {
        ("settings", len(sheets["settings"]) - 1, "weight_wish", "repeated_key"),
        ("settings", 6, "last_day", "last_day_before_first"),
        ("bells", 4, "school", "missing_value"),
        ("bells", 4, "end", "end_not_after_start"),
        ("needs", 3, "pupils", "not_a_number"),
        ("needs", 3, "grade_from", "not_a_grade"),
        ("needs", 5, "school", "unknown_reference"),
        ("teachers", 2, "languages", "missing_value"),
    } <= found
    assert reading.scenario is None


def test_rows_of_checks_are_rows_of_the_file() -> None:
    """Positions in the normal form are sorted by id; the file is not, and has a blank row."""
    sheets = example_sheets()
    head, *rows = sheets["needs"]
    rows[0][7], rows[0][2] = 11, "keskusta"
    sheets["needs"] = [head, [], *reversed(rows)]

    reading = read_book(book(sheets))

    # max_pupils of OR is 10. The first row of the example is now the last of the sheet:
    # header, blank row, then as many rows as there are needs.
    assert places(reading, "need_too_large") == [("needs", 2 + len(rows), "pupils")]


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".json"])
def test_the_second_of_two_equal_ids_names_the_first(ending: str) -> None:
    """Header and two rows: 2 and 4 in a sheet; in JSON positions from 1."""
    example = example_scenario()
    twice = example.replace(
        municipalities=(*example.municipalities, example.municipalities[0]),
    )

    reading = read_bytes(written(twice, ending), f"x{ending}")

    first, second = (1, 2) if ending == ".json" else (2, 3)
    assert places(reading, "duplicate_id") == [("municipalities", second, "municipality")]
    assert of_code(reading, "duplicate_id")[0].numbers["other_row"] == first


def test_a_rejected_row_is_not_missed_by_those_that_refer_to_it() -> None:
    sheets = example_sheets()
    sheets["schools"][1][4] = "kaksi"

    reading = read_book(book(sheets))

    assert places(reading, "not_a_number") == [("schools", 2, "remote_rooms")]
    assert of_code(reading, "unknown_reference", "unknown_reference_similar") == []
    assert reading.rejected["schools"] == frozenset({str(sheets["schools"][1][0])})


def test_what_is_not_understood_is_named() -> None:
    sheets = example_sheets(Muistiinpanot=[["kahvi", "maito"], [1, 2]])
    sheets["schools"][0].append("Huomautus")
    sheets["schools"][2].append("tilat remontissa")
    sheets["subjects"][1].extend([None, "irrallinen"])
    sheets["settings"].append(["weight_wsh", 3])

    reading = read_book(book(sheets))

    assert places(reading, "unknown_table") == [("Muistiinpanot", 1, "A")]
    # Columns of subjects end with K, so the cell after the empty one is in M.
    assert places(reading, "cell_without_header") == [("subjects", 2, "M")]
    assert places(reading, "unknown_column") == [("schools", 1, "Huomautus")]
    last = len(sheets["settings"])
    assert places(reading, "unknown_setting") == [("settings", last, "weight_wsh")]
    assert not has_errors(reading.findings)
    assert reading.scenario == example_scenario()


def test_faults_of_headers() -> None:
    sheets = example_sheets(tarpeet=[["tarve"], ["x"]])
    sheets["schools"][0][3] = ""
    sheets["classes"][0][4] = "Aikaisintaan"

    reading = read_book(book(sheets))

    assert places(reading, "missing_column") == [("schools", 1, "language")]
    assert places(reading, "repeated_column") == [("classes", 1, "earliest")]
    assert places(reading, "repeated_table") == [("needs", 1, "A")]
    assert of_code(reading, "missing_value") == [], "one finding for the column, not one a row"


def test_missing_tables_are_told() -> None:
    reading = read_json({"settings": {"name": "x"}})

    told = of_code(reading, "missing_table")
    assert [finding.place.table for finding in told] == [
        "municipalities",
        "schools",
        "subjects",
        "needs",
        "teachers",
    ]
    assert {finding.severity for finding in told} == {Severity.WARNING}


def test_a_scenario_needs_its_settings() -> None:
    reading = read_json({"needs": []})

    assert places(reading, "missing_value") == [("settings", 1, "name")]
    assert reading.scenario is None


def test_limits_and_choices_are_shown() -> None:
    sheets = example_sheets()
    sheets["needs"][1][7] = 0
    sheets["needs"][1][12] = "pakollinen"

    too_small, not_one_of = of_code(read_book(book(sheets)), "too_small", "not_one_of")

    assert too_small.numbers == {"given": "0", "limit": 1}
    assert not_one_of.numbers == {
        "given": "pakollinen",
        "allowed": "statutory, promised, optional",
    }


def test_merged_cells_and_formulas_are_refused_in_their_place() -> None:
    made = book(example_sheets())
    made["needs"].merge_cells("B3:C4")
    made["schools"]["E2"] = "=1+1"

    reading = read_book(made)

    assert places(reading, "merged_cells") == [("needs", 3, "B")]
    assert places(reading, "formula_cell") == [("schools", 2, "remote_rooms")]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ([], "not_an_object", ("file", 1, "A")),
        ({"schema_version": 2}, "unknown_schema_version", ("file", 1, "schema_version")),
        ({"needs": {}}, "not_a_table", ("needs", 1, "A")),
        ({"needs": [5]}, "not_a_row", ("needs", 1, "A")),
        ({"needs": [{"pupils": {"a": 1}}]}, "not_a_cell", ("needs", 1, "pupils")),
        ({"needs": [{}, {"classes": [["a"]]}]}, "not_a_cell", ("needs", 2, "classes")),
        ({"needs": [], "tarpeet": []}, "repeated_table", ("needs", 1, "A")),
        ({"needs": [{"need": "a", "tarve": "b"}]}, "repeated_column", ("needs", 1, "need")),
        ({"needs": [{"colour": 1}, {"colour": 1}]}, "unknown_column", ("needs", 1, "colour")),
    ],
)
def test_oddities_of_json(content: Any, code: str, place: tuple[str, int, str]) -> None:
    assert places(read_json(content), code) == [place]


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ('{"settings": {"name": "a", "name": "b"}}', "repeated_key", 1),
        ('{"needs": [{}, {"need": "a", "need": "b"}]}', "repeated_key", 2),
        ('{"needs": [{"pupils": NaN}]}', "not_a_number", 1),
        ('{"needs": [{"pupils": -Infinity}]}', "not_a_number", 1),
        ('{"needs": [{"pupils": 1e999}]}', "not_a_number", 1),
        (f'{{"needs": [{{"pupils": {"9" * 10_000}}}]}}', "not_a_number", 1),
        ('{"needs": [{"pupils": "\\ud800"}]}', "not_a_number", 1),
        ('{"needs": [\n{"pupils": 1},\n]}', "broken_json", 3),
    ],
)
def test_json_that_is_no_plain_data(text: str, code: str, row: int) -> None:
    reading = read_bytes(text.encode(), "x.json")

    assert [place[1] for place in places(reading, code)] == [row]
    assert reading.scenario is None


def test_broken_csv_names_the_row() -> None:
    reading = read_csv(needs=b'need;school\r\na;b\r\n"c";"d"x\r\n', settings=b"\xff\xfe\x00")

    assert places(reading, "broken_csv") == [("needs", 3, "A")]
    assert places(reading, "unknown_encoding") == [("settings", 1, "A")]


def test_a_file_with_everything_wrong_is_told_in_bounded_space() -> None:
    rows = [["", "x", "x", "x"]] * (MAX_FINDINGS // 3)

    reading = read_book(book({"bells": [["school", "period", "start", "end"], *rows]}))

    # Three faults a row, and a few about what is missing.
    assert len(reading.findings) == MAX_FINDINGS + 1
    assert reading.findings[-1].code == "too_many_findings"
    assert int(reading.findings[-1].numbers["left_out"]) > 0


@pytest.mark.parametrize("name", ["x.xls", "x.ods", "x", "x.csv", ".json5"])
def test_other_endings_are_refused(name: str) -> None:
    assert places(read_bytes(b"", name), "unknown_format") == [("file", 1, "A")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """What cannot be opened has no row or column, only a name."""
    missing, unreadable = read(tmp_path / "none.xlsx"), read(tmp_path / "a\0b.xlsx")

    assert places(missing, "file_not_found") == [(None, None, None)]
    assert missing.findings[0].subjects == ("file:none.xlsx",)
    assert places(unreadable, "file_unreadable") == [(None, None, None)]


def test_every_code_of_reading_is_listed() -> None:
    """The catalogue is held to the list, so the list must know what the sources raise."""
    import re

    import scenarios
    from scenarios.files.validated import CODES as OF_PYDANTIC

    folder = Path(scenarios.__file__).parent
    sources = [*folder.glob("*.py"), *(folder / "files").glob("*.py")]
    raised = {
        code
        for source in sources
        for code in re.findall(
            r"(?:complaint|complaints\.add|complaints\.warn|UnreadableFileError|FaultyCell)"
            r'\(\s*"([a-z_0-9]+)"',
            source.read_text(encoding="utf-8"),
        )
    }

    assert raised | set(OF_PYDANTIC.values()) <= set(CODES)
    assert len(raised) > 40


def test_bytes_of_an_old_workbook_are_recognised() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    assert places(read_bytes(old, "x.xlsx"), "encrypted_or_old_workbook") == [("file", 1, "A")]
    assert of_code(read_bytes(bytes_of(book({"a": [[1]]})), "x.xlsx"), *ABOUT_READING) != []
