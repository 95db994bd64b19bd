"""What is offered as help gives the need its place when it is applied, and nobody loses theirs."""

from __future__ import annotations

import pytest

from scenarios.variants import apply
from solver.explain.help import help_for
from solver.verify.report import verify
from tests.solver.explain.planted import PLANTED, two
from tests.solver.explain.planted_pairs import PAIRS
from tests.support.build import group, need, plan, teacher, world

EASIEST = {
    "hours": "help_teacher_lessons",
    "hours of a day": "help_teacher_day_lessons",
    "least hours": "help_teacher_least",
    "adults": "help_supervisors",
    "rooms": "help_rooms",
    "too few pupils": "help_min_pupils",
    "a pin": "help_pin",
    "an agreement": "help_agreement",
    "a day": "help_teacher_day",
}


@pytest.mark.parametrize("name", EASIEST)
def test_the_easiest_change_is_offered_first_and_helps(name: str) -> None:
    scenario, made = two(PLANTED[name])
    offers = help_for(scenario, made, scenario.need_of["n1"])

    assert offers[0].changes[0].code == EASIEST[name]
    for offer in offers:
        edits = [edit for change in offer.changes for edit in change.edits]
        edited = apply(scenario, edits).scenario
        assert edited is not None
        assert verify(edited, offer.plan) == ()
        assert set(offer.plan.group_of) == {"n1", "n2"}


def test_two_changes_are_offered_where_one_is_not_enough() -> None:
    scenario, made = two(PAIRS["adults and rooms"])
    offers = help_for(scenario, made, scenario.need_of["n1"])

    assert [{change.code for change in offer.changes} for offer in offers] == [
        {"help_rooms", "help_supervisors"}
    ]


def test_where_nothing_is_in_the_way_nothing_is_offered() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1"))
    made = plan(scenario, group("t1", "mon 09:00", "n2"))

    assert help_for(scenario, made, scenario.need_of["n1"]) == ()
