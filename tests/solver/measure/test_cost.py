"""The bill and the price of optional needs, in cents a week."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from tests.support.build import (
    group,
    municipality,
    need,
    plan,
    school,
    teacher,
    with_settings,
    world,
)


class TestCost:
    """Euros: 31 in the contract of 4 lessons, 47 above, 13 for hiring; a supervisor 21."""

    @staticmethod
    def value(scenario: Scenario, *groups: Any) -> int:
        return stage_values(scenario, plan(scenario, *groups))[StageId.COST]

    def test_nobody_costs_nothing(self) -> None:
        assert self.value(world(need("n1"))) == 0

    def test_lessons_hiring_and_supervision(self) -> None:
        scenario = world(need("n1"), need("n2", school="s2"))

        answer = group("t1", "mon 09:00", "n1", "n2")

        assert self.value(scenario, answer) == (31 + 13 + 2 * 21) * 100

    def test_two_needs_of_a_school_are_one_site(self) -> None:
        scenario = world(need("n1"), need("n2"))

        assert self.value(scenario, group("t1", "mon 09:00", "n1", "n2")) == (31 + 13 + 21) * 100

    def test_the_teachers_own_school_has_no_supervisor_to_pay(self) -> None:
        scenario = world(need("n1"), need("n2", school="s2"), teacher("t1", school="s2"))

        assert self.value(scenario, group("t1", "mon 09:00", "n1", "n2")) == (31 + 13 + 21) * 100

    def test_only_sites_that_attend_are_paid(self) -> None:
        """Two lessons; s2 attends one of them: three site-lessons."""
        scenario = world(need("n1", lessons_per_week=2), need("n2", school="s2"))
        answer = group("t1", ["mon 09:00", "tue 09:00"], "n1", n2=[1])

        assert self.value(scenario, answer) == (2 * 31 + 13 + 3 * 21) * 100

    def test_each_school_has_its_price(self) -> None:
        scenario = world(
            need("n1"),
            need("n2", school="s2"),
            need("n3", school="s3"),
            municipality("m2", supervisor_cost="17.5"),
            school("s2", municipality="m2"),
            school("s3", supervisor_cost=9),
        )
        answer = group("t1", "mon 09:00", "n1", "n2", "n3")

        assert self.value(scenario, answer) == 3100 + 1300 + 2100 + 1750 + 900

    @pytest.mark.parametrize(
        ("contract", "lessons"),
        [(0, 2.5 * 47), (1.5, 1.5 * 31 + 47), (2, 2 * 31 + 23.5), (2.5, 2.5 * 31), (9, 2.5 * 31)],
    )
    def test_lessons_above_the_contract_cost_overtime(
        self, contract: float, lessons: float
    ) -> None:
        """Worth 2.5 in two groups, supervised at one site each."""
        scenario = world(
            need("n1", lessons_per_week=1.5),
            need("n2", school="s2"),
            teacher("t1", contract_lessons=contract),
        )
        groups = [
            group("t1", ["mon 09:00", "tue 09:00 B"], "n1"),
            group("t1", "mon 10:00", "n2"),
        ]

        assert self.value(scenario, *groups) == lessons * 100 + 1300 + 2.5 * 2100

    def test_each_teacher_has_a_contract_and_a_price(self) -> None:
        scenario = world(
            need("n1"),
            need("n2", school="s2"),
            teacher("t1", contract_lessons=1),
            teacher("t2", contract_lessons=0, overtime_cost=59, hire_cost=0),
            teacher("t3", hire_cost=999),
        )
        groups = [group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n2")]

        assert self.value(scenario, *groups) == (31 + 13 + 59 + 2 * 21) * 100

    def test_unserved_optional_needs_cost_their_worth(self) -> None:
        """37 a pupil-lesson: 3 pupils x 1.5 lessons."""
        scenario = world(
            need("n1", pupils=3, lessons_per_week=1.5, priority="optional"),
            need("n2"),
            need("n3", priority="statutory"),
        )

        assert self.value(scenario) == 4.5 * 3700
        assert (
            self.value(scenario, group("t1", ["mon 09:00", "tue 09:00 A"], "n1"))
            == (1.5 * 31 + 13 + 1.5 * 21) * 100
        )

    def test_half_a_cent_is_rounded_up_once(self) -> None:
        """Half of 10.01 is 500.5 cents, half of 21 is 1050: 1550.5 is 1551. Two are 3101."""
        scenario = world(
            need("n1", lessons_per_week=0.5),
            need("n2", lessons_per_week=0.5, school="s2"),
            *[teacher(name, lesson_cost="10.01", hire_cost=0) for name in ("t1", "t2")],
        )
        first, second = group("t1", "mon 09:00 A", "n1"), group("t2", "mon 09:00 A", "n2")

        assert self.value(scenario, first) == 1551
        assert self.value(scenario, first, second) == 3101

    def test_a_teacher_of_no_meetings_is_not_hired(self) -> None:
        scenario = world(need("n1"))

        assert self.value(scenario, group("t1", [], "n1")) == 0

    def test_a_teacher_nobody_knows_costs_nothing(self) -> None:
        scenario = world(need("n1"))

        assert self.value(scenario, group("t9", "mon 09:00", "n1")) == 2100


def test_weights_are_the_settings() -> None:
    scenario = with_settings(world(need("n1", priority="optional")), worth_optional="12.34")

    assert stage_values(scenario, plan(scenario))[StageId.COST] == 2 * 1234
