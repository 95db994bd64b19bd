"""The plan workbook: right for principals, in three languages, the same every time."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from api.exports import FORMATS, exported
from api.i18n.catalogue import LANGUAGES
from solver.outcome import Outcome, StageResult, Status
from tests.support.build import plan
from tests.support.workbooks import (
    FIXED_SHEETS,
    SERVED,
    book,
    outcome,
    rows,
    stage,
    texts,
    two_municipalities,
)


def test_school_sheet_has_what_a_principal_enters() -> None:
    whole = book(two_municipalities(), SERVED)

    title, validity, head, *slots = rows(whole["Rantala"])
    assert title[0] == "Rantala: locked remote lessons"
    assert "11 Aug 2026" in validity[0]
    assert len(head) == 10
    # s2 attends the first meeting only, and needs a room and an adult for it.
    assert slots == [
        (
            *("Monday", "09:00–09:45", "every week", "g1", "2B, 3B", "3", 5, "yes", "yes"),
            "Maija Meikäläinen",
        )
    ]


def test_school_of_the_teacher_needs_no_room_and_no_adult() -> None:
    whole = book(two_municipalities(), SERVED)

    slots = rows(whole["Kirkonkylä"])[3:]
    assert [slot[:3] for slot in slots] == [
        ("Monday", "09:00–09:45", "every week"),
        ("Wednesday", "10:00–10:45", "A"),
    ]
    assert {slot[7:9] for slot in slots} == {("no", "no")}


def test_school_sheet_tells_no_subject_and_nothing_of_other_schools() -> None:
    """The subject is a religion; the sheet goes on the wall of the teachers' room."""
    sheet = book(two_municipalities(), SERVED)["Rantala"]

    told = " ".join(str(cell) for row in rows(sheet) for cell in row)
    assert "Orthodox" not in told
    assert "OR" not in told.split()
    assert "Kirkonkylä" not in told
    assert sheet.title == "Rantala"


def test_teacher_sheet_is_a_week_grid() -> None:
    sheet = book(two_municipalities(), SERVED)["Maija Meikäläinen"]

    grid = {row[0]: row[1:] for row in rows(sheet)[3:]}
    assert set(grid) == {"09:00", "10:00"}
    assert grid["09:00"][0].startswith("09:00–09:45\ng1: Orthodox religion")
    assert "Rantala (grades 3, pupils 5)" in grid["09:00"][0]
    assert "(A)" in grid["10:00"][2]
    assert [bool(cell) for cell in grid["09:00"]] == [True, False, False, False, False]


def test_unserved_need_has_its_reason_in_words() -> None:
    """t1 has time for n3 beside the group, so nothing but the search kept it out."""
    sheet = book(two_municipalities(), SERVED).worksheets[2]

    (unserved,) = rows(sheet)[3:]
    assert unserved[0] == "n3"
    assert "still fit" in unserved[-1]


def test_shares_add_up_to_the_bill_to_the_cent() -> None:
    sheet = book(two_municipalities(), SERVED).worksheets[3]

    table = rows(sheet)
    start = next(k for k, row in enumerate(table) if row[0] == "Municipality")
    shares = [row[1:] for row in table[start + 1 : start + 3]]
    # 1.5 lessons × 31 € + 13 € hiring + 21 € adult at s2.
    for column in range(3):
        assert sum(Decimal(str(row[column])) for row in shares) == Decimal("80.5")


def test_sums_are_formulas_with_values_for_readers_that_do_not_calculate() -> None:
    content = exported(
        ".xlsx",
        two_municipalities(),
        outcome(plan(two_municipalities(), SERVED)),
        None,
        "en",
    )
    values = load_workbook(io.BytesIO(content), data_only=True).worksheets[3]
    formulas = load_workbook(io.BytesIO(content)).worksheets[3]

    (total,) = [row for row in rows(formulas)[:8] if row[0] == "Total"]
    (value,) = [row for row in rows(values)[:8] if row[0] == "Total"]
    assert str(total[1]).startswith("=SUM(")
    assert value[1] == 80.5


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((stage("coverage", 0, 0), stage("cost", 7, 7)), "proved to be the best"),
        ((stage("coverage", 0, 0), stage("cost", 800, 760)), "at most 5%"),
        ((stage("coverage", 8, 6), stage("cost", 700, 700)), "at most 25%"),
        ((), "not known"),
    ],
)
def test_cover_says_how_good_the_plan_is(stages: tuple[StageResult, ...], said: str) -> None:
    cover = book(two_municipalities(), SERVED, stages=stages).worksheets[0]

    assert said in str(cover["A4"].value)


def test_stages_are_shown_in_units_of_people() -> None:
    sheet = book(two_municipalities(), SERVED, stages=(stage("cost", 8050, 8000),)).worksheets[4]

    (shown,) = [row for row in rows(sheet) if row[1] == "€ a week"]
    assert shown[2:4] == (80.5, 80)


def test_same_plan_gives_the_same_bytes() -> None:
    scenario = two_municipalities()

    first, second = (
        exported(".xlsx", scenario, outcome(plan(scenario, SERVED)), None, "fi") for _ in "ab"
    )

    assert first == second


def test_three_languages_differ_and_leave_no_key_behind() -> None:
    said = {
        language: texts(book(two_municipalities(), SERVED, language=language))
        for language in LANGUAGES
    }

    assert not any("export." in text for language in LANGUAGES for text in said[language])
    # What all three share are names, ids, clock times and numbers.
    shared = said["fi"] & said["sv"] & said["en"]
    assert all(len(said[language] - shared) > 60 for language in LANGUAGES)


def test_every_sheet_prints_on_one_a4_page_wide() -> None:
    for sheet in book(two_municipalities(), SERVED).worksheets:
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        # One page wide is what a file that says nothing of the width means.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text
    landscape = [s.page_setup.orientation for s in book(two_municipalities(), SERVED).worksheets]
    assert landscape == ["portrait", *["landscape"] * (len(landscape) - 1)]


def test_plan_without_groups_is_a_workbook_too() -> None:
    whole = book(two_municipalities())

    assert len(whole.worksheets) == FIXED_SHEETS
    assert len(rows(whole.worksheets[2])) == 3 + 3


def test_outcome_without_a_plan_has_nothing_to_export() -> None:
    with pytest.raises(LookupError):
        exported(".xlsx", two_municipalities(), Outcome(status=Status.FAILED), None, "en")


def test_formats_are_known_by_their_endings() -> None:
    assert set(FORMATS) == {".xlsx", ".csv", ".json"}
