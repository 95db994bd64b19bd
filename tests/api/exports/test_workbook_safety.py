"""Whatever the office types, the workbook opens, runs nothing and loses no sheet."""

from __future__ import annotations

import pytest

from api.exports.xlsx.book import MAX_SHEET_NAME, sheet_name
from tests.support.build import group, municipality, need, school, subject, teacher, world
from tests.support.workbooks import FIXED_SHEETS, book, named

HOSTILE = '=HYPERLINK("http://x","y")'


def test_texts_of_the_office_never_become_formulas_or_links() -> None:
    scenario = world(
        need("n1", level="@SUM(1)", classes="+1A"),
        named(school("s1"), HOSTILE),
        named(teacher("t1"), "-2+3"),
        named(municipality("m1"), "=cmd|' /C calc'!A0"),
        name="=1+1 & Co",
    )

    whole = book(scenario, group("t1", "mon 09:00", "n1"))

    formulas = [
        cell.value
        for sheet in whole.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert all(str(formula).startswith("=SUM(") for formula in formulas)
    links = [link for sheet in whole.worksheets for link in sheet._hyperlinks]
    assert all(link.target is None for link in links), "a link leaves the workbook"


def test_sheets_of_alike_and_forbidden_names_are_all_there() -> None:
    """Two schools whose names differ after 31 characters, one of forbidden ones, one `History`."""
    long = "Pitkäniemen koulun ja lukion yhteinen sivutoimipiste"
    names = [f"{long} A", f"{long} B", "a/b:c*[d]?\\'", "History", "cover"]
    needs = [need(f"n{k}", school=f"s{k}") for k in range(len(names))]
    schools = [named(school(f"s{k}"), name) for k, name in enumerate(names)]
    scenario = world(needs, schools, subject("OR", max_sites=9, max_pupils=20))

    whole = book(scenario, group("t1", "mon 09:00", *(row.need for row in needs)))

    titles = [sheet.title for sheet in whole.worksheets]
    assert len(titles) == FIXED_SHEETS + len(names) + 1
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(title) <= MAX_SHEET_NAME for title in titles)


@pytest.mark.parametrize(
    ("wanted", "used", "given"),
    [
        ("Rantala", [], "Rantala"),
        ("Rantala", ["rantala"], "Rantala 2"),
        ("Rantala", ["Rantala", "RANTALA 2"], "Rantala 3"),
        ("x" * 40, ["x" * 31], "x" * 29 + " 2"),
        ("'quoted'", [], "quoted"),
        ("a:b", [], "a b"),
        ("???", [], "–"),
        ("history", [], "history 2"),
    ],
)
def test_sheet_names(wanted: str, used: list[str], given: str) -> None:
    assert sheet_name(wanted, used) == given
