"""Nobody can compute a count of 1–4 of others from all that can be fetched."""  # noqa: RUF002

from __future__ import annotations

from typing import Any

import pytest

from api.principal import Principal, Role
from api.views.sight import Sight, sight
from scenarios.scenario import Scenario
from solver.measure.shares import shares_in_euros
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.attack import Attacker
from tests.support.build import group, need, plan, school, subject, teacher, with_rows, world
from tests.support.fetching import VIEWS, Fetch, readers
from tests.support.random_shared import Fetched, family

PLANNER = Principal("a", "area", Role.MUNICIPALITY, "m1")
PRINCIPAL = Principal("a", "area", Role.SCHOOL, "m1", "s1")


def two_municipalities(other: int = 3) -> Scenario:
    """A group of nine pupils of `m1` and a few of `m2`, taught by somebody of `m1`."""
    return world(
        need("n1", pupils=6),
        need("n2", school="s2", pupils=other),
        school("s2", municipality="m2"),
        subject("OR", max_pupils=12, max_sites=3),
        teacher("t1", lesson_cost=200, overtime_cost=200, hire_cost=0),
    )


def together(scenario: Scenario) -> Plan:
    return plan(scenario, group("t1", "mon 09:00", "n1", "n2"))


@pytest.mark.parametrize("seed", [1, 3, "a", "b"])
def test_no_small_count_can_be_told_from_everything_fetched(seed: int | str) -> None:
    found = family(seed)
    people = [one for one in readers(found[0].scenario) if not _sees_all(one, found)]

    assert people
    assert {one: pinned for one in people if (pinned := Attacker(one, found).pinned())} == {}


def _sees_all(reader: Principal, found: list[Fetched]) -> bool:
    return any(sight(reader, one.scenario).whole for one in found)


def _size_of_groups(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
    return [
        sum(scenario.need_of[member.need].pupils for member in one.members)
        for one in answer.groups
        if any(member.need in seen.needs for member in one.members)
    ]


def _rounded_to_tens(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
    shares = shares_in_euros(scenario, answer, 38)["pupil"]
    return round(shares.get(seen.municipality or "", 0), -1)


def _number_of_pupils(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
    return sum(row.pupils for row in scenario.needs)


def _hash(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
    return answer.scenario


def _whether_there_are_three(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
    return sum(row.pupils for row in scenario.needs if row.need not in seen.needs) >= 3


def _size_of_file(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
    return len(",".join("x" * row.pupils for row in scenario.needs))


@pytest.mark.parametrize(
    "leak",
    [
        _size_of_groups,
        _rounded_to_tens,
        _number_of_pupils,
        _hash,
        _whether_there_are_three,
        _size_of_file,
    ],
)
def test_a_planted_leak_is_found(leak: Fetch) -> None:
    """Rounding to 10 € alone is one: a single hidden count can be solved for."""
    scenario = two_municipalities()
    fetched = [Fetched(scenario, together(scenario))]

    assert not verify(*fetched[0])
    assert Attacker(PLANNER, fetched).pinned() == []
    assert Attacker(PLANNER, fetched, (*VIEWS, leak)).pinned() != []


def test_the_difference_of_two_plans_is_found_where_sums_are_told() -> None:
    """One plan with a need and one without it: a sum safe in each tells their difference."""
    scenario = with_rows(
        two_municipalities(), need("n3", school="s2", pupils=7), need("n4", school="s2", pupils=7)
    )
    many = group("t1", "tue 09:00", "n3")
    more = group("t1", "wed 09:00", "n4")
    both = [
        Fetched(scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2"), many, more)),
        Fetched(scenario, plan(scenario, group("t1", "mon 09:00", "n1"), many, more)),
    ]

    def served(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
        return sum(row.pupils for row in scenario.needs if row.need in answer.group_of)

    assert not any(verify(*one) for one in both)
    assert Attacker(PLANNER, both).pinned() == []
    for one in both:
        assert Attacker(PLANNER, [one], (*VIEWS, served)).pinned() == []
    assert Attacker(PLANNER, both, (*VIEWS, served)).pinned() != []


def test_who_shares_is_not_told_where_the_places_left_would_tell_how_many() -> None:
    scenario = two_municipalities(other=1)
    crowded = with_rows(scenario, need("n1", pupils=10))
    fetched = [Fetched(crowded, together(crowded))]

    assert Attacker(PLANNER, fetched).pinned() == []


def test_a_school_cannot_tell_a_small_count_by_its_neighbours() -> None:
    """Two of the school's needs in one group of twelve: nine and a few leave three at most."""
    scenario = world(
        need("n1", pupils=2), need("n2", pupils=9, grade_from=4), subject("OR", max_pupils=12)
    )
    scenario = with_rows(scenario, need("n3", school="s2"), school("s2", municipality="m2"))
    fetched = [Fetched(scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2")))]

    assert Attacker(PRINCIPAL, fetched).pinned() == []

    def exact_above_four(scenario: Scenario, answer: Plan, seen: Sight) -> Any:
        return [row.pupils for row in scenario.needs if row.pupils > 4]

    assert Attacker(PRINCIPAL, fetched, (*VIEWS, exact_above_four)).pinned() != []
