"""Sums over counts of others, made of ranges alone.

A share of the bill under a key by pupils is had from one hidden number: how many pupils of other
municipalities are served. Rounding the share does not hide it. Where there are few others, the
number can be solved for; and of two plans of which one serves a need more, the difference is that
need, however many others there are. So the counts are made coarse *before* they are summed
(recoding, as against rounding or suppressing the sums: A. Hundepool et al., Statistical Disclosure
Control, Wiley 2012, chapters 4 and 5): each enters as one number for its range, 1–4, 5–8, 9–12 …
Two counts of one range then give the same numbers in every plan, variant and sum there ever will
be, whatever else somebody knows: every count of 1–4 stays possible over the whole of 1–4. An
interval for each number in one plan alone, the other sensible promise, would not outlast the
second plan.
"""  # noqa: RUF002  (an en dash, as between two numbers in a table)

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from api.views.counts import SMALL

EUROS = 10
"""To which amounts are rounded."""


class Range(NamedTuple):
    """Whole numbers, both ends included."""

    low: int
    high: int

    @property
    def typical(self) -> int:
        """What is taken for a count in it: most needs lie in the lower half of their range."""
        return self.low + 1


class Estimate(NamedTuple):
    """About so many euros, and for certain between two amounts."""

    euros: int
    least: int
    most: int


def range_of(count: int) -> Range:
    """The range of a count of pupils, as long as that of the small ones."""
    low = (count - SMALL.start) // len(SMALL) * len(SMALL) + SMALL.start
    return Range(low, low + len(SMALL) - 1)


def estimate(amount: Callable[[Fraction], Fraction], counts: Iterable[int]) -> Estimate:
    """An amount as far as the ranges of some counts tell it.

    Parameters
    ----------
    amount
        Euros for a sum of the counts; it never grows with the sum.
    """
    ranges = [range_of(count) for count in counts]
    about = amount(Fraction(sum(one.typical for one in ranges)))
    least = amount(Fraction(sum(one.high for one in ranges)))
    most = amount(Fraction(sum(one.low for one in ranges)))
    return Estimate(
        euros=floor(about / EUROS + Fraction(1, 2)) * EUROS,
        least=floor(least / EUROS) * EUROS,
        most=ceil(most / EUROS) * EUROS,
    )
