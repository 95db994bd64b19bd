"""Every command and every block of Python in the documentation runs and prints what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import PAGES, blocks
from tests.docs.running import run_page, set_up

# Two set the program up, three need Docker, and one is a part of a file.
MOST_NOT_RUN = 6
TAGS = {"python", "console", "sh", "text"}
WITH_BLOCKS = [page for page in PAGES if blocks(page)]


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.name)
def test_blocks_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader types after the page must work, in the order of the page."""
    set_up(tmp_path)
    monkeypatch.chdir(tmp_path)

    count = run_page(page, tmp_path)

    assert count == sum(not block.not_run for block in blocks(page))


def test_few_blocks_are_not_run() -> None:
    """An exception is announced in the page with its reason, and they stay few."""
    left_out = [block for page in PAGES for block in blocks(page) if block.not_run]

    assert len(left_out) <= MOST_NOT_RUN
    assert all(block.note.removeprefix("not run: ").strip() for block in left_out)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_fence_is_a_block_with_a_tag(page: Path) -> None:
    """A fence that the reader of the tests does not see would never be run."""
    fences = sum(line.startswith("```") for line in page.read_text(encoding="utf-8").splitlines())

    assert fences == 2 * len(blocks(page))
    assert {block.kind for block in blocks(page)} <= TAGS
