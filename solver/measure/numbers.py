"""Exact amounts as the numbers that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor

from scenarios.fields import plain_number

Number = int | float
WEEKS_A_YEAR = 38


def from_halves(halves: int) -> Number:
    """A number counted in halves."""
    return plain_number(Decimal(halves) / 2)


def rounded(amount: Fraction) -> Number:
    """Two decimals, half up."""
    return from_hundredths(floor(amount * 100 + Fraction(1, 2)))


def from_hundredths(hundredths: int) -> Number:
    """A number counted in hundredths, such as euros in cents."""
    return plain_number(Decimal(hundredths) / 100)


def whole_cents(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Parts in whole cents that sum to their total rounded half up.

    Every part is rounded down and the cents left over go to the largest remainders, equal ones
    in the order of their names.
    """
    total = floor(sum(parts.values()) + Fraction(1, 2))
    cents = {name: floor(part) for name, part in parts.items()}
    by_remainder = sorted(parts, key=lambda name: (cents[name] - parts[name], name))
    for name in by_remainder[: total - sum(cents.values())]:
        cents[name] += 1
    return cents
