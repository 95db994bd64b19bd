"""Workbooks read as a stream, so that a hostile one is refused before it costs memory.

The sheets are read here and not by a library because the library at hand allocates the whole
bounding box of a sheet and copies a shared text for every cell that refers to it: a file of two
kilobytes ends the process. One pass here also sees formulas, merged cells and percent formats.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from scenarios.files.archive import MAX_BYTES, open_archive
from scenarios.files.faults import UnreadableFileError
from scenarios.files.grids import MAX_BOX, MAX_ROWS, Cell, FaultyCell, Grid, GridRow
from scenarios.files.markup import stream
from scenarios.files.workbook_parts import MAX_CELL_TEXT, Book, read_book, unescaped

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_465


def read_workbook(data: bytes) -> list[Grid]:
    """The sheets of a workbook, in its order.

    Raises
    ------
    UnreadableFileError
        If it is no workbook, or more than the limits allow.
    """
    try:
        archive = open_archive(data)
        book = read_book(archive)
    except UnreadableFileError as fault:
        # That a workbook is an archive inside is nothing an office could act on.
        if fault.code == "broken_archive":
            raise UnreadableFileError("broken_workbook") from fault
        raise
    budget = [MAX_BYTES]
    return [
        SheetReader(name, book, budget).read(archive.bytes_of(part)) for name, part in book.sheets
    ]


def position(reference: str) -> tuple[int, int]:
    """Column and row, both from 0, of a reference such as `B7`; `(-1, -1)` if it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return (-1, -1)
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - ord("A") + 1
    return (column - 1, int(match[2]) - 1)


class SheetReader:
    """Takes the cells of one sheet from its stream of elements.

    `budget` is how many characters of shared texts the cells of all sheets may still show: a
    file can name one long text very often.
    """

    def __init__(self, name: str, book: Book, budget: list[int]) -> None:
        self.name, self.book, self.budget = name, book, budget
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[tuple[int, int]] = []
        self.row, self.column = -1, -1
        self.width, self.height = 0, 0
        self.kind, self.style = "n", 0
        self.formula = False
        self.pieces: list[str] = []
        self.taking = False

    def read(self, content: bytes) -> Grid:
        """The sheet as a grid; rows and cells that the file leaves out are empty."""
        stream(content, self.name, self.start, self.end, self.text)
        grid: list[GridRow] = []
        for row in sorted(self.rows):
            found = self.rows[row]
            cells = [found.get(column) for column in range(max(found) + 1)]
            grid.append(GridRow(row + 1, cells))
        return Grid(self.name, grid, tuple(self.merged))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin of a row, a cell or a part of a cell."""
        if name == "c":
            column, row = position(attributes.get("r", ""))
            self.column = column if column >= 0 else self.column + 1
            self.row = row if row >= 0 else self.row
            self.kind = attributes.get("t", "n")
            style = attributes.get("s", "0")
            self.style = int(style) if style.isdecimal() and len(style) < 9 else 0
            self.formula = False
            self.pieces = []
        elif name in {"v", "t"}:
            self.taking = True
        elif name == "row":
            number = attributes.get("r", "")
            known = number.isdecimal() and 1 <= len(number) < 9
            self.row = max(0, int(number) - 1) if known else self.row + 1
            self.column = -1
        elif name == "f":
            self.formula = True
        elif name == "mergeCell":
            column, row = position(attributes.get("ref", "").partition(":")[0])
            self.merged.append((row + 1, column + 1))

    def end(self, name: str) -> None:
        """End of a part of a cell or of a cell."""
        if name in {"v", "t"}:
            self.taking = False
        elif name == "c":
            cell = FaultyCell("formula_cell") if self.formula else self.value("".join(self.pieces))
            if cell is not None and cell != "":
                self.keep(cell)

    def text(self, data: str) -> None:
        """Characters of a value."""
        if self.taking:
            self.pieces.append(data)

    def keep(self, cell: Cell) -> None:
        """Put the cell in its place, unless the sheet grows beyond the limits."""
        row = max(0, self.row)
        self.width, self.height = max(self.width, self.column + 1), max(self.height, row + 1)
        self.rows.setdefault(row, {})[self.column] = cell
        if len(self.rows) > MAX_ROWS:
            raise UnreadableFileError("too_many_rows", self.name, row + 1, limit=MAX_ROWS)
        if self.width * self.height > MAX_BOX:
            raise UnreadableFileError("too_many_cells", self.name, row + 1, limit=MAX_BOX)

    def value(self, raw: str) -> Cell:
        """What the cell says, by its kind and style."""
        if self.kind == "s":
            return self.shared(raw)
        if self.kind in {"inlineStr", "str"}:
            return unescaped(raw) if len(raw) <= 7 * MAX_CELL_TEXT else FaultyCell("cell_too_long")
        if self.kind == "d":
            return raw
        if self.kind == "b":
            return raw.strip() == "1"
        if self.kind == "e":
            return FaultyCell("error_cell")
        return self.number(raw.strip())

    def shared(self, raw: str) -> Cell:
        index = raw.strip()
        known = index.isdecimal() and len(index) < 9 and int(index) < len(self.book.texts)
        if not known:
            return FaultyCell("error_cell")
        text = self.book.texts[int(index)]
        self.budget[0] -= len(text)
        if self.budget[0] < 0:
            raise UnreadableFileError(
                "file_too_large", self.name, max(1, self.row + 1), limit=MAX_BYTES
            )
        return text

    def number(self, raw: str) -> Cell:
        """A number; days, times and percents as what they look like in the sheet."""
        if not raw:
            return None
        try:
            number = float(raw)
        except ValueError:
            return FaultyCell("error_cell")
        if self.style in self.book.formats.percents and abs(number) < 1e9:
            return f"{number * 100:.10g} %"
        in_years = 1 < number <= _LAST_SERIAL
        if in_years and self.style in self.book.formats.dates:
            return _moment(number, self.book.from_1904)
        return number


def _moment(serial: float, from_1904: bool) -> Cell:
    """Day, or day and time, of a spreadsheet's day number."""
    try:
        moment = (_DAY_0_OF_1904 if from_1904 else _DAY_0) + timedelta(days=serial)
    except OverflowError:
        return FaultyCell("error_cell")
    seconds = timedelta(seconds=round(moment.second + moment.microsecond / 1e6))
    moment = moment.replace(second=0, microsecond=0) + seconds
    return moment if moment.time() != datetime.min.time() else moment.date()
