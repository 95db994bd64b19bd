"""What a race says, from runs small enough to count by hand."""

import math
from typing import Any

import pandas as pd

from bench.race_tables import against_ours, counted, medians, number, runs, spread


def point(seconds: float, *values: int, served: float = 10, broken: tuple[str, ...] = ()) -> Any:
    named = dict(zip(("statutory", "coverage", "cost"), values, strict=True))
    return {
        "seconds": seconds,
        "values": named,
        "served": served,
        "dropped": 0,
        "broken": list(broken),
    }


def result(peer: str, *points: Any, seed: int = 1) -> dict[str, Any]:
    return {
        "name": "file",
        "needs": 30,
        "scenario": "abc",
        "peer": peer,
        "seconds": 60.0,
        "seed": seed,
        "peak_mib": 100,
        "points": list(points),
    }


OURS = result("ours", point(1, 8, 0, 900), point(2, 0, 4, 800), point(5, 0, 0, 1000))


def beside(*points: Any) -> Any:
    return against_ours([OURS, result("peer", *points)]).iloc[0]


def test_only_plans_better_in_the_first_stage_that_differs_count() -> None:
    worse_service = point(3, 9, 0, 100)
    broken = point(4, 0, 0, 1, broken=("rooms",))

    moments = [moment for moment, _, _ in counted([*OURS["points"], worse_service, broken])]

    assert moments == [1, 2, 5]


def test_a_run_is_told_by_its_best_plan() -> None:
    nobody = point(0.5, 9, 9, 0, served=0)
    row = runs([result("ours", nobody, *OURS["points"])]).iloc[0]

    assert (row["first"], row["reached"]) == (1, 5)
    assert (row["statutory"], row["coverage"], row["cost"]) == (0, 0, 1000)


def test_a_run_without_a_plan_has_no_values() -> None:
    row = runs([result("peer")]).iloc[0]

    assert not row["plan"]
    assert math.isnan(row["cost"])


def test_service_comes_before_cost() -> None:
    less = beside(point(10, 0, 4, 700))
    equal = beside(point(10, 0, 0, 1100))

    assert (less["service"], equal["service"]) == (-1, 0)
    assert math.isnan(less["dearer"])
    assert equal["dearer"] == 1.1


def test_a_peer_that_is_better_shows_it() -> None:
    cheaper = beside(point(10, 0, 0, 900))
    no_plan = beside()

    assert (cheaper["service"], cheaper["dearer"], cheaper["sooner"]) == (0, 0.9, 0)
    assert no_plan["service"] == -1


def test_times_are_compared_at_the_peers_best_value() -> None:
    """A peer reaches (0, 4, 850) after 30 s; ours is as good with (0, 4, 800) after 2 s."""
    assert beside(point(10, 8, 0, 1), point(30, 0, 4, 850))["sooner"] == 15


def test_only_runs_of_the_same_seed_are_compared() -> None:
    other = result("peer", point(1, 0, 0, 1), seed=2)

    assert against_ours([OURS, other]).empty


def test_medians_tell_the_spread_where_there_is_one() -> None:
    results = [result("peer", point(1, 0, 0, cost), seed=cost) for cost in (700, 900, 800)]
    table = medians(runs(results), ["statutory", "cost"])

    assert table.iloc[0].to_dict() == {"statutory": "0", "cost": "800 (700–900)"}


def test_numbers_keep_the_digits_that_matter() -> None:
    assert [number(value) for value in (0.956, 12.34, 1234.5, 3.0)] == [
        "0.96",
        "12.3",
        "1 234",
        "3",
    ]
    assert spread(pd.Series([math.nan])) == "–"
