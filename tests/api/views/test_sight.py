from __future__ import annotations

import pytest

from api.principal import Principal, Role
from api.views.sight import NotShownError, sees_whole, sight
from scenarios.scenario import Scenario
from tests.api.views.people import COORDINATOR, HEAD, PLANNER, VIEWER, area, seen_by
from tests.support.build import need, world


def test_a_coordinator_sees_everything() -> None:
    own = seen_by(COORDINATOR)

    assert own.whole
    assert own.schools == {"s1", "s2", "s3"}
    assert own.needs == {"n1", "n2", "n3", "n4", "n5"}
    assert own.teachers == {"t1", "t2"}


def test_a_municipality_sees_its_own() -> None:
    own = seen_by(PLANNER)

    assert not own.whole
    assert own.exact
    assert own.schools == {"s1", "s3"}
    assert own.needs == {"n1", "n3", "n5"}
    assert own.teachers == {"t1"}


def test_a_municipality_alone_in_a_scenario_sees_all_of_it() -> None:
    assert sight(PLANNER, world(need("n1"))).whole
    assert not sight(HEAD, world(need("n1"))).whole


def test_a_school_sees_its_own_and_no_count_exactly() -> None:
    own = seen_by(HEAD)

    assert not own.exact
    assert (own.schools, own.needs) == ({"s1"}, {"n1", "n5"})
    # Whoever teaches from the school, not whoever its municipality employs.
    assert own.teachers == frozenset()


def test_a_school_of_another_municipality_by_the_same_id_is_another() -> None:
    own = sight(Principal("d", "area", Role.SCHOOL, "m2", "s3"), area())

    assert own.schools == own.needs == own.teachers == frozenset()


@pytest.mark.parametrize("of", [None, "m1"])
def test_a_viewer_has_nothing_of_its_own(of: str | None) -> None:
    own = sight(Principal("e", "area", Role.VIEWER, of), area())

    assert own.schools == ({"s1", "s3"} if of else {"s1", "s2", "s3"})
    assert (own.needs, own.teachers) == (frozenset(), frozenset())


def test_some_things_are_for_some_roles() -> None:
    seen_by(COORDINATOR).require()
    seen_by(PLANNER).require(Role.MUNICIPALITY)
    for other in (HEAD, VIEWER):
        with pytest.raises(NotShownError):
            seen_by(other).require(Role.MUNICIPALITY)


@pytest.mark.parametrize("reader", [COORDINATOR, PLANNER, HEAD, VIEWER])
@pytest.mark.parametrize("scenario", [area(), world(need("n1"))])
def test_whether_all_is_seen_is_told_by_the_municipalities_alone(
    reader: Principal, scenario: Scenario
) -> None:
    own = [one.municipality for one in scenario.municipalities]

    assert sees_whole(reader, own) is sight(reader, scenario).whole
