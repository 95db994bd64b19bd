"""A request to stop reaches whatever is under way, and time that is set aside is not searched."""

import time

import pytest

from solver.search.stop import Clock, Stop


def test_a_request_ends_what_is_under_way_and_nothing_that_is_over() -> None:
    ended: list[str] = []
    stop = Stop()

    with stop.may_end(lambda: ended.append("over")):
        pass
    with (
        stop.may_end(lambda: ended.append("whole")),
        stop.heir() as heir,
        heir.may_end(lambda: ended.append("part")),
    ):
        stop.request()

    assert sorted(ended) == ["part", "whole"]
    assert heir.requested


@pytest.mark.parametrize("deterministic", [False, True])
def test_what_is_set_aside_is_no_time_to_search(deterministic: bool) -> None:
    clock = Clock(60, deterministic=deterministic)
    clock.set_aside(50)

    assert clock.elapsed < 5 < clock.wall_left <= 10
    clock.set_aside(70)
    assert clock.wall_left == 0


@pytest.mark.parametrize("deterministic", [False, True])
def test_what_does_not_count_takes_nothing_of_the_time_left(deterministic: bool) -> None:
    clock = Clock(0.5, deterministic=deterministic)
    with clock.not_counting():
        time.sleep(0.6)

    assert clock.elapsed >= 0.6
    assert 0 < clock.wall_left <= 0.5
