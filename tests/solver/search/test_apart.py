"""What a local search in a process of its own is told of a better plan."""

from queue import SimpleQueue

import pytest

from scenarios.library import load
from solver.local.search import LocalSearch
from solver.local.talk import Improve, News, Task, packed
from solver.plan import with_groups
from solver.search import apart
from solver.search.apart import SearchApart
from solver.search.first_plans import nothing_served


def test_of_a_plan_that_is_mostly_known_only_what_is_new_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    orders: list[object] = []

    def noted(order: object) -> bytes:
        orders.append(order)
        return packed(order)

    monkeypatch.setattr(apart, "packed", noted)
    scenario = load("kielisaareke-spring")
    better = LocalSearch(scenario, None, 5).construct()
    known = with_groups(scenario, better.groups[1:])
    search = SearchApart(Task(scenario, None, 1), SimpleQueue())
    try:
        for plan in (known, better, nothing_served(scenario)):
            search.improve(plan, {}, scenario.settings.priorities, {})
    finally:
        search.end()

    first, second, third = (order for order in orders if isinstance(order, Improve))
    assert (first.news, third.news) == (None, None)
    assert second.news == News(frozenset(m.need for m in better.groups[0].members), {})
