"""Planning again through the engine: least change, limits, refusals, and the way there."""

from __future__ import annotations

import threading
from decimal import Decimal

from api.changing import Replan, Replanned, covered
from api.solving import Effort
from scenarios.rules import StageId
from solver.verify.report import verify
from tests.support.build import (
    available,
    changed,
    group,
    plan,
    teacher,
    with_rows,
    with_settings,
)
from tests.support.worlds import newcomer_in_the_way

WORLD = with_settings(newcomer_in_the_way(), weight_time_changed=1)
BEFORE = plan(WORLD, group("t1", "mon 09:00", "n1"))
SHORT = Effort(seconds=2, workers=1)


def replanned(**given: object) -> Replanned:
    return Replan(WORLD, BEFORE, effort=SHORT, **given).run(threading.Event())  # type: ignore[arg-type]


def test_least_change_after_coverage_with_the_way_there() -> None:
    found = replanned(most_moved=Decimal(2))
    first, second = found.steps

    assert found.plan is not None
    assert verify(WORLD, found.plan) == ()
    assert set(found.plan.group_of) == {"n1", "n2"}
    assert (found.moved, found.values[StageId.CONTINUITY]) == (2, 200)
    assert first["groups"] == ["g1"]
    assert second["buys"]["coverage"] == 12
    assert found.findings == ()


def test_a_limit_is_kept_though_somebody_is_left_out() -> None:
    found = replanned(most_moved=Decimal("1.99"))

    assert found.plan is not None
    assert set(found.plan.group_of) == {"n1"}
    assert (found.moved, found.steps) == (0, ())


def test_a_published_group_stays_though_somebody_is_left_out() -> None:
    found = replanned(published=["g1"])

    assert found.plan is not None
    assert set(found.plan.group_of) == {"n1"}


def test_what_is_open_moves_freely_and_does_not_count() -> None:
    found = replanned(open_=["g1"], most_moved=Decimal(0))

    assert found.plan is not None
    assert set(found.plan.group_of) == {"n1", "n2"}
    assert (found.moved, found.values[StageId.CONTINUITY]) == (2, 0)


def test_a_limit_that_no_plan_can_keep_is_proved_and_told() -> None:
    today = with_rows(WORLD, available("t1", "mon 09:00-09:45", kind="busy"))
    found = Replan(today, BEFORE, most_moved=Decimal(1), effort=SHORT).run(threading.Event())
    (told,) = found.findings

    assert found.plan is None
    assert told.code == "moves_less_impossible"
    assert told.numbers == {"most": 1.0, "least": 2.0, "proved": 2.0}


def test_a_published_group_that_cannot_stay_is_told_before_anything_is_solved() -> None:
    today = with_rows(WORLD, available("t1", "mon 09:00-09:45", kind="busy"))
    found = Replan(today, BEFORE, published=["g1"]).run(threading.Event())

    assert (found.plan, found.solved) == (None, None)
    assert {one.code for one in found.findings} == {"teacher_available"}


def test_a_published_need_with_another_number_of_lessons_is_named() -> None:
    today = changed(WORLD, "n1", lessons_per_week=2)
    found = Replan(today, BEFORE, published=["g1"], effort=SHORT).run(threading.Event())

    assert found.plan is not None
    assert [(one.code, one.subjects) for one in found.findings] == [
        ("published_has_other_lessons", ("group:g1", "need:n1"))
    ]


def test_substitutes_come_from_the_engine() -> None:
    two = with_rows(WORLD, teacher("t2"))
    two = two.replace(
        qualifications=[
            *two.qualifications,
            *(row.model_copy(update={"teacher": "t2"}) for row in two.qualifications),
        ]
    )
    asked = {"teacher": "t1", "first": "2026-09-07", "last": "2026-09-07"}
    found = covered(two, BEFORE, asked)

    assert [(one["lesson"]["group"], one["teacher"]) for one in found["lessons"]] == [("g1", "t2")]
    assert found["best"] is True
