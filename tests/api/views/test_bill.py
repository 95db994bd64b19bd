from __future__ import annotations

from typing import Any

import pytest

from api.views.bill import seen_bill
from api.views.sight import NotShownError
from solver.measure.kpis import kpis
from solver.measure.shares import shares_in_euros
from tests.api.views.people import (
    COORDINATOR,
    HEAD,
    OTHER_PLANNER,
    PLANNER,
    VIEWER,
    answer,
    area,
    seen_by,
)
from tests.support.build import changed, group, need, plan, teacher, with_rows

WEEKS = 38


def test_the_coordinator_sees_the_bill_that_is_measured() -> None:
    measured = kpis(area(), answer(area()))

    assert seen_bill(area(), answer(area()), seen_by(COORDINATOR)) == {
        "week": measured["euros_week"],
        "year": measured["euros_year"],
        "shares_week": measured["shares_week"],
        "shares_year": measured["shares_year"],
    }


def test_a_municipality_sees_its_own_part() -> None:
    """Supervision of `n1` only: `n3` sits with its teacher. t1 gives two lessons and is hired."""
    shown = seen_bill(area(), answer(area()), seen_by(PLANNER))

    assert set(shown) == {"municipality", "supervision", "teachers", "shares"}
    assert shown["municipality"] == "m1"
    assert shown["supervision"] == 21 * WEEKS
    assert shown["teachers"] == {"t1": (2 * 31 + 13) * WEEKS}


@pytest.mark.parametrize("principal", [PLANNER, OTHER_PLANNER])
def test_every_share_lies_where_it_is_said_to_lie(principal: Any) -> None:
    scenario = _with_more_teachers()
    found = _plan_of_many(scenario)
    shown = seen_bill(scenario, found, seen_by(principal))["shares"]
    exact = shares_in_euros(scenario, found, WEEKS)

    for key, told in shown.items():
        amount = exact[key][principal.municipality]
        assert told is not None
        assert told["least"] <= amount <= told["most"]
        assert told["least"] <= told["euros"] <= told["most"]
        assert all(euros % 10 == 0 for euros in told.values())


def _with_more_teachers() -> Any:
    return with_rows(
        area(),
        teacher("t3", municipality="m2"),
        teacher("t4", municipality="m2"),
        teacher("t5"),
        teacher("t6"),
    )


def _plan_of_many(scenario: Any) -> Any:
    return plan(
        scenario,
        group("t2", "mon 09:00", "n1", "n2"),
        group("t3", "tue 09:00", "n3"),
        group("t4", "thu 10:00", "n4"),
        group("t1", "fri 10:00", "n5"),
    )


def test_a_key_that_would_tell_the_pay_of_one_teacher_is_left_out() -> None:
    assert seen_bill(area(), answer(area()), seen_by(PLANNER))["shares"]["flat_and_pupil"] is None


@pytest.mark.parametrize("pupils", [1, 2, 3, 4])
def test_a_small_count_of_another_changes_nothing(pupils: int) -> None:
    scenario = changed(area(), "n4", pupils=pupils)

    shown = seen_bill(scenario, answer(scenario), seen_by(PLANNER))
    assert shown == seen_bill(area(), answer(area()), seen_by(PLANNER))


def test_a_need_more_is_the_same_whatever_its_small_count() -> None:
    """Two plans that differ by one need differ by what it may be, not by what it is."""
    shown = set()
    for pupils in (1, 2, 3, 4):
        scenario = with_rows(area(), need("n9", school="s2", pupils=pupils))
        found = plan(
            scenario,
            group("t2", ["mon 09:00", "tue 09:00"], "n2", n1=[0]),
            group("t1", "wed 09:00", "n9"),
        )
        shown.add(str(seen_bill(scenario, found, seen_by(PLANNER))))
    assert len(shown) == 1


@pytest.mark.parametrize("principal", [HEAD, VIEWER])
def test_others_see_no_bill(principal: Any) -> None:
    with pytest.raises(NotShownError):
        seen_bill(area(), answer(area()), seen_by(principal))
