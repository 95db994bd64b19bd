"""Published groups stay, or it is said why they cannot; open ones do not count."""

from __future__ import annotations

import pytest

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.needs import PinKind
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.change.counted import moved_half_pupil_lessons
from solver.change.freezing import carried, following, prepared
from solver.change.pinning import pins_as_edits
from solver.measure.objective import attended_slots
from solver.plan import Plan
from solver.search.params import SolveParams
from solver.solve import Solve
from tests.support.build import (
    available,
    changed,
    closed,
    group,
    need,
    plan,
    teacher,
    with_rows,
    with_settings,
    without,
    world,
)

WORLD = world(
    need("n1"),
    need("n2", school="s2", level="2"),
    need("n3", school="s3", lessons_per_week=0.5),
    teacher("t1", contract_lessons=0),
    teacher("t2", lesson_cost=1, overtime_cost=1, hire_cost=0),
    start_step_minutes=60,
)
PLAN = plan(
    WORLD,
    group("t1", "mon 09:00", "n1"),
    group("t1", "tue 10:00", "n2"),
    group("t1", "wed 11:00 B", "n3"),
)


def solved(scenario: Scenario, *published: str, open_: tuple[str, ...] = ()) -> Plan:
    question = prepared(scenario, PLAN, published, open_)
    assert question.impossible == ()
    assert not has_errors(check(question.scenario))
    params = SolveParams(seconds=2, workers=1)
    found = Solve(question.scenario, params, question.previous).run(question.start).plan
    assert found is not None
    return found


def test_least_change_comes_right_after_coverage() -> None:
    late = with_settings(WORLD, priorities="fairness;coverage;cost;continuity")
    without_it = with_settings(WORLD, priorities="cost;convenience")
    orders = [
        prepared(scenario, PLAN, (), ()).scenario.settings.priorities
        for scenario in (late, without_it)
    ]

    assert orders[0] == (
        StageId.FAIRNESS,
        StageId.COVERAGE,
        StageId.CONTINUITY,
        StageId.COST,
    )
    assert orders[1][0] is StageId.CONTINUITY


def test_what_is_published_stays_to_the_half_and_what_is_open_goes_to_the_cheaper() -> None:
    found = solved(WORLD, "g1", "g3", open_=("g2",))

    for name in ("n1", "n3"):
        assert attended_slots(*found.group_of[name]) == attended_slots(*PLAN.group_of[name])
        assert found.group_of[name][0].teacher == "t1"
    assert found.group_of["n2"][0].teacher == "t2"
    assert solved(WORLD).group_of["n2"][0].teacher == "t1"


def test_the_other_half_is_no_way_out() -> None:
    """Only in the other half would the teacher be free: the group cannot stay."""
    today = with_rows(WORLD, available("t1", "wed 08:00-16:00", kind="busy", half="B"))

    assert {one.code for one in prepared(today, PLAN, ["g3"], ()).impossible} == {
        "teacher_available"
    }
    assert prepared(today, PLAN, ["g1"], ()).impossible == ()


def test_everything_that_keeps_published_groups_from_staying_is_told() -> None:
    today = with_rows(
        without(WORLD, "t1"), closed("s2", "tue", "08:00-16:00"), available("t2", "mon 08:00-16:00")
    )
    told = prepared(today, PLAN, ["g1", "g2", "g3"], ()).impossible

    assert {(one.code, one.numbers.get("what")) for one in told} >= {
        ("qualified", "unknown_teacher"),
        ("pupils_present", "absent"),
    }
    about = {subject for one in told for subject in one.subjects}
    assert {"group:g1", "group:g2", "group:g3"} <= about


@pytest.mark.parametrize("lessons", [1.5, 2])
def test_more_lessons_do_not_keep_a_group_from_staying_and_fewer_do(lessons: float) -> None:
    more = changed(WORLD, "n1", lessons_per_week=lessons)
    found = solved(more, "g1")
    fewer = plan(more, group("t1", ["mon 09:00", "tue 09:00"], "n1"))

    times = {(day, start) for day, start, _ in attended_slots(*found.group_of["n1"])}
    assert times > {(day, start) for day, start, _ in attended_slots(*PLAN.group_of["n1"])}
    assert prepared(WORLD, fewer, ["g1"], ()).impossible != ()


def test_pins_of_the_office_against_published_groups_are_told() -> None:
    pinned = pins_as_edits(WORLD, plan(WORLD, group("t2", "fri 09:00", "n1")), ["n1"])
    (edit,) = pinned.edits
    rows = {**edit.row, "kind": PinKind.LOCKED.value}
    today = WORLD.replace(pins=[rows])

    assert prepared(today, PLAN, ["g1"], ()).impossible != ()
    assert prepared(today, PLAN, ["g2"], ()).impossible == ()


def test_a_need_goes_on_with_the_one_it_continues_or_with_its_own_id() -> None:
    """The library's needs continue those of last year; the plan may be of this year's."""
    renamed = changed(changed(WORLD, "n1", continues="last-year"), "n2", continues="n3")
    today = following(renamed, PLAN)

    assert [row.continues for row in today.needs] == ["", "n3", ""]
    start = carried(
        today, plan(WORLD, group("t1", "mon 09:00", "n1"), group("t1", "tue 10:00", "n2"))
    )
    assert set(start.group_of) == {"n1"}


def test_moved_counts_what_was_taught_and_is_taught_otherwise_or_not() -> None:
    after = plan(WORLD, group("t1", "mon 10:00", "n1"), group("t1", "tue 10:00", "n2"))
    lost = WORLD.need_of["n3"].half_pupil_lessons
    elsewhere = WORLD.need_of["n1"].half_pupil_lessons

    assert moved_half_pupil_lessons(WORLD, PLAN, after) == lost + elsewhere
    assert moved_half_pupil_lessons(WORLD, after, PLAN) == elsewhere
    assert moved_half_pupil_lessons(WORLD, PLAN, PLAN) == 0
