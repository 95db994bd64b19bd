"""Internal links lead somewhere, and no page is hard to find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.files import ROOT
from tests.docs.pages import DOCS, PAGES

_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_CODE_PATH = re.compile(r"`((?:scenarios|solver|api|tests|bench|docs)/[\w/.-]*)`")


def anchors(page: Path) -> set[str]:
    """Anchors that the usual readers of Markdown make of the headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in kept}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_internal_links_exist(page: Path) -> None:
    broken = []
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_files_exist(page: Path) -> None:
    """A page that names a file of the code must not outlive it."""
    named = set(_CODE_PATH.findall(page.read_text(encoding="utf-8")))

    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_index_leads_to_every_page() -> None:
    """Whoever adds a page adds its line to the index."""
    linked = set(_LINK.findall((DOCS / "index.md").read_text(encoding="utf-8")))

    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked
