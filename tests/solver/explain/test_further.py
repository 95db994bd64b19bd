"""A change is told with all whom it serves, and with those whose lessons move for it."""

from __future__ import annotations

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import apply
from solver.explain.help import Help, help_for
from solver.measure.compare import ChangeKind
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import (
    available,
    group,
    need,
    plan,
    qualification,
    subject,
    teacher,
    window,
    world,
)


def offers(scenario: Scenario, made: Plan) -> list[tuple[tuple[str, ...], Help]]:
    """What would help `n1`, by whom it is about; each checked by applying it."""
    found = help_for(scenario, made, scenario.need_of["n1"], others=made.unserved)
    for offer in found:
        edited = apply(scenario, offer.edits).scenario
        assert edited is not None
        assert verify(edited, offer.plan) == ()
        assert set(offer.plan.group_of) == {*made.group_of, *offer.served}
    return [(offer.changes[0].subjects, offer) for offer in found]


def test_of_changes_as_easy_the_one_that_serves_more_pupils_comes_first() -> None:
    """A lesson more of t1 takes both; one of t2 is cheaper, but n2 is not there on Monday."""
    scenario = world(
        need("n1", pupils=3),
        need("n2", pupils=4),
        window("n2", "tue 09:00-09:45"),
        need("n3", level="2", school="s2"),
        teacher("t1", max_lessons=1),
        teacher("t2", max_lessons=0, lesson_cost=1, hire_cost=0),
        *available("t2", "mon 09:00-09:45"),
    )
    made = plan(scenario, group("t1", "mon 10:00", "n3"))
    (first, two), (second, one) = offers(scenario, made)

    assert (first, two.served, two.pupils, two.lessons) == (("teacher:t1",), ("n1", "n2"), 7, 7)
    assert (second, one.served, one.pupils, one.lessons) == (("teacher:t2",), ("n1",), 3, 3)
    assert two.effort == one.effort
    # 31 € a lesson of t1, 1 € of t2, and 21 € for the adult in either case.
    assert (two.differences[StageId.COST], one.differences[StageId.COST]) == (5200, 2200)
    # Counted in half pupil-lessons.
    assert (two.differences[StageId.COVERAGE], one.differences[StageId.COVERAGE]) == (-14, -6)


def test_an_easier_change_comes_before_one_that_serves_more() -> None:
    """Lessons more are asked of a teacher sooner than another day."""
    scenario = world(
        need("n1"),
        need("n2"),
        window("n1", "tue 10:00-10:45"),
        window("n2", "tue 09:00-09:45"),
        teacher("t1"),
        teacher("t2", max_lessons=0),
        *available("t1", "mon 09:00-09:45"),
        *available("t2", "tue 10:00-10:45"),
    )
    (first, one), *_, (last, two) = offers(scenario, plan(scenario))

    assert (first, one.served) == (("teacher:t2",), ("n1",))
    assert (last, two.served) == (("teacher:t1",), ("n1", "n2"))
    assert one.effort < two.effort


def test_it_says_who_moves_and_nobody_moves_without_need() -> None:
    """Only n2 sits at the one time of n1; n3 and n4 of the same teacher stay."""
    scenario = world(
        need("n1"),
        window("n1", "mon 10:00-10:45"),
        *(need(f"n{n}", level=str(n), school=f"s{n}") for n in (2, 3, 4)),
        teacher("t1", max_lessons=3),
    )
    made = plan(
        scenario,
        group("t1", "mon 10:00", "n2"),
        group("t1", "tue 10:00", "n3"),
        group("t1", "wed 10:00", "n4"),
    )
    ((_, offer),) = offers(scenario, made)

    assert [(one.need, one.kinds) for one in offer.moved] == [("n2", (ChangeKind.TIME_CHANGED,))]


def test_who_has_a_place_without_the_change_is_not_counted() -> None:
    """Language lessons of the same school would fit into the plan as it is."""
    scenario = world(
        need("n1"),
        need("n2", subject="RU"),
        subject("OR"),
        subject("RU"),
        need("n3", level="2", school="s2"),
        teacher("t1", max_lessons=1),
        teacher("t2"),
        qualification("t1", "OR"),
        qualification("t2", "RU"),
    )
    made = plan(scenario, group("t1", "mon 10:00", "n3"))
    ((_, offer),) = offers(scenario, made)

    assert offer.served == ("n1",)
