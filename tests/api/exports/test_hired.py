"""What is proved of a post's figures, in words."""

from __future__ import annotations

import pytest

from api.exports.hired import between
from api.exports.names import Names
from solver.measure.numbers import WEEKS_A_YEAR
from solver.study.hires import Difference
from tests.support.build import need, subject, teacher, world


def told(name: str, at_least: int | None, at_most: int | None) -> str:
    names = Names(world(need("n1"), subject("OR"), teacher("t1")), "en")
    return between(name, Difference(found=0, at_least=at_least, at_most=at_most), names)


def a_week(hundreds: int | None) -> int | None:
    """Cents a week that make so many hundred euros a year."""
    return None if hundreds is None else round(hundreds * 100 * 100 / WEEKS_A_YEAR)


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
    assert told("saves", a_week(at_least), a_week(at_most)) == said


def test_pupil_lessons_are_told_as_they_are() -> None:
    assert told("coverage", -1, 3) == "promised at least -0.5, at most 1.5"
