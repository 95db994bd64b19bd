"""Sharing keys: who pays what, to the cent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scenarios.kpis import KpiId
from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from solver.plan import Plan
from tests.support.build import (
    group,
    municipality,
    need,
    plan,
    school,
    teacher,
    world,
)


def three_municipalities() -> tuple[Scenario, Plan]:
    """Two lessons of t1 of m1, who teaches from s1; m2 comes to one, m4 is not served.

    Teaching 2 x 31 + 13 = 75; supervision 3 lessons in s1 none, s2 17, s3 two at 21.
    """
    scenario = world(
        need("n1", pupils=3, lessons_per_week=2),
        need("n2", pupils=2, school="s2"),
        need("n3", pupils=5, school="s3", lessons_per_week=2),
        need("n4", pupils=9, school="s4"),
        municipality("m2", supervisor_cost=17),
        school("s2", municipality="m2"),
        school("s3", municipality="m3"),
        school("s4", municipality="m4"),
        teacher("t1", school="s1"),
    )
    answer = group("t1", ["mon 09:00", "wed 09:00"], "n1", "n3", n2=[1])
    return scenario, plan(scenario, answer)


@pytest.mark.parametrize(
    ("key", "shares"),
    [
        # 75 by 3 : 2 : 5 pupils.
        ("pupil", {"m1": 22.5, "m2": 15 + 17, "m3": 37.5 + 42, "m4": 0}),
        # 75 by 2 : 1 : 2 site-lessons, the teacher's own school counted too.
        ("site_lesson", {"m1": 30, "m2": 15 + 17, "m3": 30 + 42, "m4": 0}),
        # 37.50 in three parts of 12.50 and 37.50 by 3 : 2 : 5.
        ("flat_and_pupil", {"m1": 23.75, "m2": 20 + 17, "m3": 31.25 + 42, "m4": 0}),
    ],
)
def test_each_bears_its_supervision_and_shares_the_teaching(
    key: str, shares: dict[str, float]
) -> None:
    scenario, answer = three_municipalities()

    values = kpis(scenario, answer)

    assert values[KpiId.SHARES_WEEK][key] == shares
    assert values[KpiId.SHARES_YEAR][key] == {name: 38 * euros for name, euros in shares.items()}


def test_a_municipality_has_several_schools_and_needs() -> None:
    """m1: 2 + 3 pupils and 2 sites of 3; m2: 4 pupils. Teaching 31 + 13, supervision 21 each."""
    scenario = world(
        need("n1", pupils=2),
        need("n2", pupils=3, school="s2"),
        need("n3", pupils=4, school="s3"),
        school("s2"),
        school("s3", municipality="m2"),
    )
    values = kpis(scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2", "n3")))

    # 44 x 5/9 = 24.444... and 44 x 2/3 = 29.333...
    assert values[KpiId.SHARES_WEEK]["pupil"] == {"m1": 42 + 24.44, "m2": 21 + 19.56}
    assert values[KpiId.SHARES_WEEK]["site_lesson"] == {"m1": 42 + 29.33, "m2": 21 + 14.67}


def total(shares: dict[str, float]) -> Decimal:
    return sum((Decimal(str(euros)) for euros in shares.values()), Decimal(0))


@pytest.mark.parametrize(("pupils", "hire"), [(1, "10"), (2, "0.01"), (5, "99.99"), (7, "3.34")])
def test_shares_sum_to_the_bill_to_the_cent(pupils: int, hire: str) -> None:
    """Thirds and sevenths of a bill leave cents over."""
    scenario = world(
        need("n1", pupils=pupils, lessons_per_week=0.5),
        need("n2", pupils=1, lessons_per_week=0.5, school="s2"),
        need("n3", pupils=1, lessons_per_week=0.5, school="s3"),
        school("s2", municipality="m2", supervisor_cost="0.01"),
        school("s3", municipality="m3", supervisor_cost="7.77"),
        teacher("t1", hire_cost=hire, lesson_cost="33.33"),
    )
    values = kpis(scenario, plan(scenario, group("t1", "mon 09:00 A", "n1", "n2", "n3")))

    for bill, shares in (("week", KpiId.SHARES_WEEK), ("year", KpiId.SHARES_YEAR)):
        whole = Decimal(str(values[f"euros_{bill}"]["total"]))
        assert {total(by_key) for by_key in values[shares].values()} == {whole}


def test_a_year_is_rounded_once_not_38_times() -> None:
    """Half of 10.01 and half of 21 are 15.505 a week: 15.51, but 589.19 a year."""
    scenario = world(
        need("n1", lessons_per_week=0.5), teacher("t1", lesson_cost="10.01", hire_cost=0)
    )
    values = kpis(scenario, plan(scenario, group("t1", "mon 09:00 A", "n1")))

    assert values[KpiId.SHARES_WEEK]["pupil"] == {"m1": 15.51}
    assert values[KpiId.SHARES_YEAR]["pupil"] == {"m1": 589.19}


def test_teaching_that_nobody_attends_is_shared_alike() -> None:
    """Such a plan is broken, but its bill still has to be somebody's."""
    scenario = world(need("n1"), municipality("m2"))
    answer: Any = plan(scenario, group("t1", "mon 09:00", "n1"))
    nobody = answer.model_copy(
        update={"groups": (answer.groups[0].model_copy(update={"members": ()}),)}
    )

    for shares in kpis(scenario, nobody)[KpiId.SHARES_WEEK].values():
        assert shares == {"m1": 22, "m2": 22}
