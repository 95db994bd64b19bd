"""What a web process has at hand: as much as fits, and no more children than there are seats."""

from __future__ import annotations

import threading

import pytest

from api.asking_child import ChildOverdueError
from api.web.desk import Errands, Seats, Shelf
from api.web.engine import child_of
from api.web.problems import Problem


def test_a_shelf_reads_once_what_fits() -> None:
    shelf, read = Shelf[str](10, len), list[str]()

    def get(name: str) -> str:
        return shelf.get((name,), lambda: read.append(name) or name * 4)

    for name in ("a", "b", "a", "c", "a", "b"):
        assert get(name) == name * 4

    # The third pushes out the one asked for the longest ago.
    assert read == ["a", "b", "c", "b"]


def test_what_is_larger_than_the_shelf_stays_until_the_next() -> None:
    shelf, read = Shelf[str](3, len), list[str]()

    for name in ("a", "a", "b", "a"):
        shelf.get((name,), lambda name=name: read.append(name) or name * 9)  # type: ignore[misc]

    assert read == ["a", "b", "a"]


def test_those_without_room_are_sent_away_at_once_and_others_wait() -> None:
    seats, left = Seats(at_once=1, waiting=1, patience=5), threading.Event()
    waited: list[bool] = []

    def wait() -> None:
        with seats.taken():
            waited.append(left.is_set())

    with seats.taken():
        waiting = threading.Thread(target=wait)
        waiting.start()
        while seats._room.acquire(blocking=False):
            seats._room.release()
        with pytest.raises(Problem) as refused, seats.taken():
            pass
        left.set()
    waiting.join()

    assert refused.value.status == 503
    assert waited == [True]


def test_an_errand_under_way_is_not_begun_twice() -> None:
    errands, go, begun = Errands(), threading.Event(), list[int]()

    def work() -> None:
        begun.append(1)
        go.wait(10)

    errands.run(("k",), work, 0.01)
    errands.run(("k",), work, 0.01)
    errands.run(("other",), go.set, 10)

    assert begun == [1]


def test_what_goes_wrong_on_an_errand_is_told_to_who_waits() -> None:
    def work() -> None:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        Errands().run(("k",), work, 10)


def test_whoever_waited_hears_for_how_long() -> None:
    with pytest.raises(Problem) as late, child_of(Seats(), 600.0):
        raise ChildOverdueError("it took too long")

    assert (late.value.code, late.value.numbers) == ("engine_overdue", {"seconds": 600.0})
