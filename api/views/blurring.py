"""Sums over counts of others, told so roughly that no count of 1–4 can be had from them.

A share of the bill under a key by pupils is a function of one hidden number: how many pupils of
other municipalities are served. With what is known of the plan's cost it could be solved for that
number, and from it, where there are few others, for a single count. So the number is taken to be
any of a *range*, and a euro is shown only where it is the same over all of the range. It is a
feasibility interval as in the audit of suppressed tables (A. Hundepool et al., Statistical
Disclosure Control, Wiley 2012, chapter 4), kept in two ways stricter:

- every count of 1–4 stays possible over the *whole* of 1–4 (or up to the size of a group, if that
  is less), also for one who knows which needs are served and all limits on groups;
- the range depends on tens of pupils and on who is served, never on the counts themselves, so that
  how roughly a number is shown tells no more than the range does.
"""  # noqa: RUF002  (an en dash, as between two numbers in a table)

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from api.views.counts import SMALL

TENS = 10
LARGEST = SMALL.stop - 1
STEPS = tuple(factor * 10**power for power in range(1, 5) for factor in (1, 2, 5))
"""Euros to round to: 10, 20, 50, 100 …"""


class Range(NamedTuple):
    """Whole numbers, both ends included."""

    low: int
    high: int


class Rough(NamedTuple):
    """An amount, and the step that it is rounded to."""

    euros: int
    rounded_to: int


def hidden_range(total: int, largest: Sequence[int]) -> Range:
    """Tens around the pupils of others, wide enough that each small count may still be any.

    Parameters
    ----------
    total
        Pupils of the others served.
    largest
        Of each need of theirs the most pupils that it can have.
    """
    low = total - total % TENS
    high = low + TENS - 1
    # All others at their least: what one of them may still reach.
    while largest and high - (len(largest) - 1) < LARGEST:
        high += TENS
    # All others at their largest: what remains for the one of whom most must remain.
    while largest and low - (sum(largest) - max(largest)) > 1:
        low -= TENS
    return Range(max(0, low), high)


def rough(amount: Callable[[int], Fraction], hidden: Range) -> Rough | None:
    """The amount rounded to the smallest step at which it is the same over the range.

    Parameters
    ----------
    amount
        Euros for a number of hidden pupils; it never grows with them.

    Returns
    -------
    Rough or None
        Nothing if the step would have to be more than half of the amount.
    """
    most, least = amount(hidden.low), amount(hidden.high)
    for step in STEPS:
        if step > STEPS[0] and 2 * step > most:
            return None
        euros = _rounded(most, step)
        if euros == _rounded(least, step):
            return Rough(euros, step)
    return None


def _rounded(amount: Fraction, step: int) -> int:
    return floor(amount / step + Fraction(1, 2)) * step
