"""Pictures are the same each time, and small."""

from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="drawn only where the benchmarks are set up")

from bench.race_plots import pictured, pictures
from tests.bench.test_race_tables import OURS, point, result

BOUNDS = [
    {"seconds": 1.0, "stage": "cost", "value": 900, "bound": 100},
    {"seconds": 9.0, "stage": "convenience", "value": 30, "bound": 20},
]
RESULTS = [
    OURS | {"bounds": BOUNDS},
    result("textbook", point(50, 0, 0, 900)) | {"bounds": []},
    result("highs") | {"bounds": []},
]


def test_the_same_results_make_the_same_pictures(tmp_path: Path) -> None:
    drawn = [pictures(RESULTS, tmp_path / folder) for folder in ("one", "two")]

    assert drawn[0] == drawn[1] == {"file": ["file.svg", "file-bounds.svg"]}
    for name in drawn[0]["file"]:
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
        assert len(one.read_bytes()) < 60_000
        assert b"dc:date" not in one.read_bytes()


def test_a_run_without_a_plan_is_drawn_without_a_line(tmp_path: Path) -> None:
    empty = result("ours") | {"bounds": BOUNDS}

    assert pictures([empty], tmp_path) == {"file": ["file.svg", "file-bounds.svg"]}


def test_of_the_benchmark_set_only_normal_files_are_drawn() -> None:
    names = {"n0100-spring-tight", "n0100-spring-normal", "lappi-august"}

    assert pictured(names) == ["lappi-august", "n0100-spring-normal"]
