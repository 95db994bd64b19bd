"""XML of a workbook, read as a stream of elements without entities or document types."""

from __future__ import annotations

import re
from collections.abc import Callable, Sized
from xml.parsers import expat

from scenarios.files.faults import UnreadableFileError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_MAX_NAMES = 1000
# No cell, tag or attribute of a workbook is nearly as long.
_LONG_TOKEN = re.compile(rb"<[^<]{262144}")


def stream(content: bytes, part: str, start: Start, end: End, text: Text) -> None:
    """Hand every element to the callbacks, by its name without prefix.

    Raises
    ------
    UnreadableFileError
        If the part is no XML, or declares a document type (the door to entity expansion).
    """
    names: dict[str, str] = {}
    attribute_names: set[str] = set()

    def local(name: str) -> str:
        found = names.get(name)
        if found is None:
            found = names.setdefault(name, name.rpartition(":")[2])
            _refuse_many(names, part)
        return found

    def started(name: str, attributes: dict[str, str]) -> None:
        if not attribute_names.issuperset(attributes):
            attribute_names.update(attributes)
            _refuse_many(attribute_names, part)
        start(local(name), attributes)

    def refuse_doctype(*_declared: object) -> None:
        raise UnreadableFileError("doctype_in_workbook", part)

    if _LONG_TOKEN.search(content):
        raise UnreadableFileError("broken_workbook", part)
    parser = expat.ParserCreate(intern=None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = started
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise UnreadableFileError("broken_workbook", part) from broken


def _refuse_many(names: Sized, part: str) -> None:
    """The parser remembers every name, so names without end are memory without end."""
    if len(names) > _MAX_NAMES:
        raise UnreadableFileError("broken_workbook", part)


def local_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without prefix."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}
