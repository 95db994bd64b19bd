"""Prices of the rows that tie teachers together, and what serving a need is worth by them."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from scenarios.rules import StageId
from solver.columns.programme import SCALE
from solver.columns.sums import Limits, Sum

Pair = tuple[str, str]


class Prices(NamedTuple):
    """What the rows are worth, in grains.

    Attributes
    ----------
    place
        By need, what a place for it costs; below 0 only where it must be served.
    limits
        By limit, what a grain less of it is worth; not below 0.
    using
        By teacher and need, what the need pays for the teacher to be used; not below 0.
    """

    place: dict[str, float]
    limits: tuple[float, ...]
    using: dict[Pair, float]

    def towards(self, other: Prices, share: float) -> Prices:
        """Prices that are a share of the way to others, which may have more rows."""

        def between(one: float, two: float) -> float:
            return (1 - share) * one + share * two

        return Prices(
            {need: between(self.place[need], price) for need, price in other.place.items()},
            tuple(between(*both) for both in zip(self.limits, other.limits, strict=True)),
            {pair: between(self.using.get(pair, 0.0), p) for pair, p in other.using.items()},
        )


class Paid(NamedTuple):
    """A bound, and by how much a plan that keeps less may be below; in grains/`SCALE`.

    Attributes
    ----------
    least
        Of plans that serve all who must be served and keep the limits.
    needs
        By need that must be served, for not serving it.
    limits
        By stage, for each grain above its limit.
    """

    least: int
    needs: dict[str, int]
    limits: dict[StageId, int]


class Exact:
    """Prices in grains/`SCALE`, each of the sign that its row allows."""

    def __init__(self, prices: Prices, objective: Sum, limits: Limits) -> None:
        self._place = {
            need: round((price if need in limits.forced else max(0.0, price)) * SCALE)
            for need, price in prices.place.items()
        }
        kept = [
            (round(max(0.0, price) * SCALE), sum_, most)
            for price, (sum_, most) in zip(prices.limits, limits.kept, strict=True)
        ]
        self._forced = limits.forced
        self._kept = list(zip(limits.stages, kept, strict=True))
        self.constant = objective.total * SCALE - sum(self._place.values())
        self.constant += sum(price * (sum_.total - most) for price, sum_, most in kept)
        self._using: dict[str, dict[str, int]] = {}
        for (teacher, need), price in prices.using.items():
            self._using.setdefault(teacher, {})[need] = round(max(0.0, price) * SCALE)
        self._worth = {
            need: objective.worth.get(need, 0) * SCALE
            - price
            + sum(worth * sum_.worth.get(need, 0) for worth, sum_, _ in kept)
            for need, price in self._place.items()
        }

    def profits(self, teacher: str) -> dict[str, int]:
        """By need, what the teacher gains by serving it."""
        paid = self._using.get(teacher, {})
        return {need: worth - paid.get(need, 0) for need, worth in self._worth.items()}

    def rebate(self, teacher: str) -> int:
        """What the teacher gains by being used at all."""
        return sum(self._using.get(teacher, {}).values())

    def paid(self, least: int, forced: Set[str]) -> Paid:
        """What these prices say of plans that serve the forced, perhaps fewer, and exceed limits.

        Serving pays by need or, alike for all needs of a stage, by grains of its limit. The same
        may be said either way as long as no need that may be left out pays for its place; by need
        it says more, for each is left out only once.
        """
        place, limits = self._place.copy(), {}
        for stage, (price, sum_, most) in self._kept:
            free = sum_.worth.keys() - self._forced
            moved = min([price, *(place[need] // sum_.worth[need] for need in free)])
            for need, worth in sum_.worth.items():
                place[need] -= moved * worth
            least += moved * most
            limits[stage] = price - moved
        needs = {need: -price for need, price in place.items() if price < 0 and need not in forced}
        return Paid(least, needs, limits)
