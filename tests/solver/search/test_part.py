"""Who is asked about a part, and when nobody is asked any more."""

import pytest

from scenarios.library import load
from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.parts import parts
from solver.model.company import Company, Settled
from solver.search import part as of_part
from solver.search.effort import Effort
from solver.search.part import Asked, Part
from solver.search.stop import Clock, Stop

MASTERS = ("leaders", "priced", "columns")
COMPANIES = (Company("t1", ("n1",)),)


def bound(grains: int) -> Settled:
    return Settled(grains, None, proved=False)


def test_masters_take_turns_and_their_time_doubles_after_each_round() -> None:
    asked = Asked(MASTERS)
    order, seconds = [], []
    for _ in range(6):
        order.append(asked.waiting[0])
        seconds.append(asked.seconds)
        asked.took_turn(bound(7), 1.0)

    assert order == [*MASTERS, *MASTERS]
    assert seconds == [1, 1, 1, 2, 2, 2]


def test_who_raises_the_bound_goes_on_once_all_had_a_turn() -> None:
    asked = Asked(MASTERS)
    order = []
    for grains in (1, 2, 3, 3, 4, 5, 5, 5):
        order.append(asked.waiting[0])
        asked.took_turn(bound(grains), 1.0)

    assert order == [*MASTERS, "leaders", "priced", "priced", "priced", "columns"]


def test_who_is_asked_only_once_has_one_turn() -> None:
    asked = Asked(MASTERS)
    order = []
    for grains in (1, 2, 3, 3, 4):
        name = asked.waiting[0]
        order.append(name)
        asked.took_turn(bound(grains), 1.0, again=name not in ("leaders", "columns"))

    assert order == [*MASTERS, "priced", "priced"]


def test_who_has_nothing_more_to_say_is_not_asked_again() -> None:
    asked = Asked(MASTERS)
    asked.took_turn(bound(7), 0.01)
    asked.took_turn(bound(7), 0.01)
    asked.took_turn(None, 0.5)

    assert asked.waiting == ["leaders"]
    assert not asked.over
    asked.took_turn(bound(5), 0.01)
    assert asked.over
    assert asked.settled.bound == 7


def test_companies_of_one_and_the_bound_of_another_make_a_proof() -> None:
    asked = Asked(MASTERS)
    asked.took_turn(Settled(3, COMPANIES, proved=False, value=5), 1.0)
    assert not asked.over

    asked.took_turn(bound(5), 1.0)

    assert asked.over
    assert asked.settled == Settled(5, COMPANIES, proved=True, value=5)


def test_no_companies_are_listed_before_somebody_is_asked() -> None:
    part = Part(parts(candidates(load("lappi-august")))[0], None)
    for stage in (StageId.STATUTORY, StageId.COST):
        assert not part.asked(stage, {}).over
    assert "columns" not in vars(part)


def test_of_a_very_large_part_no_model_of_leaders_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    part = Part(parts(candidates(load("lappi-august")))[0], None)
    effort = Effort(Clock(5, deterministic=True), Stop(), 1.0, 1, 1)
    monkeypatch.setattr(of_part, "MOST_LED", part.needs - 1)
    for stage in (StageId.STATUTORY, StageId.COST, StageId.CONVENIENCE):
        while not part.asked(stage, {}).over and part.asked(stage, {}).turns < len(MASTERS):
            part.settle(stage, {}, effort)
    assert "leaders" not in vars(part)
    assert part.asked(StageId.STATUTORY, {}).settled.bound is not None
