"""Scenarios are kept whole, and what lies beyond somebody's reach is not there."""

from api.principal import LOCAL, Principal, Role
from api.store import scenarios
from api.store.engine import Store
from scenarios.library import load


def test_a_scenario_comes_back_as_it_was(store: Store) -> None:
    scenario = load("riihimaki-spring")

    with store.write() as connection:
        named = scenarios.add(connection, LOCAL, scenario)
    with store.read() as connection:
        row = scenarios.find(connection, LOCAL, named)
        assert row is not None
        again = scenarios.load(connection, row)

    assert again == scenario
    assert row.hash == scenario.content_hash


def test_another_area_has_no_such_scenario(store: Store) -> None:
    with store.write() as connection:
        named = scenarios.add(connection, LOCAL, load("riihimaki-spring"))
        other = Principal("k", "elsewhere", Role.COORDINATOR)

        assert scenarios.find(connection, other, named) is None


def test_a_municipality_reaches_what_it_is_in(store: Store) -> None:
    scenario = load("riihimaki-spring")
    own = scenario.municipalities[0].municipality

    with store.write() as connection:
        named = scenarios.add(connection, LOCAL, scenario)
        reached = [
            scenarios.find(connection, Principal("k", "local", Role.MUNICIPALITY, one), named)
            for one in (own, "999")
        ]

    assert reached[0] is not None
    assert reached[1] is None
