"""Charts of workbooks: of the figures beside them, told apart without colour."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from api.exports.figures import Figures
from api.exports.names import Names
from api.exports.xlsx.book import Book
from api.exports.xlsx.frontier import frontier_sheet
from api.i18n.catalogue import LANGUAGES
from tests.support.build import plan
from tests.support.workbooks import SERVED, book, rows, two_municipalities

POINTS = [(71_934.0, 210.5, True), (60_000.0, 180.0, True), (90_000.0, 220.0, False)]


def parts(content: bytes, folder: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith(folder))
        return [archive.read(name).decode() for name in names]


def frontier_book(points: list[tuple[float, float, bool]], language: str = "en") -> bytes:
    buffer = io.BytesIO()
    names = Names(two_municipalities(), language)
    with Book(buffer, names) as made:
        frontier_sheet(made, points, names)
    return buffer.getvalue()


def test_the_sheet_has_the_figures_that_are_drawn() -> None:
    scenario = two_municipalities()
    figures = Figures(scenario, "en", plan(scenario, SERVED))
    table = [row for row in rows(book(scenario, SERVED)["Charts"]) if row[1] is not None]
    drawn = [row[:4] for row in table]

    for load in figures.loads:
        left = max(0, load.contract - load.within)
        assert (load.name, load.within, load.overtime, left) in drawn
    for one in (*figures.coverage["municipality"], *figures.coverage["subject"]):
        assert tuple(one) in drawn
    for share in figures.shares:
        assert (share.name, *share.euros.values()) in drawn


@pytest.mark.parametrize("points", [POINTS, POINTS[:1]])
def test_the_frontier_has_its_points_and_its_steps(
    points: list[tuple[float, float, bool]],
) -> None:
    sheet = load_workbook(io.BytesIO(frontier_book(points))).active
    told = [row[:4] for row in rows(sheet) if isinstance(row[0], int | float)]

    table, line = told[: len(points)], told[len(points) :]
    assert [row[:2] for row in table] == sorted(point[:2] for point in points)
    assert [row[2] is not None for row in table] == [proved for *_, proved in sorted(points)]
    assert all((row[2] is None) != (row[3] is None) for row in table)
    assert len(line) == 2 * len(points) - 1
    assert line[0][:2] == table[0][:2]
    assert line[-1][:2] == table[-1][:2]


def test_charts_refer_to_their_own_sheet_and_say_what_they_are() -> None:
    content = frontier_book(POINTS)

    (chart,) = parts(content, "xl/charts/chart")
    (drawing,) = parts(content, "xl/drawings/drawing")
    assert chart.count("<c:f>&apos;More money&apos;!") + chart.count("<c:f>'More money'!") >= 6
    assert 'descr="What more money brings' in drawing


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_points_there_is_a_sentence_and_no_chart(language: str) -> None:
    content = frontier_book([], language)

    assert parts(content, "xl/charts/chart") == []
    assert len(rows(load_workbook(io.BytesIO(content)).active)) == 2
