"""The measured part of the page, from two runs."""

from pathlib import Path

from bench.race_page import PAGE, measured, placed, write
from tests.bench.test_race_tables import OURS, point, result

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MACHINE = {"processor": "abacus", "revision": "abc"}
PLACED = {
    "name": "file",
    "needs": 30,
    "groups": 9,
    "peer": "FET",
    "seconds": None,
    "unplaced": 2,
    "broken": [],
}
RESULTS = [row | {"machine": MACHINE} for row in (OURS, result("textbook", point(50, 0, 0, 900)))]


def test_a_row_that_a_peer_wins_stays() -> None:
    text = measured(RESULTS, {})

    assert "| textbook | 1 | 0 | 1 | 0 | 0.90 | 1 | 0 |" in text
    assert "- processor: abacus" in text


def test_each_file_has_a_table_and_its_pictures() -> None:
    text = measured(RESULTS, {"file": ["file.svg"]})

    assert "### file, 60 s" in text
    assert "| ours | 1 | 1 | 0 | 0 | 10 | 1 000 | 5 | 100 | 0 |" in text
    assert "![file](performance/file.svg)" in text


def test_an_incomplete_placement_has_no_time() -> None:
    assert "| file | 30 | 9 | FET | – | 2 | none |" in placed([PLACED])


def test_only_the_measured_part_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / PAGE
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")

    write(RESULTS, [PLACED], {}, tmp_path)

    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert "### Placement alone" in text
