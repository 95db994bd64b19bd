"""Random numbers by purpose."""

import math

import pytest

from scenarios.generate.streams import poisson_at_least_one, stream, weighted_order


def test_longer_prefix_contains_the_shorter() -> None:
    """A scenario of 40 needs must contain those of 20: so sizes can be compared."""
    items = list(range(50))
    weights = [1.0 + item for item in items]

    order = weighted_order(stream("order", 3), items, weights)

    assert sorted(order) == items
    assert order[:20] == weighted_order(stream("order", 3), items, weights)[:20]


def test_weightless_items_never_come() -> None:
    assert weighted_order(stream("order", 3), ["a", "b"], [0.0, 2.5]) == ["b"]


def test_heavy_items_tend_to_come_first() -> None:
    """With weights 9 and 1 the heavy one is first with probability 9 / (9 + 1)."""
    first = [weighted_order(stream("tend", n), ["a", "b"], [9.0, 1.0])[0] for n in range(2000)]

    assert first.count("a") / 2000 == pytest.approx(0.9, abs=0.03)


def test_poisson_is_never_zero_and_has_the_conditional_mean() -> None:
    """Mean of a Poisson number given at least one: m / (1 - exp(-m)) = 2.313 for m = 2."""
    rng = stream("poisson")

    drawn = [poisson_at_least_one(rng, 2.0, 50) for _ in range(4000)]

    assert min(drawn) == 1
    assert sum(drawn) / 4000 == pytest.approx(2 / (1 - math.exp(-2)), abs=0.06)


def test_poisson_stops_at_the_most() -> None:
    rng = stream("poisson")

    assert max(poisson_at_least_one(rng, 30.0, 7) for _ in range(50)) == 7
