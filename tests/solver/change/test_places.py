"""Where a group or a latecomer could go: nothing that breaks a rule, the best first."""

from __future__ import annotations

import pytest

from scenarios.rules import StageId
from solver.change.effects import Before
from solver.change.moves import Begin, ChangeTeacher, Join, MoveMeeting
from solver.change.places import places_of_group, places_of_need
from solver.verify.report import verify
from tests.support.build import available, closed, group, need, plan, teacher, world

WORLD = world(
    need("n1"),
    need("n2", school="s2"),
    need("n3", school="s3"),
    need("n4", school="s2", shares_pupils_with="none"),
    teacher("t1"),
    teacher("t2", lesson_cost=10, overtime_cost=10),
    start_step_minutes=60,
)
PLAN = plan(WORLD, group("t1", "mon 09:00", "n1", "n2"), group("t2", "mon 09:00", "n3"))
BEFORE = Before(WORLD, PLAN)


def test_every_time_that_is_free_is_offered_and_no_other() -> None:
    found = places_of_group(BEFORE, "g1", most=100)
    times = {
        (move.day.value, move.start)
        for place in found
        for move in place.moves
        if isinstance(move, MoveMeeting)
    }

    # Three bells a day on five days, less the one it has.
    assert len(times) == 14
    assert all(verify(WORLD, BEFORE.effects(place.moves).plan) == () for place in found)


def test_another_teacher_is_offered_only_if_free() -> None:
    def teachers(name: str) -> list[str]:
        places = places_of_group(BEFORE, name, most=100)
        return [m.teacher for place in places for m in place.moves if isinstance(m, ChangeTeacher)]

    moved = BEFORE.effects([MoveMeeting(group="g2", meeting=0, day="tue", start="09:00")]).plan

    assert teachers("g1") == []
    assert [
        move.teacher
        for place in places_of_group(Before(WORLD, moved), "g1", most=100)
        for move in place.moves
        if isinstance(move, ChangeTeacher)
    ] == ["t2"]


def test_a_latecomer_joins_or_begins_and_the_cheapest_comes_first() -> None:
    found = places_of_need(BEFORE, "n4")

    assert found
    values = [
        [place.values[stage] for stage in WORLD.settings.priorities if stage in place.values]
        for place in found
    ]
    assert values == sorted(values)
    assert all(place.differences[StageId.COVERAGE] == -4 for place in found)
    kinds = {type(move) for place in found for move in place.moves}
    assert kinds == {Join, Begin}
    joined = [move.group for place in found for move in place.moves if isinstance(move, Join)]
    # At nine on Monday the one room of its school is taken by the first group.
    assert joined == ["g1"]


def test_a_latecomer_with_two_lessons_begins_on_two_days() -> None:
    scenario = world(
        need("n1"),
        need("n2", school="s2", lessons_per_week=1.5),
        teacher("t1"),
        available("t1", "mon 08:00-16:00"),
        available("t1", "thu 08:00-16:00"),
        closed("s2", "mon", "09:00-09:45"),
        start_step_minutes=60,
    )
    before = Before(scenario, plan(scenario, group("t1", "mon 10:00", "n1")))
    (place,) = (p for p in places_of_need(before, "n2") if isinstance(p.moves[0], Begin))
    (begin,) = place.moves
    assert isinstance(begin, Begin)

    assert [(m.day.value, m.half.value) for m in begin.meetings] == [("mon", "all"), ("thu", "A")]
    assert verify(scenario, before.effects(place.moves).plan) == ()


def test_where_nothing_is_free_nothing_is_offered() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1", max_lessons=1))
    full = Before(scenario, plan(scenario, group("t1", "mon 09:00", "n1")))

    assert [type(place.moves[0]) for place in places_of_need(full, "n2")] == [Join]


@pytest.mark.parametrize("ask", [places_of_group, places_of_need])
def test_what_is_not_there_is_an_error(ask: object) -> None:
    with pytest.raises(LookupError, match="n9"):
        ask(BEFORE, "n9")  # type: ignore[operator]
