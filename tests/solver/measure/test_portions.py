"""What a plan gives and costs each municipality and each subject."""

from __future__ import annotations

import pytest

from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from solver.measure.portions import BY_LESSONS, Portion, Portions
from solver.plan import Plan
from tests.support.build import (
    group,
    municipality,
    need,
    plan,
    school,
    teacher,
    window,
    with_rows,
    world,
)


def two_subjects() -> tuple[Scenario, Plan]:
    """`t1` of `m1` teaches OR twice and IS once; n4 of `m2` stays without."""
    scenario = world(
        need("n1", pupils=3, lessons_per_week=2),
        need("n2", pupils=5, school="s2", subject="IS"),
        need("n4", pupils=7, school="s2", lessons_per_week=1.5),
        municipality("m2", supervisor_cost=17),
        school("s2", municipality="m2"),
        teacher("t1", contract_lessons=2),
    )
    groups = [group("t1", ["mon 09:00", "wed 09:00"], "n1"), group("t1", "tue 09:00", "n2")]
    return scenario, plan(scenario, *groups)


def test_served_is_counted_beside_wanted() -> None:
    """n1 has 3 x 2 pupil-lessons, n2 5 x 1, n4 7 x 1.5."""
    found = Portions(*two_subjects())

    counts = {
        name: (one.needs_wanted, one.needs, one.pupil_lessons_wanted, one.pupil_lessons)
        for name, one in {**found.by_municipality(), **found.by_subject()}.items()
    }

    assert counts == {
        "m1": (1, 1, 6, 6),
        "m2": (2, 1, 15.5, 5),
        "OR": (2, 1, 16.5, 6),
        "IS": (1, 1, 5, 5),
    }


def test_shares_of_municipalities_are_those_of_the_year() -> None:
    scenario, answer = two_subjects()
    shares = kpis(scenario, answer)["shares_year"]

    for name, portion in Portions(scenario, answer).by_municipality().items():
        assert portion.euros_year == {key: euros[name] for key, euros in shares.items()}


def test_a_subject_bears_the_lessons_held_in_it_and_its_supervision() -> None:
    """31 + 31 + 47 of lessons and 13 of hiring, two thirds OR; supervision 2 x 21 and 17."""
    scenario, answer = two_subjects()
    euros = {
        name: one.euros_year[BY_LESSONS]
        for name, one in Portions(scenario, answer).by_subject().items()
    }

    assert euros["OR"] == round(38 * (122 * 2 / 3 + 42), 2)
    assert euros["IS"] == round(38 * (122 / 3 + 17), 2)
    assert sum(euros.values()) == kpis(scenario, answer)["euros_year"]["total"]


def test_awkward_times_are_those_of_its_own_pupils() -> None:
    """2.1 points for each of 5 pupils in a free stretch; an open one costs nothing."""
    scenario, answer = two_subjects()
    timed = with_rows(
        scenario,
        window("n1", "mon 09:00-09:45", kind="open"),
        window("n1", "wed 09:00-09:45", kind="open"),
        window("n2", "tue 09:00-09:45", kind="free"),
    )
    found = Portions(timed, answer)

    assert {name: one.convenience for name, one in found.by_municipality().items()} == {
        "m1": 0,
        "m2": 5 * 210,
    }
    assert {name: one.convenience for name, one in found.by_subject().items()} == {
        "IS": 5 * 210,
        "OR": 0,
    }


@pytest.mark.parametrize("groups", [0, 1])
def test_a_municipality_without_needs_has_a_portion(groups: int) -> None:
    scenario = world(need("n1"), municipality("m9"), teacher("t1"))
    answer = plan(scenario, *[group("t1", "mon 09:00", "n1")][:groups])

    portion = Portions(scenario, answer).by_municipality()["m9"]

    assert isinstance(portion, Portion)
    assert (portion.needs_wanted, portion.pupil_lessons, portion.convenience) == (0, 0, 0)
    assert portion.euros_year["pupil"] == 0
