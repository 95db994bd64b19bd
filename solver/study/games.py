"""Fair shares of what a coalition costs, from what each of its subsets would cost alone.

A game here is a table of costs: for every coalition of the municipalities, itself not empty, what
it pays when it goes on its own. Shares of the whole are fair in one of two senses. The *Shapley
value* (Shapley, A value for n-person games, 1953) is what each adds to those before it, averaged
over all orders of joining. The *nucleolus* (Schmeidler, SIAM J. Appl. Math. 17, 1969) leaves the
coalition that gains least by staying as content as can be, then the next, and so on; it lies in
the core whenever there is one, so then nobody would do better alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb, sqrt
from random import Random
from typing import NamedTuple

Coalition = frozenset[str]
Costs = Mapping[Coalition, int]
Shares = dict[str, Fraction]


class Discontent(NamedTuple):
    """A coalition that pays more within the whole than it would alone."""

    coalition: tuple[str, ...]
    excess: Fraction


class Estimate(NamedTuple):
    """A mean over samples with its standard error."""

    mean: Fraction
    error: float


def coalitions(players: Sequence[str]) -> Iterator[Coalition]:
    """Every coalition that is not empty, small ones first, each time in the same order."""
    for size in range(1, len(players) + 1):
        yield from (frozenset(chosen) for chosen in combinations(players, size))


def players_of(costs: Costs) -> tuple[str, ...]:
    """The players of a game, sorted.

    Raises
    ------
    ValueError
        If the cost of a coalition is missing.
    """
    players = tuple(sorted(frozenset().union(*costs)))
    missing = [sorted(one) for one in coalitions(players) if one not in costs]
    if missing:
        raise ValueError(f"{len(missing)} coalitions have no cost, the first is {missing[0]}")
    return players


def shapley(costs: Costs) -> Shares:
    """The Shapley value, exactly; the shares sum to the cost of all.

    Raises
    ------
    ValueError
        If the cost of a coalition is missing.
    """
    players = players_of(costs)
    shares = dict.fromkeys(players, Fraction(0))
    for coalition in coalitions(players):
        weight = Fraction(1, len(players) * comb(len(players) - 1, len(coalition) - 1))
        for player in coalition:
            without = coalition - {player}
            shares[player] += weight * (costs[coalition] - (costs[without] if without else 0))
    return shares


def sampled_shapley(
    players: Sequence[str], cost: Callable[[Coalition], int], orders: int, seed: int
) -> dict[str, Estimate]:
    """The Shapley value over so many random orders of joining, for games too large to list.

    Every order shares out the whole cost, so the means sum to it too (Castro, Gómez and Tejada,
    Computers & Operations Research 36, 2009).

    Parameters
    ----------
    cost
        Asked for one coalition at a time, for some of them often.
    orders
        At least 2: of one sample nobody knows the error.
    """
    if orders < 2:
        raise ValueError(f"an error needs two orders at least, not {orders}")
    rng = Random(seed)
    added: dict[str, list[int]] = {player: [] for player in players}
    for _ in range(orders):
        joined: Coalition = frozenset()
        before = 0
        for player in rng.sample(players, len(players)):
            joined |= {player}
            now = cost(joined)
            added[player].append(now - before)
            before = now
    return {player: _estimate(amounts) for player, amounts in added.items()}


def _estimate(amounts: Sequence[int]) -> Estimate:
    mean = Fraction(sum(amounts), len(amounts))
    spread = sum((amount - mean) ** 2 for amount in amounts) / (len(amounts) - 1)
    return Estimate(mean, sqrt(spread / len(amounts)))


def discontents(costs: Costs, shares: Mapping[str, Fraction | int]) -> tuple[Discontent, ...]:
    """Coalitions that would do better alone, the most discontent first."""
    found = [
        Discontent(tuple(sorted(coalition)), excess)
        for coalition, cost in costs.items()
        if (excess := Fraction(sum(shares[player] for player in coalition)) - cost) > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.excess, len(one.coalition), one.coalition)))
