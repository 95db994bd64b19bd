"""A pin's filled cells are one statement, true or false of the plan."""

from __future__ import annotations

import pytest

from solver.measure.wishes import holds
from tests.support.build import group, need, pin, plan, replaced, world


@pytest.mark.parametrize(
    ("cells", "true"),
    [
        ({}, True),
        ({"teacher": "t1"}, True),
        ({"teacher": "t2"}, False),
        ({"with_need": "n2"}, True),
        ({"with_need": "n3"}, False),
        ({"day": "tue"}, True),
        ({"day": "wed"}, False),
        ({"start": "09:00"}, True),
        ({"start": "11:00"}, False),
        ({"day": "tue", "start": "10:00"}, True),
        ({"day": "tue", "start": "09:00"}, False),
        ({"teacher": "t1", "with_need": "n2", "day": "mon", "start": "09:00"}, True),
        ({"teacher": "t2", "with_need": "n2", "day": "mon", "start": "09:00"}, False),
        ({"teacher": "t1", "with_need": "n3", "day": "mon", "start": "09:00"}, False),
        ({"teacher": "t1", "with_need": "n2", "day": "fri", "start": "09:00"}, False),
        ({"teacher": "t1", "with_need": "n2", "day": "mon", "start": "08:55"}, False),
    ],
)
def test_all_filled_cells_are_true_together(cells: dict[str, str], true: bool) -> None:
    scenario = world(need("n1", lessons_per_week=2), need("n2"), need("n3"))
    answer = plan(scenario, group("t1", ["mon 09:00", "tue 10:00"], "n1", n2=[0]))

    assert holds(answer, pin("n1", **cells)) is true


def test_nothing_is_true_of_a_need_that_is_not_served() -> None:
    scenario = world(need("n1"))

    assert not holds(plan(scenario), pin("n1", teacher="t1"))


def test_only_attended_meetings_count() -> None:
    scenario = world(need("n1", lessons_per_week=2), need("n2"))
    answer = plan(scenario, group("t1", ["mon 09:00", "tue 10:00"], "n1", n2=[1]))

    assert holds(answer, pin("n2", day="tue"))
    assert not holds(answer, pin("n2", day="mon"))
    assert not holds(replaced(answer, "g1", meetings=()), pin("n2", day="tue"))
