"""What is proved of a post's figures, in words."""

from __future__ import annotations

import pytest

from api.exports.hired import between
from api.exports.names import Names
from solver.measure.numbers import WEEKS_A_YEAR
from solver.study.hires import Difference
from tests.support.build import need, subject, teacher, world


def told(name: str, at_least: int | None, at_most: int | None, euros: int = 100) -> str:
    names = Names(world(need("n1"), subject("OR"), teacher("t1")), "en")
    cents_a_week = euros * 100 / WEEKS_A_YEAR
    least, most = (None if x is None else round(x * cents_a_week) for x in (at_least, at_most))
    return between(name, Difference(found=0, at_least=least, at_most=most), names)


@pytest.mark.parametrize(
    ("at_least", "at_most", "said"),
    [
        (1, 3, "saving at least €100, at most €300"),
        (0, 3, "saving at least €0, at most €300"),
        (1, None, "saving at least €100"),
        (None, 3, "saving at most €300"),
        (None, None, "saving not proved"),
        (-2, 1, "may save up to €100 or cost up to €200 more"),
        (-2, 0, "costing at most €200 more"),
        (-2, None, "costing at most €200 more"),
        (-3, -1, "costing at least €100, at most €300 more"),
        (None, -1, "costing at least €100 more"),
    ],
)
def test_nobody_saves_less_than_nothing(
    at_least: int | None, at_most: int | None, said: str
) -> None:
    assert told("saves", at_least, at_most) == said


def test_pupil_lessons_are_told_as_they_are() -> None:
    names = Names(world(need("n1"), subject("OR"), teacher("t1")), "en")

    said = between("coverage", Difference(found=1, at_least=-1, at_most=3), names)

    assert said == "promised at least -0.5, at most 1.5"
