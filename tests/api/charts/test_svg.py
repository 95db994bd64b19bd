"""The writer of SVG: well-formed, told to screen readers, asking nothing of any other host."""

from __future__ import annotations

import re

import pytest

from api.charts.svg import DOTTED, EMPTY, SOLID, STRIPED, Canvas, text_width, wrapped
from tests.api.charts.drawn import SVG, root, texts


def drawn() -> bytes:
    canvas = Canvas(200, "Kunnat & <koulut>", "Kaksi \x07 kuntaa", "fi")
    canvas.height = 100
    for number, fill in enumerate((SOLID, STRIPED, DOTTED, EMPTY)):
        canvas.rectangle(10, 20 * number, 50, 10, fill)
    canvas.text(10, 90, 'Ähtäri <b> "&"')
    return canvas.finished()


def test_title_and_description_are_what_the_picture_is_labelled_by() -> None:
    picture = root(drawn())

    labels = {one.attrib["id"]: one.text for one in picture if "id" in one.attrib}
    assert picture.attrib["role"] == "img"
    assert picture.attrib["lang"] == "fi"
    assert [labels[name] for name in picture.attrib["aria-labelledby"].split()] == [
        "Kunnat & <koulut>",
        "Kaksi  kuntaa",
    ]
    assert texts(drawn()) == ['Ähtäri <b> "&"']


def test_nothing_is_fetched_from_anywhere() -> None:
    said = drawn().decode().replace("http://www.w3.org/2000/svg", "")

    assert re.findall(r"https?:|href|@import|<script|<style|font-face", said) == []
    assert set(re.findall(r"url\(([^)]*)\)", said)) == {"#striped", "#dotted"}


def test_looks_are_told_apart_without_their_colour() -> None:
    """Two are plain, dark and white; the others have each a pattern of its own, which is there."""
    patterns = [one.attrib["id"] for one in root(drawn()).iter(f"{SVG}pattern")]

    assert patterns == ["striped", "dotted"]
    assert STRIPED.pattern != DOTTED.pattern
    assert (SOLID.pattern, EMPTY.pattern, EMPTY.colour) == ("", "", "#FFFFFF")


def test_the_same_drawing_is_the_same_file() -> None:
    assert drawn() == drawn()


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("", [""]),
        ("Suonenjoki", ["Suonenjoki"]),
        ("Suonenjoki: Kuusiston yhtenäiskoulu", ["Suonenjoki:", "Kuusiston", "yhtenäiskoulu"]),
    ],
)
def test_long_names_are_wrapped_between_words(said: str, lines: list[str]) -> None:
    assert wrapped(said, 110) == lines


@pytest.mark.parametrize("width", [1, 30, 60, 111])
def test_a_word_longer_than_the_line_is_broken_and_nothing_is_lost(width: int) -> None:
    said = "Elämänkatsomustiedonopettajanviransijainen Maija"

    lines = wrapped(said, width)

    assert "".join(lines) == said.replace(" ", "")
    assert all(text_width(line) <= width or len(line) == 1 for line in lines)
