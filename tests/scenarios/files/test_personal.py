"""Names and identity codes of pupils are refused wherever they stand, and never repeated.

The identity codes are made up; none has a check character that fits its number.
"""

import json
from typing import Any

import pytest

from scenarios.files import Reading, read_bytes
from scenarios.files.headers import LANGUAGES, TABLE_COLUMNS, name_of
from scenarios.files.personal import holds_identity_code, is_personal_header
from tests.scenarios.files.offices import (
    book,
    bytes_of,
    example_sheets,
    places,
    read_book,
    read_csv,
    read_json,
)

CODE = "131052-308A"


def said(reading: Reading) -> str:
    return json.dumps([finding.model_dump(mode="json") for finding in reading.findings])


@pytest.mark.parametrize(
    "cell",
    [
        "131052-308A",
        "010101+1234",
        "311299A999x",
        "010190Y1234",
        "hetu: 131052-308A.",
        "x;131052-308A;y",
        "131052-308A/131052-309B",
        ["a", "131052-308A"],
        {"131052-308A": 1},
    ],
)
def test_identity_code_is_seen(cell: Any) -> None:
    assert holds_identity_code(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "321052-308A",
        "131352-308A",
        "131052-30A",
        "2026-2027",
        "040-1234567",
        "9f131052a308b77c",
        "+358401234567",
        131052308,
        None,
    ],
)
def test_other_cells_are_not(cell: Any) -> None:
    """Ids drawn as hexadecimal digits must not be taken for one."""
    assert not holds_identity_code(cell)


@pytest.mark.parametrize("table", ["needs", "schools", "settings"])
def test_identity_code_in_a_workbook(table: str) -> None:
    sheets = example_sheets()
    sheets[table][1][1] = f"Oppilas {CODE}"

    reading = read_book(book(sheets))

    column = TABLE_COLUMNS[table][1]
    assert places(reading, "personal_data") == [(table, 2, column)]
    assert reading.scenario is None
    assert CODE not in said(reading)


def test_identity_code_as_the_id_that_others_refer_to() -> None:
    """The checks must not quote it either."""
    sheets = example_sheets()
    sheets["needs"][1][0] = CODE
    sheets["pins"].append([CODE, "", "", "", "", "must"])

    reading = read_book(book(sheets))

    assert ("needs", 2, "need") in places(reading, "personal_data")
    assert ("pins", len(sheets["pins"]), "need") in places(reading, "personal_data")
    assert CODE not in said(reading)


def test_identity_code_where_nothing_is_read() -> None:
    """Unknown sheets, columns and headers, cells beside the table, and names of sheets."""
    sheets = example_sheets(Muuta=[["a"], ["b", CODE]])
    sheets[f"x {CODE}"] = [["a"]]
    sheets["schools"][0].extend(["Lisätieto", CODE])
    sheets["schools"][2].append(CODE)
    sheets["bells"][3].extend(["", CODE])

    reading = read_book(book(sheets))

    assert set(places(reading, "personal_data")) == {
        ("Muuta", 2, "B"),
        ("file", 1, "A"),
        ("schools", 1, "I"),
        ("schools", 3, "H"),
        ("bells", 4, "H"),
    }
    assert CODE not in said(reading)


@pytest.mark.parametrize(
    "content",
    [
        {"needs": [{"need": CODE}]},
        {"needs": [{CODE: 1}]},
        {"needs": [{"classes": ["a", CODE]}]},
        {"needs": [{"colour": {"deep": [{"deeper": CODE}]}}]},
        {"other": [[[CODE]]]},
        {CODE: []},
        {"settings": {"name": CODE}},
        {"settings": {CODE: 1}},
        {"needs": {"x": CODE}},
        {"needs": [CODE]},
    ],
)
def test_identity_code_anywhere_in_json(content: Any) -> None:
    reading = read_json(content)

    assert places(reading, "personal_data") != []
    assert CODE not in said(reading)


def test_identity_code_in_csv() -> None:
    reading = read_csv(tarpeet=f"tarve;koulu\n{CODE};s\n".encode())

    assert places(reading, "personal_data") == [("needs", 2, "need")]
    assert CODE not in said(reading)


@pytest.mark.parametrize(
    "header",
    [
        "Oppilas",
        "oppilaan nimi",
        "Hetu",
        "HENKILÖTUNNUS",
        "henkilötunnus (pakollinen)",
        "sotu",
        "Personbeteckning",
        "elev",
        "Elevens namn",
        "pupil_name",
        "Pupil",
        "student name",
        "First name",
        "surname",
        "etunimi",
        "Sukunimi",
        "Förnamn",
        "Efternamn",
        "syntymäaika",
    ],
)
def test_columns_about_persons_are_refused(header: str) -> None:
    sheets = example_sheets()
    sheets["classes"][0].append(header)
    sheets["classes"][1].append("Maija Meikäläinen")

    reading = read_book(book(sheets))

    assert places(reading, "personal_data") == [("classes", 1, header)]
    assert reading.scenario is None
    assert "Maija" not in said(reading)


@pytest.mark.parametrize(("table", "refused"), [("needs", True), ("bells", False)])
def test_a_column_of_names_beside_needs_is_one_of_pupils(table: str, refused: bool) -> None:
    sheets = example_sheets()
    sheets[table][0].append("Nimi")

    found = places(read_book(book(sheets)), "personal_data")

    assert found == ([(table, 1, "Nimi")] if refused else [])


def test_none_of_our_own_columns_is_taken_for_one() -> None:
    for table, columns in TABLE_COLUMNS.items():
        for column in columns:
            for language in LANGUAGES:
                header = name_of("columns", column, language)
                if not (table in ("needs", "windows", "pins") and column == "name"):
                    assert not is_personal_header("schools", header), header


def test_a_file_name_is_not_repeated() -> None:
    reading = read_bytes(bytes_of(book({"a": [[1]]})), f"{CODE}.xls")

    assert CODE not in said(reading)
