"""Stage values: each exactly as its sentence says, with expected numbers derived."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Plan
from tests.support.build import (
    group,
    need,
    plan,
    qualification,
    school,
    teacher,
    with_rows,
    world,
)


def test_without_a_previous_plan_there_is_no_continuity() -> None:
    scenario = world(need("n1"))

    assert list(stage_values(scenario, plan(scenario))) == [
        StageId.STATUTORY,
        StageId.COVERAGE,
        StageId.FAIRNESS,
        StageId.COST,
        StageId.CONVENIENCE,
    ]
    assert list(stage_values(scenario, plan(scenario), plan(scenario))) == list(StageId)


def test_unserved_needs_count_by_priority_in_half_pupil_lessons() -> None:
    """Statutory 3 x 1.5 x 2 = 9 and 5 x 1 x 2 = 10; promised 7 x 0.5 x 2 = 7."""
    scenario = world(
        need("n1", pupils=3, lessons_per_week=1.5, priority="statutory"),
        need("n2", pupils=5, priority="statutory"),
        need("n3", pupils=7, lessons_per_week=0.5, priority="promised"),
        need("n4", pupils=11, priority="optional"),
        need("n5", pupils=2, priority="promised"),
    )

    served = stage_values(scenario, plan(scenario, group("t1", "mon 09:00", "n2", "n5")))
    nothing = stage_values(scenario, plan(scenario))

    assert (served[StageId.STATUTORY], served[StageId.COVERAGE]) == (9, 7)
    assert (nothing[StageId.STATUTORY], nothing[StageId.COVERAGE]) == (19, 11)


class TestContinuity:
    """Weights: dropped 2.3, teacher 0.7, time 1.2 a pupil-lesson; n1 has 3 x 2 = 6."""

    before = ("t1", ["mon 09:00", "wed 09:00"])

    @staticmethod
    def scenario(**cells: Any) -> Scenario:
        return world(
            need("n1", **{"pupils": 3, "lessons_per_week": 2, **cells}),
            teacher("t1"),
            teacher("t2"),
        )

    def value(self, now: tuple[str, list[str]] | None) -> int:
        scenario = self.scenario()
        previous = plan(scenario, group(*self.before, "n1"))
        answer = plan(scenario, *([group(*now, "n1")] if now else []))
        return stage_values(scenario, answer, previous)[StageId.CONTINUITY]

    @pytest.mark.parametrize(
        ("now", "value"),
        [
            (("t1", ["mon 09:00", "wed 09:00"]), 0),
            (("t1", ["wed 09:00", "mon 09:00"]), 0),
            (("t2", ["mon 09:00", "wed 09:00"]), 6 * 70),
            (("t1", ["mon 09:00", "wed 10:00"]), 6 * 120),
            (("t1", ["mon 09:00", "thu 09:00"]), 6 * 120),
            (("t1", ["mon 09:00", "wed 09:00 A"]), 6 * 120),
            (("t2", ["tue 09:00", "wed 09:00"]), 6 * 190),
            (None, 6 * 230),
        ],
    )
    def test_changes_are_weighed(self, now: tuple[str, list[str]] | None, value: int) -> None:
        assert self.value(now) == value

    def test_only_needs_served_before_count(self) -> None:
        scenario = self.scenario()
        answer = plan(scenario, group(*self.before, "n1"))

        assert stage_values(scenario, answer, plan(scenario))[StageId.CONTINUITY] == 0

    def test_a_need_is_matched_by_what_it_continues(self) -> None:
        """n1 continues `old`, so what `n1` was in the previous plan says nothing of it."""
        scenario = self.scenario(continues="old")
        answer = plan(scenario, group("t2", self.before[1], "n1"))
        same_id = plan(scenario, group(*self.before, "n1"))
        older = world(need("old", pupils=9, lessons_per_week=2))
        old = plan(older, group(*self.before, "old"))

        assert stage_values(scenario, answer, same_id)[StageId.CONTINUITY] == 0
        assert stage_values(scenario, answer, old)[StageId.CONTINUITY] == 6 * 70

    def test_needs_of_the_previous_plan_that_are_gone_are_ignored(self) -> None:
        scenario = self.scenario()
        older = world(need("gone"), need("n1", pupils=3, lessons_per_week=2))
        previous = plan(older, group("t1", "fri 09:00", "gone"), group(*self.before, "n1"))
        answer = plan(scenario, group(*self.before, "n1"))

        assert stage_values(scenario, answer, previous)[StageId.CONTINUITY] == 0

    def test_only_attended_meetings_are_compared(self) -> None:
        scenario = world(need("n1"), need("n2", lessons_per_week=2))
        before = plan(scenario, group("t1", ["mon 09:00", "wed 09:00"], "n2", n1=[1]))
        kept = plan(scenario, group("t1", ["tue 09:00", "wed 09:00"], "n2", n1=[1]))

        # n2: 2 pupils x 2 lessons x 1.2; n1 still comes on Wednesday at 9.
        assert stage_values(scenario, kept, before)[StageId.CONTINUITY] == 4 * 120

    def test_the_sum_is_rounded_half_up_once(self) -> None:
        """0.5 x 2.35 = 1.175 pupil-lessons, so 118; twice it is 235 and not 236."""
        one = world(need("n1", pupils=1, lessons_per_week=0.5), weight_dropped="2.35")
        two = with_rows(one, need("n2", pupils=1, lessons_per_week=0.5))
        previous = plan(two, group("t1", "mon 09:00 A", "n1"), group("t1", "tue 09:00 A", "n2"))

        assert stage_values(one, plan(one), previous)[StageId.CONTINUITY] == 118
        assert stage_values(two, plan(two), previous)[StageId.CONTINUITY] == 235


class TestFairness:
    @staticmethod
    def value(scenario: Scenario, answer: Plan) -> int:
        return stage_values(scenario, answer)[StageId.FAIRNESS]

    def test_the_share_is_rounded_up(self) -> None:
        """1 of 3 pupil-lessons: 333.3 becomes 334."""
        scenario = world(need("n1", pupils=1), need("n2", pupils=2))

        assert self.value(scenario, plan(scenario, group("t1", "mon 09:00", "n2"))) == 334

    def test_a_whole_share_is_not(self) -> None:
        """2 x 1 of 2 x 1 + 4 x 1.5 pupil-lessons are 250 exactly."""
        scenario = world(need("n1", pupils=2), need("n2", pupils=4, lessons_per_week=1.5))
        answer = plan(scenario, group("t1", ["mon 09:00", "tue 09:00 A"], "n2"))

        assert self.value(scenario, answer) == 250
        assert self.value(scenario, plan(scenario)) == 1000

    def test_the_worst_municipality_counts(self) -> None:
        """m1: 1 of 4 unserved; m2: 3 of 5 = 600."""
        scenario = world(
            need("n1", pupils=1),
            need("n2", pupils=3),
            need("n3", pupils=3, school="s2"),
            need("n4", pupils=2, school="s2", priority="statutory"),
            school("s2", municipality="m2"),
        )

        assert self.value(scenario, plan(scenario, group("t1", "mon 09:00", "n2", "n4"))) == 600

    def test_optional_needs_do_not_count(self) -> None:
        scenario = world(need("n1"), need("n2", priority="optional"))

        assert self.value(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == 0

    def test_needs_that_nobody_could_serve_do_not_count(self) -> None:
        """Nobody teaches IS; where nothing at all is servable the share is 0."""
        scenario = world(need("n1"), need("n2", subject="IS"), qualification("t1", "OR"))
        nobody = scenario.replace(qualifications=())

        assert self.value(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == 0
        assert self.value(scenario, plan(scenario)) == 1000
        assert self.value(nobody, plan(nobody)) == 0

    def test_served_or_not(self) -> None:
        scenario = world(need("n1"))

        assert self.value(scenario, plan(scenario)) == 1000
        assert self.value(scenario, plan(scenario, group("t1", "mon 09:00", "n1"))) == 0
