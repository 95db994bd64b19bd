"""Exact amounts as shown numbers, and cents that sum to their total."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.measure.bill import half_up, hundredths
from solver.measure.numbers import from_halves, from_hundredths, rounded, whole_cents


@pytest.mark.parametrize(("doubled", "value"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)])
def test_a_half_is_rounded_up(doubled: int, value: int) -> None:
    assert half_up(doubled) == value


def test_shown_numbers_have_a_fraction_only_where_needed() -> None:
    assert (from_halves(4), from_halves(5)) == (2, 2.5)
    assert isinstance(from_halves(4), int)
    assert (from_hundredths(1250), from_hundredths(1200)) == (12.5, 12)
    assert isinstance(from_hundredths(1200), int)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction(1, 3), 0.33),
        (Fraction(2, 3), 0.67),
        (Fraction(1, 8), 0.13),
        (Fraction(3, 8), 0.38),
        (Fraction(7, 2), 3.5),
        (Fraction(2), 2),
    ],
)
def test_two_decimals_half_up(amount: Fraction, shown: float) -> None:
    assert rounded(amount) == shown


def test_hundredths_are_exact() -> None:
    assert hundredths(Decimal("10.01")) == 1001
    assert hundredths(Decimal("0.07")) == 7


@pytest.mark.parametrize(
    ("parts", "cents"),
    [
        # 10 in three: the odd cent goes to the first name.
        ({"b": 10 / Fraction(3), "a": 10 / Fraction(3), "c": 10 / Fraction(3)}, (4, 3, 3)),
        # The largest remainders get the two cents left: 2.6 and 1.8, not 5.3 and 0.3.
        (
            {
                "a": Fraction("5.3"),
                "b": Fraction("2.6"),
                "c": Fraction("1.8"),
                "d": Fraction("0.3"),
            },
            (5, 3, 2, 0),
        ),
        # A total of 1.5 is 2, of 1.4 is 1.
        ({"a": Fraction("0.8"), "b": Fraction("0.7")}, (1, 1)),
        ({"a": Fraction("0.8"), "b": Fraction("0.6")}, (1, 0)),
        ({"a": Fraction(3), "b": Fraction(0)}, (3, 0)),
    ],
)
def test_cents_left_over_go_to_the_largest_remainders(
    parts: dict[str, Fraction], cents: tuple[int, ...]
) -> None:
    shared = whole_cents(parts)

    assert list(shared) == list(parts)
    assert tuple(shared[name] for name in sorted(shared)) == cents


@given(st.dictionaries(st.text(max_size=2), st.fractions(min_value=0, max_value=1000), min_size=1))
def test_cents_sum_to_the_rounded_total(parts: dict[str, Fraction]) -> None:
    shared = whole_cents(parts)

    assert abs(sum(shared.values()) - sum(parts.values())) <= Fraction(1, 2)
    assert all(abs(shared[name] - part) < 1 for name, part in parts.items())


def test_nothing_to_share() -> None:
    assert whole_cents({}) == {}
