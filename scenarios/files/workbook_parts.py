"""The small parts of a workbook: which sheets there are, shared texts, which formats are dates."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from scenarios.files.archive import Archive
from scenarios.files.faults import UnreadableFileError
from scenarios.files.markup import local_attributes, stream

MAX_CELL_TEXT = 32_767
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENT_FORMATS = frozenset([9, 10])
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Formats(NamedTuple):
    """Cell styles, by index, that change what a number means."""

    dates: frozenset[int]
    percents: frozenset[int]


class Book(NamedTuple):
    """What the sheets of a workbook refer to."""

    sheets: tuple[tuple[str, str], ...]
    texts: list[str]
    formats: Formats
    from_1904: bool


def read_book(archive: Archive) -> Book:
    """Sheet names with their parts, in the order of the workbook, and what cells refer to.

    Raises
    ------
    UnreadableFileError
        If a needed part is missing or broken.
    """
    if "xl/workbook.xml" not in archive.names:
        raise UnreadableFileError("not_a_workbook")
    listed, from_1904 = _listed_sheets(archive.bytes_of("xl/workbook.xml"))
    targets = _targets(archive)
    sheets: list[tuple[str, str]] = []
    for name, relation in listed:
        part = targets.get(relation, ("", ""))[1]
        if part not in archive.names:
            raise UnreadableFileError("broken_workbook", name)
        # Two sheets in one part would be read twice, five thousand as often.
        if part in {taken for _, taken in sheets}:
            raise UnreadableFileError("broken_workbook", name)
        sheets.append((name, part))
    by_kind = {kind: part for kind, part in targets.values() if part in archive.names}
    texts = by_kind.get("sharedStrings", "xl/sharedStrings.xml")
    styles = by_kind.get("styles", "xl/styles.xml")
    return Book(
        tuple(sheets),
        _shared_texts(archive.bytes_of(texts)) if texts in archive.names else [],
        _formats(archive.bytes_of(styles))
        if styles in archive.names
        else Formats(frozenset(), frozenset()),
        from_1904,
    )


def unescaped(text: str) -> str:
    """Text with the workbook's `_xHHHH_` written out as the characters they stand for."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _ignore(*_unused: object) -> None:
    return None


def _listed_sheets(content: bytes) -> tuple[list[tuple[str, str]], bool]:
    listed: list[tuple[str, str]] = []
    flags: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = local_attributes(attributes)
        if name == "sheet":
            listed.append((local.get("name", ""), local.get("id", "")))
        elif name == "workbookPr":
            flags.append(local.get("date1904", "0"))

    stream(content, "workbook", start, _ignore, _ignore)
    return listed, any(flag in {"1", "true"} for flag in flags)


def _targets(archive: Archive) -> dict[str, tuple[str, str]]:
    """Kind and part by relation id."""
    name = "xl/_rels/workbook.xml.rels"
    if name not in archive.names:
        raise UnreadableFileError("not_a_workbook")
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(part))

    stream(archive.bytes_of(name), "workbook", start, _ignore, _ignore)
    return found


def _shared_texts(content: bytes) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    # Inside `t`, but not in the reading aid (`rPh`) of an Asian text.
    state = {"t": 0, "rPh": 0}

    def start(name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name in state:
            state[name] += 1

    def end(name: str) -> None:
        if name in state:
            state[name] -= 1
        elif name == "si":
            text = "".join(pieces)
            if len(text) > 7 * MAX_CELL_TEXT:
                raise UnreadableFileError("cell_too_long", limit=MAX_CELL_TEXT)
            texts.append(unescaped(text))

    def characters(data: str) -> None:
        if state["t"] and not state["rPh"]:
            pieces.append(data)

    stream(content, "sharedStrings", start, end, characters)
    return texts


def _formats(content: bytes) -> Formats:
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        inside.append(name)
        if name == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            codes[int(attributes["numFmtId"][:9])] = attributes.get("formatCode", "")
        elif name == "xf" and inside[-2:-1] == ["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            styles.append(int(number[:9]) if number.isdecimal() else 0)

    stream(content, "styles", start, lambda _name: _ignore(inside.pop()), _ignore)
    dates = {number for number, code in codes.items() if _shows_a_date(code)}
    percents = {number for number, code in codes.items() if "%" in _QUOTED.sub("", code)}
    dates |= _DATE_FORMATS - codes.keys()
    percents |= _PERCENT_FORMATS - codes.keys()
    return Formats(
        frozenset(style for style, number in enumerate(styles) if number in dates),
        frozenset(style for style, number in enumerate(styles) if number in percents),
    )


def _shows_a_date(code: str) -> bool:
    first = _QUOTED.sub("", code).split(";")[0].lower()
    return "general" not in first and any(sign in first for sign in "ymdhs")
