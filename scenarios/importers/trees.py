"""XML of strangers, read into elements: no document types, no entities, bounded sizes."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MAX_BYTES = 64 * 1024 * 1024
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 60


class UnreadableXmlError(Exception):
    """The bytes are not XML that may be read; `code` is the code of the finding."""

    def __init__(self, code: str, **numbers: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers


def parse(data: bytes) -> Element:
    """The root element.

    Raises
    ------
    UnreadableXmlError
        `xml_too_large`, `xml_has_doctype` or `xml_broken`.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableXmlError("xml_too_large", most=MAX_BYTES // 1024**2)
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    limits = _Limits()

    def start(name: str, attributes: dict[str, str]) -> None:
        limits.open()
        builder.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        limits.depth -= 1
        builder.end(name.rpartition(":")[2])

    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        raise UnreadableXmlError("xml_broken", line=broken.lineno) from broken
    except (ValueError, LookupError) as broken:
        raise UnreadableXmlError("xml_broken", line=1) from broken
    return builder.close()


class _Limits:
    """How deep and how many elements so far."""

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0

    def open(self) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise UnreadableXmlError("xml_too_large", most=MAX_BYTES // 1024**2)


def _refuse_doctype(*_declared: object) -> None:
    raise UnreadableXmlError("xml_has_doctype")
