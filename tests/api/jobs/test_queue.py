"""Fifty jobs of one municipality delay another's single one by one job, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.jobs.queue import expected, to_begin, waits
from api.principal import LOCAL
from api.store import jobs, workers
from api.store.engine import Store
from api.store.jobs import Busy, Load, Waiting
from api.store.states import Kind
from api.store.workers import Places, Worker

NOON = datetime(2026, 8, 3, 12, tzinfo=UTC)


def waiting(
    name: str,
    share: str,
    minutes: int = 0,
    priority: int = 5,
    kind: Kind = Kind.SOLVE,
    seconds: float = 60,
    stop: bool = False,
) -> Waiting:
    """A job handed in so many minutes past noon."""
    return Waiting(name, kind, share, priority, NOON + timedelta(minutes=minutes), seconds, stop)


def load(*waits_for: Waiting, busy: tuple[Busy, ...] = (), **served: int) -> Load:
    last = {share: NOON + timedelta(minutes=minutes) for share, minutes in served.items()}
    return Load(waits_for, busy, last)


def order(asked: Load, places: int = 99) -> list[str]:
    return [one.id for one in to_begin(asked, Places(places, 1))]


FIFTY = [waiting(f"a{number:02}", "a", number) for number in range(50)]


def test_one_job_of_another_comes_second_to_fifty() -> None:
    assert order(load(*FIFTY, waiting("b", "b", 51)), 2) == ["a00", "b"]


def test_who_has_jobs_under_way_lets_the_others_go_first() -> None:
    busy = (Busy("a", Kind.SOLVE, "a", 60),)

    assert order(load(*FIFTY, waiting("b", "b", 51), busy=busy), 1) == ["b"]


def test_of_those_who_have_none_the_one_served_the_longest_ago_is_next() -> None:
    asked = load(waiting("a", "a"), waiting("b", "b", 1), waiting("c", "c", 2), a=30, b=20)

    assert order(asked) == ["c", "b", "a"]


def test_one_alone_uses_every_place() -> None:
    assert len(order(load(*FIFTY), 7)) == 7


def test_an_office_orders_its_own_jobs_and_not_those_of_others() -> None:
    asked = load(
        waiting("a1", "a", 1, priority=5),
        waiting("a2", "a", 2, priority=1),
        waiting("b", "b", 0, 9),
    )

    assert order(asked) == ["b", "a2", "a1"]


def test_files_have_a_place_of_their_own() -> None:
    asked = load(*FIFTY, waiting("x", "a", kind=Kind.IMPORT), waiting("y", "b", kind=Kind.EXPORT))

    assert order(asked, 0) == ["y"] or order(asked, 0) == ["x"]


def test_what_is_to_stop_needs_no_place() -> None:
    assert order(load(*FIFTY, waiting("s", "a", stop=True)), 0) == ["s"]


def test_expectations_follow_from_the_seconds_of_those_before() -> None:
    asked = load(
        waiting("a1", "a", 1, seconds=100),
        waiting("a2", "a", 2, seconds=100),
        waiting("b1", "b", 3, seconds=40),
        busy=(Busy("x", Kind.SOLVE, "a", 30.0),),
    )

    found = expected(asked, Places(1, 1))

    assert [(found[name].position, found[name].seconds) for name in ("b1", "a1", "a2")] == [
        (1, 30.0),
        (2, 70.0),
        (3, 170.0),
    ]


def test_without_a_worker_nothing_is_promised() -> None:
    assert expected(load(waiting("a", "a")), Places(0, 0))["a"] == (1, None)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.integers(1, 9)), max_size=12),
    st.integers(0, 5),
)
def test_positions_are_the_order_in_which_jobs_are_begun(
    given_jobs: list[tuple[str, int, int]], places: int
) -> None:
    asked = load(*(waiting(f"j{k}", share, m, p) for k, (share, m, p) in enumerate(given_jobs)))

    begun = order(asked, places)
    found = expected(asked, Places(places, 1))

    assert len(begun) == min(places, len(given_jobs))
    assert [found[name].position for name in begun] == list(range(1, len(begun) + 1))
    assert sorted(one.position for one in found.values()) == list(range(1, len(given_jobs) + 1))


@pytest.mark.parametrize("alive", [True, False])
def test_a_job_is_told_what_to_expect(store: Store, alive: bool) -> None:
    with store.write() as connection:
        first, second = [
            jobs.add(connection, LOCAL, jobs.Asked(Kind.SOLVE, None, {}, 50.0)) for _ in "ab"
        ]
        if alive:
            workers.beat(connection, Worker("w", 1, "1"))

    with store.read() as connection:
        found = {waits(connection, first), waits(connection, second)}
        unknown = waits(connection, "0" * 32)

    assert found == ({(1, 0.0), (2, 50.0)} if alive else {(1, None), (2, None)})
    assert unknown is None
