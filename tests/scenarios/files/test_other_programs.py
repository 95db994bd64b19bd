"""Workbooks as other programs write them, and our own as other programs read them."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
import python_calamine

from scenarios.files import example_scenario, read_bytes, written
from scenarios.files.workbook_in import read_workbook
from tests.scenarios.files.hostile import sheet, workbook
from tests.scenarios.files.offices import book, bytes_of, example_sheets, places


def rows_of_calamine(data: bytes, name: str) -> list[list[Any]]:
    found = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = found.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def test_cells_are_what_another_reader_sees() -> None:
    """Texts, numbers, yes and no, days and empty cells, in a file by a third program."""
    rows = [
        ["a", None, "ä€😀", " x ", "007"],
        [],
        [1, 1.5, -2, True, False],
        [date(2026, 9, 1), datetime(2026, 9, 1, 8, 15), None, None, "_x0041_"],  # noqa: DTZ001
    ]
    data = bytes_of(book({"s": rows}))

    ours = {row.number: row.cells for row in read_workbook(data)[0].rows}

    theirs = rows_of_calamine(data, "s")
    width = max(len(row) for row in theirs)
    padded = [
        [*ours.get(number, []), *[None] * (width - len(ours.get(number, [])))]
        for number in range(1, len(theirs) + 1)
    ]
    assert padded == theirs


def test_our_workbooks_open_elsewhere() -> None:
    example = example_scenario()
    found = openpyxl.load_workbook(io.BytesIO(written(example, ".xlsx", "fi")))

    rows = list(found["kunnat"].values)

    assert rows[0] == ("kunta", "nimi", "valvojan hinta")
    assert rows[1] == ("901", "Järvelä", 20)
    assert found["kunnat"]["A2"].data_type == "s"


def test_texts_in_pieces_inline_texts_and_prefixes_are_read() -> None:
    """Rich text, reading aids, cells without references and a prefix on every element."""
    shared = (
        b"<x:sst><x:si><x:r><x:t>ab</x:t></x:r><x:r><x:t xml:space='preserve'> c</x:t></x:r>"
        b"<x:rPh><x:t>no</x:t></x:rPh></x:si><x:si><x:t/></x:si></x:sst>"
    ).replace(b"<x:sst>", b'<x:sst xmlns:x="y">')
    rows = (
        b'<x:row xmlns:x="y"><x:c t="s"><x:v>0</x:v></x:c>'
        b'<x:c t="inlineStr"><x:is><x:t>in</x:t></x:is></x:c><x:c t="s"><x:v>1</x:v></x:c>'
        b'<x:c r="E1" t="str"><x:v>str</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row>'
        b'<x:row xmlns:x="y" r="7"><x:c><x:v>3</x:v></x:c></x:row>'
    )

    grid = read_workbook(workbook(sheet(rows), shared))[0]

    assert [(row.number, row.cells) for row in grid.rows] == [
        (1, ["ab c", "in", None, None, "str", True]),
        (7, [3.0]),
    ]


def test_cells_that_show_an_error_are_refused() -> None:
    rows = (
        b'<row r="1"><c r="A1" t="str"><v>school</v></c><c r="B1" t="str"><v>period</v></c></row>'
        b'<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="s"><v>99</v></c></row>'
    )

    found = places(read_bytes(workbook(sheet(rows)), "x.xlsx"), "error_cell")

    assert found == [("bells", 2, "school"), ("bells", 2, "period")]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    made = book({"s": [[date(2026, 9, 1), time(8, 15)]]})
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    cells = read_workbook(bytes_of(made))[0].rows[0].cells

    assert cells[0] == date(2026, 9, 1)
    assert cells[1] == 0.34375


def test_a_spreadsheet_of_another_office_is_refused() -> None:
    """An OpenDocument file is a zip file too; renaming does not make it ours."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")

    assert places(read_bytes(buffer.getvalue(), "x.xlsx"), "not_a_workbook") == [("file", 1, "A")]


def test_the_order_of_sheets_and_columns_is_free() -> None:
    sheets = example_sheets()
    turned = {name: [list(reversed(row)) for row in rows] for name, rows in sheets.items()}

    reading = read_bytes(bytes_of(book(dict(reversed(turned.items())))), "x.xlsx")

    assert reading.findings == ()
    assert reading.scenario == example_scenario()
