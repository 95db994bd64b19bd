"""A small writer of SVG: shapes, texts, and what a screen reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

FONT = "sans-serif"
SIZE = 13
LINE = 16
INK = "#1F2933"
FAINT = "#C5CED6"
# Widths of letters differ by font, so these are those of a wide common one, in parts of its size.
_NARROW, _USUAL, _WIDE = 0.38, 0.63, 0.95
_NARROW_LETTERS = frozenset("iIjlrtf.,:;'!|()[] -")
_WIDE_LETTERS = frozenset("mwMWÅÄÖ@%€")
# What XML 1.0 cannot hold at all, not even escaped.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Fill(NamedTuple):
    """A look that is told from the others without its colour: by its pattern."""

    name: str
    colour: str
    pattern: str = ""


# Okabe and Ito's colours, told apart with any sight; the patterns tell them apart in print.
SOLID = Fill("solid", "#0072B2")
STRIPED = Fill("striped", "#E69F00", '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4"/>')
DOTTED = Fill("dotted", "#009E73", '<circle cx="2" cy="2" r="1.3"/><circle cx="6" cy="6" r="1.3"/>')
CROSSED = Fill("crossed", "#CC79A7", '<path d="M0,0 l6,6 M0,6 l6,-6"/>')
EMPTY = Fill("empty", "#FFFFFF")


class Canvas:
    """A picture being drawn, from the top down; `height` grows as wanted."""

    def __init__(self, width: int, title: str, description: str, language: str) -> None:
        self.width, self.height = width, 0.0
        self._title, self._description, self._language = title, description, language
        self._parts: list[str] = []
        self._fills: dict[str, Fill] = {}

    def rectangle(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A box with an outline, so that it is seen in any print."""
        self._fills[fill.name] = fill
        look = f"url(#{fill.name})" if fill.pattern else fill.colour
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
            f'fill="{look}" stroke="{INK}" stroke-width="0.8"/>'
        )

    def line(
        self, points: Iterable[tuple[float, float]], colour: str = INK, width: float = 1
    ) -> None:
        """A line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'
        )

    def dot(self, x: float, y: float, filled: bool) -> None:
        """A point; hollow if not `filled`."""
        look = SOLID.colour if filled else EMPTY.colour
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{look}" stroke="{INK}" '
            'stroke-width="1.5"/>'
        )

    def text(
        self, x: float, y: float, said: str, anchor: str = "start", *, bold: bool = False
    ) -> None:
        """A line of text with its baseline at `y`."""
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{_clean(said)}</text>'
        )

    def finished(self) -> bytes:
        """The whole picture: the same for the same drawing."""
        patterns = "".join(_pattern(fill) for fill in self._fills.values() if fill.pattern)
        size = f'width="{self.width}" height="{self.height:.0f}"'
        box = f'viewBox="0 0 {self.width} {self.height:.0f}"'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" '
            f'lang={quoteattr(self._language)} aria-labelledby="title description" '
            f'font-family="{FONT}" font-size="{SIZE}" fill="{INK}">',
            f'<title id="title">{_clean(self._title)}</title>',
            f'<desc id="description">{_clean(self._description)}</desc>',
            f"<defs>{patterns}</defs>",
            f'<rect width="{self.width}" height="{self.height:.0f}" fill="#FFFFFF"/>',
            *self._parts,
            "</svg>",
        ]
        return ("\n".join(lines) + "\n").encode()


def _pattern(fill: Fill) -> str:
    """A tile in the colour, with its marks in ink."""
    return (
        f'<pattern id="{fill.name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{fill.colour}"/>'
        f'<g stroke="{INK}" stroke-width="1" fill="{INK}">{fill.pattern}</g></pattern>'
    )


def _clean(said: str) -> str:
    return escape(_NO_XML.sub("", said))


def text_width(said: str) -> float:
    """About how wide a text is drawn, rather too wide than too narrow."""
    return SIZE * sum(
        _NARROW if one in _NARROW_LETTERS else _WIDE if one in _WIDE_LETTERS else _USUAL
        for one in said
    )


def wrapped(said: str, width: float) -> list[str]:
    """Lines of at most a width; a word that is longer by itself is broken."""
    lines: list[str] = []
    for word in said.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined) <= width:
            lines[-1] = joined
            continue
        while text_width(word) > width:
            cut = next(
                n for n in range(len(word), 0, -1) if n == 1 or text_width(word[:n]) <= width
            )
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines or [""]
