"""Marks of an axis: round, even, around everything that is drawn."""

from __future__ import annotations

import pytest

from api.charts.scale import ticks


@pytest.mark.parametrize(
    ("least", "most", "marks"),
    [
        (0, 14, [0, 2.5, 5, 7.5, 10, 12.5, 15]),
        (0, 66.5, [0, 20, 40, 60, 80]),
        (180, 224.5, [180, 190, 200, 210, 220, 230]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_marks_are_round(least: float, most: float, marks: list[float]) -> None:
    assert ticks(least, most)[: len(marks)] == marks


@pytest.mark.parametrize("least", [0, 3.5, 59_999, -7])
@pytest.mark.parametrize("span", [0, 0.01, 1, 6, 33.3, 99_999, 1e9])
def test_marks_are_even_and_enclose(least: float, span: float) -> None:
    marks = ticks(least, least + span)

    steps = {round(b - a, 6) for a, b in zip(marks, marks[1:], strict=False)}
    assert marks[0] <= least
    assert marks[-1] >= least + span
    assert len(steps) == 1
    assert 2 <= len(marks) <= 12
