"""Questions in turns: each once at a time, until there are no more or somebody asks to stop."""

import threading
from collections.abc import Sequence

import pytest

from solver.search.effort import Effort
from solver.search.stop import Clock, Stop
from solver.search.turns import take_turns


def effort(workers: int, stop: Stop | None = None) -> Effort:
    return Effort(Clock(60, deterministic=False), stop or Stop(), 60, workers, 1)


@pytest.mark.parametrize("workers", [1, 3])
def test_all_are_asked_and_none_by_two_at_once(workers: int) -> None:
    left = dict.fromkeys("abcd", 3)
    lock = threading.Lock()
    twice = []

    def choose(under_way: Sequence[str]) -> str | None:
        return next((name for name, turns in left.items() if turns and name not in under_way), None)

    working: set[str] = set()

    def ask(name: str, mine: Effort) -> None:
        assert mine.workers == 1
        with lock:
            twice.extend(working & {name})
            working.add(name)
        left[name] -= 1
        with lock:
            working.remove(name)

    take_turns(choose, ask, effort(workers))

    assert set(left.values()) == {0}
    assert twice == []


def test_a_request_ends_it() -> None:
    stop = Stop()
    asked = []

    def ask(name: str, _: Effort) -> None:
        asked.append(name)
        stop.request()

    take_turns(lambda _: "again", ask, effort(1, stop))

    assert asked == ["again"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_not_lost(workers: int) -> None:
    def ask(name: str, _: Effort) -> None:
        raise ZeroDivisionError(name)

    with pytest.raises(ZeroDivisionError, match="once"):
        take_turns(lambda under_way: None if under_way else "once", ask, effort(workers))
