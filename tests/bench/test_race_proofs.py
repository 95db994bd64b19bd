"""What of our plans is proved, from runs small enough to count by hand."""

from typing import Any

from bench.race_proofs import proofs, proved
from tests.bench.test_race_tables import result


def told(seconds: float, stage: str, value: int, bound: int) -> dict[str, Any]:
    return {"seconds": seconds, "stage": stage, "value": value, "bound": bound}


PROVED = [
    told(1, "statutory", 0, 0),
    told(1, "coverage", 4, 4),
    told(2, "cost", 900, 800),
    told(3, "cost", 850, 850),
    told(4, "convenience", 100, 90),
    told(5, "convenience", 95, 95),
    told(6, "convenience", 95, 95),
]
OPEN = [*PROVED[:4], told(9, "convenience", 200, 150)]


def ours(bounds: list[dict[str, Any]], seed: int = 1) -> dict[str, Any]:
    return result("ours", seed=seed) | {"bounds": bounds}


def test_a_run_is_proved_from_when_every_stage_is() -> None:
    row = proofs([ours(PROVED)]).iloc[0]

    assert row["at"] == 5
    assert row["cost"] == row["convenience"] == 0


def test_a_run_with_an_open_stage_is_not_proved() -> None:
    row = proofs([ours(OPEN)]).iloc[0]

    assert row.isna()["at"]
    assert row["convenience"] == 25


def test_a_stage_that_was_not_come_to_is_not_proved() -> None:
    row = proofs([ours(PROVED[:4])]).iloc[0]

    assert row.isna()["at"]
    assert row.isna()["convenience"]


def test_a_line_for_each_file_over_its_seeds() -> None:
    peer = result("textbook") | {"bounds": PROVED}
    text = proved([ours(PROVED), ours(OPEN, seed=2), peer])

    assert text.endswith("| file | 30 | 60 | 2 | 1 | 5 | 0 | 0 | 0 | 12.5 (0–25) |")
