from __future__ import annotations

from fractions import Fraction

import pytest

from api.views.blurring import Estimate, Range, estimate, range_of


@pytest.mark.parametrize(
    ("count", "expected"), [(1, (1, 4)), (4, (1, 4)), (5, (5, 8)), (8, (5, 8)), (9, (9, 12))]
)
def test_counts_lie_in_ranges_of_four(count: int, expected: tuple[int, int]) -> None:
    assert range_of(count) == Range(*expected)


def share(others: Fraction) -> Fraction:
    return Fraction(10_000) * 6 / (6 + others)


def test_a_share_is_estimated_between_two_certain_amounts() -> None:
    """Six pupils beside counts taken for 2 and 6, at most 4 and 8, at least 1 and 5."""
    assert estimate(share, [3, 7]) == Estimate(euros=4290, least=3330, most=5000)


def test_counts_of_one_range_tell_the_same() -> None:
    assert estimate(share, [1, 9, 4]) == estimate(share, [4, 10, 2])
    assert estimate(share, [1, 9, 4]) != estimate(share, [5, 9, 4])


def test_what_nothing_hidden_is_part_of_is_exact() -> None:
    assert estimate(lambda _: Fraction(1234), ()) == Estimate(1230, 1230, 1240)
    assert estimate(lambda _: Fraction(1235), ()) == Estimate(1240, 1230, 1240)
