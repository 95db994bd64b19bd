"""A picture read back: its texts with the boxes that they take, and its other shapes."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from api.charts.svg import SIZE, text_width

SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    """A text and the corners of its box."""

    said: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        apart = (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )
        return not apart


def root(picture: bytes) -> Element:
    return fromstring(picture.decode())


def boxes(picture: bytes) -> list[Box]:
    found = []
    for text in root(picture).iter(f"{SVG}text"):
        said = text.text or ""
        width = text_width(said)
        start = {"start": 0.0, "middle": width / 2, "end": width}[text.attrib["text-anchor"]]
        x, y = float(text.attrib["x"]) - start, float(text.attrib["y"])
        found.append(Box(said, x, y - SIZE * 0.8, x + width, y + SIZE * 0.2))
    return found


def texts(picture: bytes) -> list[str]:
    return [box.said for box in boxes(picture)]


def overlapping(picture: bytes) -> list[tuple[str, str]]:
    """Pairs of texts that lie one over the other."""
    return [(a.said, b.said) for a, b in combinations(boxes(picture), 2) if a.meets(b)]


def outside(picture: bytes) -> list[str]:
    """Texts that reach over the edge of the picture."""
    whole = root(picture).attrib
    width, height = float(whole["width"]), float(whole["height"])
    return [
        box.said
        for box in boxes(picture)
        if box.left < 0 or box.right > width or box.top < 0 or box.bottom > height
    ]
