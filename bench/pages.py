"""Measured tables inside pages that people write."""

from __future__ import annotations

from pathlib import Path


def put_between(page: Path, mark: str, text: str) -> None:
    """Write a text between `<!-- mark: begin -->` and `<!-- mark: end -->` of a page."""
    begin, end = (f"<!-- {mark}: {place} -->" for place in ("begin", "end"))
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")
