"""The pages of the documentation and their blocks of code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tests.architecture.files import ROOT

DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))

_BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^>]*?) -->\n\s*)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S
)


class Block(NamedTuple):
    """A fenced block: its kind, its text, the line it starts at and the comment just before."""

    kind: str
    text: str
    line: int
    note: str

    @property
    def not_run(self) -> bool:
        """Whether the page says that the block is not run, and why."""
        return self.note.startswith("not run: ")


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found["kind"],
            found["text"],
            text.count("\n", 0, found.start()) + 1,
            found["note"] or "",
        )
        for found in _BLOCK.finditer(text)
    ]
