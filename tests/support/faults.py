"""For every hard rule a plan that breaks it and no other."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    agreement,
    available,
    group,
    municipality,
    need,
    pin,
    plan,
    qualification,
    school,
    subject,
    teacher,
    world,
)

Case = tuple[Scenario, Plan]
Fault = Callable[[], Case]


def served_and_unserved() -> Case:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    return scenario, answer.model_copy(update={"unserved": ("n1",)})


def two_levels_in_a_group() -> Case:
    scenario = world(need("n1"), need("n2", level="7"))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


def grades_too_far_apart() -> Case:
    scenario = world(need("n1", grade_from=3), need("n2", grade_from=6))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


def too_many_pupils() -> Case:
    scenario = world(need("n1", pupils=6), need("n2", pupils=7))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


def too_many_schools() -> Case:
    scenario = world(need("n1"), need("n2", school="s2"), subject("OR", max_sites=1))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


def a_lesson_too_few() -> Case:
    scenario = world(need("n1", lessons_per_week=2))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"))


def grade_not_covered() -> Case:
    scenario = world(need("n1", grade_from=3), qualification("t1", "OR", grade_from=4))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"))


def teacher_busy() -> Case:
    scenario = world(need("n1"), available("t1", "mon 09:30-10:00", kind="busy"))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"))


def no_changeover() -> Case:
    scenario = world(need("n1"), need("n2", school="s2"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "mon 09:45", "n2"))
    return scenario, answer


def too_many_lessons() -> Case:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1", max_lessons=1.5))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2"))
    return scenario, answer


def after_school() -> Case:
    scenario = world(need("n1"))
    return scenario, plan(scenario, group("t1", "mon 13:00", "n1"))


def _two_at_once(**school_cells: int) -> Case:
    scenario = world(
        need("n1", shares_pupils_with="none"),
        need("n2", subject="IS", shares_pupils_with="none"),
        school("s1", **school_cells),
        teacher("t1"),
        teacher("t2"),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n2"))
    return scenario, answer


def pupils_in_two_places() -> Case:
    scenario = world(
        need("n1", shares_pupils_with="n2"),
        need("n2", subject="IS"),
        school("s1", remote_rooms=2, supervisors=2),
        teacher("t1"),
        teacher("t2"),
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n2"))
    return scenario, answer


def two_groups_one_room() -> Case:
    return _two_at_once(remote_rooms=1, supervisors=2)


def two_groups_one_adult() -> Case:
    return _two_at_once(remote_rooms=2, supervisors=1)


def sold_without_agreement() -> Case:
    scenario = world(
        need("n1"), teacher("t1", municipality="m2"), municipality("m3"), agreement("m3", "m2")
    )
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"))


def not_on_the_pinned_day() -> Case:
    scenario = world(need("n1"), pin("n1", day="tue"))
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"))


FAULTS: dict[RuleId, Fault] = {
    RuleId.ONE_GROUP: served_and_unserved,
    RuleId.SAME_COURSE: two_levels_in_a_group,
    RuleId.GRADE_SPAN: grades_too_far_apart,
    RuleId.GROUP_SIZE: too_many_pupils,
    RuleId.GROUP_SITES: too_many_schools,
    RuleId.WEEKLY_LESSONS: a_lesson_too_few,
    RuleId.QUALIFIED: grade_not_covered,
    RuleId.TEACHER_AVAILABLE: teacher_busy,
    RuleId.TEACHER_CLASH: no_changeover,
    RuleId.TEACHER_LOAD: too_many_lessons,
    RuleId.PUPILS_PRESENT: after_school,
    RuleId.PUPIL_CLASH: pupils_in_two_places,
    RuleId.ROOMS: two_groups_one_room,
    RuleId.SUPERVISION: two_groups_one_adult,
    RuleId.AGREEMENT: sold_without_agreement,
    RuleId.PINNED: not_on_the_pinned_day,
}
