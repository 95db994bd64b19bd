"""Edits on a sheet, in a CSV file and in JSON mean the same, and faults are said where they are."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from scenarios.variants import Edit, EditKind, Variant, apply
from scenarios.variants.reading import EditsReading, read_edits
from tests.support.build import need, teacher, world

HEADERS = {
    "en": ("edit", "table", "row", "column", "value", "name"),
    "fi": ("muutos", "taulu", "rivi", "sarake", "arvo", "nimi"),
    "sv": ("ändring", "tabell", "rad", "kolumn", "värde", "namn"),
}
LINES: dict[str, list[tuple[str | int, ...]]] = {
    "en": [
        ("change", "teachers", "t1", "max_lessons", 12, "more"),
        ("change", "teachers", "t1", "contract_lessons", 3, ""),
        ("shift", "closed", "school=s1, reason=lunch", "", -10, ""),
        ("remove", "needs", "n2", "", "", ""),
        ("change", "settings", "", "slack_cost", 5, ""),
    ],
    "fi": [
        ("muuta", "opettajat", "t1", "tunteja enintään", 12, "more"),
        ("muuta", "opettajat", "t1", "sopimustunnit", 3, ""),
        ("siirrä", "suljetut ajat", "koulu=s1, syy=lunch", "", -10, ""),
        ("poista", "tarpeet", "n2", "", "", ""),
        ("muuta", "asetukset", "", "slack_cost", 5, ""),
    ],
    "sv": [
        ("ändra", "lärare", "t1", "högst lektioner", 12, "more"),
        ("ändra", "lärare", "t1", "avtalstimmar", 3, ""),
        ("flytta", "stängda tider", "skola=s1, orsak=lunch", "", -10, ""),
        ("ta bort", "behov", "n2", "", "", ""),
        ("ändra", "inställningar", "", "slack_cost", 5, ""),
    ],
}
MEANT = (
    Edit(
        edit=EditKind.CHANGE,
        table="teachers",
        row={"teacher": "t1"},
        cells={"max_lessons": 12, "contract_lessons": 3},
        name="more",
    ),
    Edit(
        edit=EditKind.SHIFT,
        table="closed",
        row={"school": "s1", "reason": "lunch"},
        minutes=-10,
    ),
    Edit(edit=EditKind.REMOVE, table="needs", row={"need": "n2"}),
    Edit(edit=EditKind.CHANGE, table="settings", cells={"slack_cost": 5}),
)


def workbook(path: Path, sheet: str, rows: list[tuple[str | int, ...]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        written = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            written.write_row(number, 0, row)
    return path


def csv_file(path: Path, rows: list[tuple[str | int, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def said(reading: EditsReading) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.place.row, one.place.column) for one in reading.findings]


@pytest.mark.parametrize(
    ("language", "sheet"), [("en", "edits"), ("fi", "Muutokset"), ("sv", "ändringar")]
)
def test_a_sheet_in_each_language_means_the_same(tmp_path: Path, language: str, sheet: str) -> None:
    rows = [HEADERS[language], *LINES[language]]
    reading = read_edits(workbook(tmp_path / "what if.xlsx", sheet, rows))

    assert reading.findings == ()
    assert reading.variant == Variant(name="what if", edits=MEANT)
    assert reading.rows == (2, 4, 5, 6)


def test_a_csv_file_and_json_mean_it_too(tmp_path: Path) -> None:
    rows = [HEADERS["en"], *LINES["en"]]
    of_csv = read_edits(csv_file(tmp_path / "v.csv", rows)).variant
    assert of_csv is not None
    (tmp_path / "v.json").write_text(of_csv.model_dump_json(), encoding="utf-8")

    assert read_edits(tmp_path / "v.json").variant == of_csv
    base = world(need("n1"), need("n2"), teacher("t1"))
    (longer,) = (one for one in of_csv.edits if one.table == "teachers")
    applied = apply(base, [longer]).scenario
    assert applied is not None
    assert applied.teacher_of["t1"].max_lessons == 12


def test_a_new_row_is_built_of_several_lines(tmp_path: Path) -> None:
    rows: list[tuple[str | int, ...]] = [
        HEADERS["en"],
        ("add", "teachers", "t9", "municipality", "m1", ""),
        ("add", "teachers", "t9", "languages", "fi;sv", ""),
        ("add", "teachers", "t9", "max_lessons", 8, ""),
        ("add", "qualifications", "teacher=t9, subject=OR", "", "", ""),
    ]
    reading = read_edits(csv_file(tmp_path / "v.csv", rows))
    assert reading.variant is not None
    applied = apply(world(need("n1")), reading.variant.edits).scenario

    assert applied is not None
    assert applied.teacher_of["t9"].languages == ("fi", "sv")
    assert [row.subject for row in applied.qualifications_of["t9"]] == ["OR"]


def test_every_fault_is_said_at_its_line(tmp_path: Path) -> None:
    rows: list[tuple[str | int, ...]] = [
        HEADERS["en"],
        ("alter", "teachers", "t1", "max_lessons", 12, ""),
        ("change", "professors", "t1", "max_lessons", 12, ""),
        ("shift", "closed", "s1", "", "a bit", ""),
    ]

    assert said(read_edits(csv_file(tmp_path / "v.csv", rows))) == [
        ("not_one_of", 2, "edit"),
        ("edit_unknown_table", 3, "table"),
        ("not_a_whole_number", 4, "value"),
    ]


def test_what_is_wrong_when_applied_is_said_at_the_line(tmp_path: Path) -> None:
    rows: list[tuple[str | int, ...]] = [HEADERS["en"], (), *LINES["en"][:2], LINES["en"][3]]
    reading = read_edits(csv_file(tmp_path / "v.csv", rows))
    assert reading.variant is not None
    findings = reading.placed(apply(world(need("n1")), reading.variant.edits).findings)

    assert [(one.code, one.place.row) for one in findings] == [("edit_matches_nothing", 5)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.json", None, "file_not_found"),
        ("v.txt", b"", "unknown_format"),
        ("v.xlsx", b"no workbook", "broken_workbook"),
        ("v.json", b"[", "edits_not_understood"),
        ("v.json", json.dumps({"edits": [{"edit": "fly", "table": "x"}]}).encode(), None),
    ],
)
def test_a_file_that_is_none_is_refused(
    tmp_path: Path, name: str, content: bytes | None, code: str | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    reading = read_edits(path)

    assert reading.variant is None
    assert [one.code for one in reading.findings] == [code or "edits_not_understood"]
    if code is None:
        assert (reading.findings[0].place.row, reading.findings[0].place.column) == (1, "edit")


def test_a_workbook_without_the_sheet_is_refused(tmp_path: Path) -> None:
    reading = read_edits(workbook(tmp_path / "v.xlsx", "needs", [("need",)]))

    assert said(reading) == [("edits_missing", 1, "A")]
