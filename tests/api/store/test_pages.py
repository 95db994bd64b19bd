"""Pages of lists: nothing twice, nothing left out, nothing beyond somebody's reach."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from api.principal import LOCAL, Principal, Role
from api.store import pages, plans, scenarios, schema
from api.store.engine import Store
from api.store.pages import At
from api.store.states import State
from scenarios.library import load
from scenarios.scenario import Scenario
from tests.support.service import stored_scenario

MOMENT = datetime(2027, 3, 1, 12, 0, 0, 123_456, tzinfo=UTC)


def named(name: str, year: str = "2026–2027") -> Scenario:
    scenario = load("riihimaki-spring")
    settings = scenario.settings.model_copy(update={"name": name, "school_year": year})
    return scenario.model_copy(update={"settings": settings})


def walked(store: Store, limit: int, wanted: scenarios.Wanted) -> list[str]:
    found: list[str] = []
    cursor = None
    with store.read() as connection:
        while True:
            page = scenarios.page(connection, LOCAL, wanted, At(cursor, limit))
            assert len(page.rows) <= limit
            found += [row.id for row in page.rows]
            cursor = page.next
            if cursor is None:
                return found


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_hold_every_row_once_newest_first(store: Store, limit: int) -> None:
    made = [stored_scenario(store, named(f"n{number}")) for number in range(7)]

    assert walked(store, limit, scenarios.Wanted()) == made[::-1]


def test_rows_of_one_moment_are_told_apart(store: Store) -> None:
    made = {stored_scenario(store, named(f"n{number}")) for number in range(5)}
    with store.write() as connection:
        connection.execute(update(schema.scenarios).values(created=MOMENT))

    assert walked(store, 2, scenarios.Wanted()) == sorted(made, reverse=True)


def test_a_row_that_comes_in_between_moves_no_page(store: Store) -> None:
    made = [stored_scenario(store, named(f"n{number}")) for number in range(4)]
    with store.read() as connection:
        first = scenarios.page(connection, LOCAL, scenarios.Wanted(), At(None, 2))
    stored_scenario(store, named("later"))
    with store.read() as connection:
        second = scenarios.page(connection, LOCAL, scenarios.Wanted(), At(first.next, 2))

    assert [row.id for row in (*first.rows, *second.rows)] == made[::-1]


@pytest.mark.parametrize("word", ["ärjä", "ÄRJÄ", "50 %"])
def test_names_are_found_in_capitals_or_not(store: Store, word: str) -> None:
    sought = stored_scenario(store, named("Särjän kevät 50 %"))
    stored_scenario(store, named("Sarjan kevät 500"))

    assert walked(store, 10, scenarios.Wanted(name=word)) == [sought]


def test_lists_are_narrowed_by_year_and_parent(store: Store) -> None:
    first = stored_scenario(store, named("a", "2026–2027"))
    stored_scenario(store, named("b", "2027–2028"))
    with store.write() as connection:
        origin = scenarios.Origin(first, [])
        child = scenarios.add(connection, LOCAL, named("c", "2025–2026"), origin=origin)

    assert walked(store, 10, scenarios.Wanted(school_year="2026–2027")) == [first]
    assert walked(store, 10, scenarios.Wanted(parent=first)) == [child]


def test_plans_are_listed_within_reach(store: Store, queued: str) -> None:
    elsewhere = Principal("k", "elsewhere", Role.COORDINATOR)

    def ids(principal: Principal, wanted: plans.Wanted) -> list[str]:
        with store.read() as connection:
            return [row.id for row in plans.page(connection, principal, wanted, At()).rows]

    assert ids(LOCAL, plans.Wanted()) == [queued]
    assert ids(LOCAL, plans.Wanted(state=State.QUEUED)) == [queued]
    assert ids(LOCAL, plans.Wanted(state=State.FAILED)) == []
    assert ids(LOCAL, plans.Wanted(scenario="0" * 32)) == []
    assert ids(LOCAL, plans.Wanted(name="x")) == []
    assert ids(elsewhere, plans.Wanted()) == []


def test_an_invented_cursor_reaches_nothing_of_others(store: Store) -> None:
    stored_scenario(store, named("a"))
    elsewhere = Principal("k", "elsewhere", Role.COORDINATOR)
    cursor = f"{'f' * 14}-{'f' * 32}"

    with store.read() as connection:
        assert len(scenarios.page(connection, LOCAL, scenarios.Wanted(), At(cursor)).rows) == 1
        assert not scenarios.page(connection, elsewhere, scenarios.Wanted(), At(cursor)).rows


def test_a_cursor_is_a_position() -> None:
    cursor = pages.cursor_of(MOMENT, "0" * 32)

    assert pages._position(cursor) == (MOMENT, "0" * 32)
