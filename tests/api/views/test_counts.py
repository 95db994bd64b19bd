from __future__ import annotations

from typing import Any

import pytest

from api.principal import Principal
from api.views.counts import Count, shown_count, shown_pupils, shown_total
from api.views.sight import sight
from tests.api.views.people import COORDINATOR, HEAD, PLANNER, VIEWER, seen_by
from tests.support.build import need, school, subject, world


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, "1–4"), (4, "1–4"), (5, "5+"), (12, "5+")],  # noqa: RUF001
)
def test_counts_are_a_range_to_others(count: int, shown: int | str) -> None:
    for other in (PLANNER, HEAD, VIEWER):
        assert shown_count(count, seen_by(other)) == shown
    assert shown_count(count, seen_by(COORDINATOR)) == count


@pytest.mark.parametrize(
    ("reader", "pupils", "shown"),
    [
        (PLANNER, 3, 3),
        (HEAD, 3, "1–4"),  # noqa: RUF001
        (HEAD, 4, "1–4"),  # noqa: RUF001
        (HEAD, 5, "5+"),
        (HEAD, 11, "5+"),
        (VIEWER, 11, None),
    ],
)
def test_a_need_shows_as_much_as_the_reader_has_entered(
    reader: Principal, pupils: int, shown: Count
) -> None:
    scenario = world(need("n1", pupils=pupils), need("n2", school="s2"), _elsewhere())

    assert shown_pupils(scenario, scenario.need_of["n1"], sight(reader, scenario)) == shown


def _elsewhere() -> Any:
    return school("s2", municipality="m2")


@pytest.mark.parametrize("pupils", [(2, 2, 2), (2, 9, 9), (9, 9, 9)])
def test_many_neighbours_tell_nothing_whatever_their_counts(pupils: tuple[int, ...]) -> None:
    """Two of five and more in a group of twelve leave two places: a range would be narrowed."""
    needs = [need(f"n{k}", pupils=count) for k, count in enumerate(pupils, start=1)]
    scenario = world(needs, subject("OR", max_pupils=12), need("n9", school="s2"), _elsewhere())
    own = sight(HEAD, scenario)

    assert [shown_pupils(scenario, one, own) for one in needs] == [None, None, None]


def test_a_small_group_tells_nothing() -> None:
    scenario = world(
        need("n1", pupils=2), subject("OR", max_pupils=8), need("n9", school="s2"), _elsewhere()
    )

    assert shown_pupils(scenario, scenario.need_of["n1"], sight(HEAD, scenario)) is None


def test_needs_of_another_course_are_no_neighbours() -> None:
    needs = [
        need("n1", pupils=2),
        need("n2", pupils=9, level="A"),
        need("n3", pupils=9, subject="IS"),
    ]
    scenario = world(needs, need("n9", school="s2"), _elsewhere())
    own = sight(HEAD, scenario)

    shown = [shown_pupils(scenario, one, own) for one in needs]
    assert shown == ["1–4", "5+", "5+"]  # noqa: RUF001


def test_a_total_is_had_from_what_is_shown() -> None:
    needs = [need("n1", pupils=2), need("n2", pupils=9)]
    scenario = world(needs, need("n9", school="s2"), _elsewhere())

    assert shown_total(scenario, needs, sight(PLANNER, scenario)) == 11
    assert shown_total(scenario, needs, sight(HEAD, scenario)) is None
    assert shown_total(scenario, needs[:1], sight(HEAD, scenario)) == "1–4"  # noqa: RUF001
    assert shown_total(scenario, [], sight(PLANNER, scenario)) == 0
