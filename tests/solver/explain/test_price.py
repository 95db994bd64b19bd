"""What an optional need would cost, and what is proved of it."""

from __future__ import annotations

import pytest

from scenarios.rules import StageId
from solver.explain.price import price_of
from solver.outcome import StageResult
from solver.verify.report import verify
from tests.support.build import available, group, need, plan, school, teacher, window, world


def stage(value: int, bound: int) -> StageResult:
    return StageResult(
        name=StageId.COST,
        unit="",
        value=value,
        bound=bound,
        gap=0,
        optimal=value == bound,
        final=value,
        seconds=0,
    )


@pytest.mark.parametrize(
    ("worth", "cost", "code"),
    [
        ("10", None, "price_above_worth"),
        ("10", stage(2000, 2000), "price_proved"),
        ("10", stage(2000, 1000), "price_above_worth"),
        ("32.5", None, "price_slack_or_search"),
        ("32.9", stage(6500, 6500), "price_in_slack"),
        ("70", None, "price_search"),
    ],
)
def test_what_is_said_is_no_more_than_what_is_proved(
    worth: str, cost: StageResult | None, code: str
) -> None:
    """31 € lesson + 13 € hiring + 21 € adult = 65 €; worth 2 pupils x 1 lesson x the worth."""
    tiny = world(need("n1", priority="optional"), worth_optional=worth)
    found = price_of(tiny, plan(tiny), tiny.need_of["n1"], cost)

    assert found is not None
    assert (found.code, found.numbers["price"]) == (code, 65)
    assert verify(tiny, found.plan) == ()


def test_joining_is_found_where_it_is_cheaper_than_a_group_of_its_own() -> None:
    """The lesson of t1 is paid for already: the 21 € adult of s1 is all."""
    tiny = world(need("n1", priority="optional"), need("n2", school="s2"), teacher("t1"))
    made = plan(tiny, group("t1", "mon 09:00", "n2"))
    found = price_of(tiny, made, tiny.need_of["n1"])

    assert found is not None
    assert found.numbers["price"] == 21


def test_a_place_for_what_is_not_optional_makes_a_better_plan() -> None:
    """t1 has a day on which n2 is in the way; it can be moved."""
    tiny = world(
        need("n1"),
        need("n2", school="s2", level="2"),
        window("n1", "mon 09:00-09:45"),
        available("t1", "mon 08:00-12:00"),
        teacher("t1"),
    )
    made = plan(tiny, group("t1", "mon 09:00", "n2"))
    found = price_of(tiny, made, tiny.need_of["n1"])

    assert found is not None
    assert found.code == "place_found"
    assert found.differences[StageId.COVERAGE] == -4
    assert set(found.plan.group_of) == {"n1", "n2"}


def test_without_a_place_there_is_no_price() -> None:
    tiny = world(need("n1"), school("s1", remote_rooms=0))

    assert price_of(tiny, plan(tiny), tiny.need_of["n1"]) is None
