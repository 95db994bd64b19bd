"""The oracle against sums done by hand: whoever judges must be judged first."""

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from tests.support.build import (
    available,
    changed,
    group,
    need,
    pin,
    plan,
    school,
    subject,
    teacher,
    window,
    with_rows,
    with_settings,
    world,
)
from tests.support.oracle import TooManyPlansError, optimum
from tests.support.worlds import one_room_for_two, one_teacher_for_two

MON_9 = "mon 09:00-09:45"


def at_nine(*rows: object, **settings: object) -> Scenario:
    """`n1` and `n2` of two schools, both free only on Monday at nine; `t1` as well."""
    needs = [need("n1", pupils=3), need("n2", school="s2")]
    moments = [window("n1", MON_9), window("n2", MON_9), available("t1", MON_9)]
    return world(needs, *moments, teacher("t1"), *rows, start_step_minutes=15, **settings)


def test_every_plan_of_two_needs_and_one_moment_is_listed() -> None:
    """Nobody; n1; n2; both together. Both apart would need the teacher twice."""
    found = optimum(at_nine())

    assert found.listed == 4


def test_two_needs_in_one_group_cost_one_lesson_and_two_supervisors() -> None:
    """31 € inside the contract + 13 € hire + two sites of 21 €, and nobody unserved."""
    found = optimum(at_nine())

    assert found.values[StageId.COVERAGE] == 0
    assert found.values[StageId.COST] == 3100 + 1300 + 2 * 2100


def test_a_teacher_in_the_school_needs_no_supervisor_there() -> None:
    """31 € + 13 € + one site of 21 €."""
    found = optimum(changed(at_nine(), "t1", school="s1"))

    assert found.values[StageId.COST] == 3100 + 1300 + 2100


def test_of_two_needs_and_one_moment_the_larger_is_served() -> None:
    """n1 has 3 pupils for one lesson, n2 has 2: what is left is 2 pupil-lessons = 4 halves."""
    found = optimum(at_nine(subject("OR", max_pupils=4)))

    assert found.values[StageId.COVERAGE] == 4
    assert found.plan is not None
    assert found.plan.unserved == ("n2",)


def test_the_law_comes_before_the_larger_promise() -> None:
    """Only one of them fits; the statutory one is smaller and still goes first."""
    scenario = changed(at_nine(subject("OR", max_pupils=4)), "n2", priority="statutory")

    found = optimum(scenario)

    # n1 is left: 3 pupils, one lesson, in halves.
    assert (found.values[StageId.STATUTORY], found.values[StageId.COVERAGE]) == (0, 6)


@pytest.mark.parametrize(
    ("worth", "cost", "served"),
    [
        # Serving n1 costs 31 + 13 + 21 = 65 €; not serving its 3 pupil-lessons 3 x worth.
        (21, 6300, False),
        (22, 6500, True),
    ],
)
def test_an_optional_need_is_served_exactly_where_it_is_worth_its_price(
    worth: int, cost: int, served: bool
) -> None:
    scenario = world(
        need("n1", pupils=3, priority="optional"),
        window("n1", MON_9),
        worth_optional=worth,
        slack_cost=0,
    )

    found = optimum(scenario)

    assert found.values[StageId.COST] == cost
    assert found.plan is not None
    assert bool(found.plan.groups) is served


def test_the_longer_course_decides_and_the_shorter_joins_in_part() -> None:
    """n1 wants 1.5 lessons, n2 one: two meetings, n2 in the weekly one; cost 1.5 lessons.

    31 x 1.5 + 13 hire, n1 supervised 1.5 times and n2 once: 21 x 2.5 (money: 46.5 + 13 + 52.5).
    """
    scenario = world(
        need("n1", lessons_per_week=1.5),
        need("n2", school="s2"),
        [window(name, f"{day} 09:00-09:45") for name in ("n1", "n2") for day in ("mon", "wed")],
        start_step_minutes=15,
    )

    found = optimum(scenario)

    assert found.values[StageId.COVERAGE] == 0
    assert found.values[StageId.COST] == 4650 + 1300 + 5250


def test_slack_of_cost_buys_a_better_moment() -> None:
    """Kind `missed` costs 11 points per pupil, a supervisor-free school would cost less money.

    t1 teaches from s1 but only when n1 misses a lesson (31 + 13 = 44 €); t2 is free at a good
    moment and costs 31 + 13 + 21 = 65 €. Slack of 47 % allows 44 + 20.68 € and not t2, slack of
    48 % allows 44 + 21.12 € and t2.
    """
    rows = [
        need("n1"),
        window("n1", MON_9, kind="missed"),
        window("n1", "tue 09:00-09:45", kind="band"),
        teacher("t1", school="s1"),
        teacher("t2"),
        available("t1", MON_9),
        available("t2", "tue 09:00-09:45"),
    ]
    tight = optimum(world(*rows, start_step_minutes=15, slack_cost=47))
    wide = optimum(world(*rows, start_step_minutes=15, slack_cost=48))

    # One teacher-day is 3.1 points; n1 has 2 pupils.
    assert tight.values[StageId.COST] == wide.values[StageId.COST] == 4400
    assert tight.values[StageId.CONVENIENCE] == 310 + 2 * 1100
    assert wide.values[StageId.CONVENIENCE] == 310
    assert wide.stages[2].most == 6512


def test_a_locked_pin_that_cannot_hold_leaves_no_plan() -> None:
    found = optimum(with_rows(at_nine(), pin("n1", day="fri", kind="locked")))

    assert found.plan is None
    assert found.stages == ()


def test_a_locked_need_is_served_before_a_statutory_one() -> None:
    """Locked is a rule and the law a stage."""
    scenario = changed(at_nine(subject("OR", max_pupils=4)), "n1", priority="statutory")

    found = optimum(with_rows(scenario, pin("n2", day="mon", kind="locked")))

    # 3 pupils of n1 for one lesson.
    assert found.values[StageId.STATUTORY] == 6


def test_the_least_use_of_a_teacher_binds() -> None:
    """t1 is used for two lessons or not at all, and only one is asked for."""
    found = optimum(changed(at_nine(), "t1", min_lessons=2))

    # 5 pupil-lessons unserved.
    assert found.values[StageId.COVERAGE] == 10


def test_the_least_use_of_a_teacher_is_reached_by_two_groups() -> None:
    """Alone each group is below the least; the oracle must not drop them before looking."""
    scenario = world(
        need("n1"),
        need("n2", subject="IS"),
        window("n1", MON_9),
        window("n2", "tue 09:00-09:45"),
        teacher("t1", min_lessons=2),
    )

    assert optimum(scenario).values[StageId.COVERAGE] == 0


def test_one_room_serves_one_of_two_and_two_rooms_both() -> None:
    one = one_room_for_two()
    both = with_rows(one, school("s1", remote_rooms=2, supervisors=2))

    # Each has 2 pupils for one lesson: 4 halves.
    assert optimum(one).values[StageId.COVERAGE] == 4
    assert optimum(both).values[StageId.COVERAGE] == 0


def test_a_second_teacher_lets_both_subjects_meet() -> None:
    alone = one_teacher_for_two()
    helped = world(*alone.needs, teacher("t1"), teacher("t2"), available("t1", MON_9))

    assert optimum(alone).values[StageId.COVERAGE] == 4
    assert optimum(with_settings(helped, start_step_minutes=30)).values[StageId.COVERAGE] == 0


def test_the_old_plan_costs_nothing_when_it_is_still_best() -> None:
    scenario = at_nine()
    before = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))

    assert optimum(scenario, before).values[StageId.CONTINUITY] == 0


def test_another_time_counts_for_each_pupil_lesson() -> None:
    """n1 keeps nothing but its teacher: 3 pupil-lessons x 1.2; n2 is new and is not counted."""
    scenario = at_nine()
    before = plan(scenario, group("t1", "tue 09:00", "n1"))

    assert optimum(scenario, before).values[StageId.CONTINUITY] == 360


def test_a_scenario_that_is_not_tiny_is_refused() -> None:
    with pytest.raises(TooManyPlansError):
        optimum(at_nine(), limit=3)
