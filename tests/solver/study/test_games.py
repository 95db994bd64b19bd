"""Shares of games whose fair shares are known from the literature."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from solver.study.games import (
    Coalition,
    coalitions,
    discontents,
    players_of,
    sampled_shapley,
    shapley,
)
from solver.study.nucleolus import nucleolus

NEEDS_OF_RUNWAY = {"a": 12, "b": 30, "c": 48, "d": 60}


def game(players: str, cost: Callable[[Coalition], int]) -> dict[Coalition, int]:
    return {one: cost(one) for one in coalitions(list(players))}


def airport() -> dict[Coalition, int]:
    """A runway is as long as the longest that any of its users needs (Littlechild, 1974)."""
    return game("abcd", lambda one: max(NEEDS_OF_RUNWAY[player] for player in one))


def estate(claims: dict[str, int], left: int) -> dict[Coalition, int]:
    """What a coalition surely loses of its claims: the Talmud's estates as a cost game."""
    return game(
        "".join(claims), lambda one: min(sum(claims[p] for p in one), sum(claims.values()) - left)
    )


def drawn(players: str, seed: int) -> dict[Coalition, int]:
    rng = Random(seed)
    return game(players, lambda one: rng.randint(10, 40) * len(one))


def test_who_needs_a_longer_runway_pays_for_the_rest_of_it() -> None:
    assert shapley(airport()) == {"a": 3, "b": 9, "c": 18, "d": 30}


@pytest.mark.parametrize("seed", range(5))
def test_shapley_is_the_mean_over_all_orders(seed: int) -> None:
    costs = drawn("abcd", seed)
    total = dict.fromkeys("abcd", 0)
    for order in permutations("abcd"):
        for position, player in enumerate(order):
            before = frozenset(order[:position])
            total[player] += costs[before | {player}] - (costs[before] if before else 0)

    assert shapley(costs) == {player: Fraction(sum_, 24) for player, sum_ in total.items()}


def test_sampled_orders_sum_to_the_whole_and_come_near() -> None:
    costs = drawn("abcdef", 3)
    exact, found = shapley(costs), sampled_shapley("abcdef", costs.__getitem__, 400, seed=1)

    assert sum(one.mean for one in found.values()) == costs[frozenset("abcdef")]
    for player, one in found.items():
        assert 0 < one.error < 10
        assert abs(one.mean - exact[player]) < 4 * one.error


def test_one_order_has_no_error() -> None:
    with pytest.raises(ValueError, match="two orders"):
        sampled_shapley("ab", drawn("ab", 1).__getitem__, 1, seed=1)


def test_the_nucleolus_of_a_runway() -> None:
    """Littlechild, Int. J. Game Theory 3 (1974): by the smallest of c(k)/(k+1)."""
    shares = nucleolus(airport())

    assert {player: float(share) for player, share in shares.items()} == pytest.approx(
        {"a": 6, "b": 12, "c": 15, "d": 27}
    )


@pytest.mark.parametrize(
    ("left", "expected"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_the_nucleolus_divides_estates_as_the_talmud(left: int, expected: list[float]) -> None:
    """Aumann and Maschler, J. Economic Theory 36 (1985): claims of 100, 200 and 300."""
    claims = {"a": 100, "b": 200, "c": 300}
    losses = nucleolus(estate(claims, left))
    got = [claims[player] - float(losses[player]) for player in "abc"]

    assert got == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("seed", range(8))
def test_no_small_move_makes_the_most_discontent_happier(seed: int) -> None:
    """Excesses, sorted, are the smallest in order: any transfer makes them larger."""
    costs = drawn("abcde", seed)
    shares = nucleolus(costs)
    whole = frozenset("abcde")

    def excesses(paid: dict[str, Fraction]) -> list[Fraction]:
        return sorted(
            (sum(paid[p] for p in one) - cost for one, cost in costs.items() if one != whole),
            reverse=True,
        )

    assert sum(shares.values()) == costs[whole]
    best = excesses(shares)
    for giver, taker in permutations("abcde", 2):
        for step in (Fraction(1, 4), Fraction(3)):
            moved = {**shares, giver: shares[giver] + step, taker: shares[taker] - step}
            assert excesses(moved) > best


def test_who_would_do_better_alone_is_named() -> None:
    costs = game("abc", lambda one: {1: 10, 2: 12, 3: 30}[len(one)])
    found = discontents(costs, dict.fromkeys("abc", Fraction(10)))

    assert [(one.coalition, one.excess) for one in found] == [
        (("a", "b"), 8),
        (("a", "c"), 8),
        (("b", "c"), 8),
    ]
    assert discontents(airport(), nucleolus(airport())) == ()


def test_a_missing_coalition_is_an_error() -> None:
    costs = airport()
    del costs[frozenset("ad")]

    with pytest.raises(ValueError, match="1 coalitions have no cost"):
        players_of(costs)
