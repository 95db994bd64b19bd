"""XML of strangers cannot expand, point elsewhere or go on for ever."""

import pytest

from scenarios.importers.trees import MAX_DEPTH, UnreadableXmlError, parse


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableXmlError) as caught:
        parse(data)
    return caught.value.code


def test_elements_attributes_and_text_are_read() -> None:
    root = parse(b'<a><b Id="x">text</b></a>')

    assert root.tag == "a"
    assert [(row.get("Id"), row.text) for row in root.findall("b")] == [("x", "text")]


def test_entities_are_refused_before_they_expand() -> None:
    """Ten levels of ten would be ten thousand million characters."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))

    assert refused(f"<!DOCTYPE a [{levels}]><a>&e9;</a>".encode()) == "xml_has_doctype"


def test_other_files_are_not_fetched() -> None:
    data = b'<!DOCTYPE a [<!ENTITY x SYSTEM "names.txt">]><a>&x;</a>'

    assert refused(data) == "xml_has_doctype"


@pytest.mark.parametrize(
    "data", [b"", b"not xml", b"<a><b></a>", b"<a>\xff</a>", b'<?xml version="1.0" encoding="x"?>']
)
def test_broken_xml_is_refused(data: bytes) -> None:
    assert refused(data) == "xml_broken"


def test_depth_has_a_limit() -> None:
    """The last depth allowed and the first refused."""
    assert parse(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH).tag == "a"
    assert refused(b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1)) == "xml_too_large"


def test_size_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.importers.trees.MAX_BYTES", 10)

    assert refused(b"<a></a>    ") == "xml_too_large"


def test_number_of_elements_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.importers.trees.MAX_ELEMENTS", 3)

    assert parse(b"<a><b/><b/></a>").tag == "a"
    assert refused(b"<a><b/><b/><b/></a>") == "xml_too_large"
