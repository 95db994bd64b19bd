"""A request to stop reaches whatever is under way."""

from solver.search.stop import Stop


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
