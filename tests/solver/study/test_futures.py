"""Futures repeat with their seed, and are what they say."""

from __future__ import annotations

from random import Random

import pytest

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.scenario import Scenario
from solver.study.futures import Event, Future, FutureSettings, Kind, futures, poisson
from tests.support.build import (
    capacity,
    holiday,
    municipality,
    need,
    school,
    subject,
    teacher,
    world,
)

CERTAIN = {f"chance_{kind}": 1 for kind in Kind}
YEAR = {"first_day": "2026-08-11", "last_day": "2027-06-05"}


def of(*kinds: str, **settings: object) -> FutureSettings:
    return FutureSettings(**{**CERTAIN, "kinds": kinds or tuple(Kind), **settings})


def events(scenario: Scenario, *kinds: str, **settings: object) -> list[Event]:
    drawn = futures(scenario, of(*kinds, **settings))
    return [event for future in drawn for event in future.events]


def area() -> Scenario:
    """Two municipalities in a group, one teacher; a room more on Tuesdays than the school has."""
    return world(
        need("n1", priority="statutory", pupils=3, continues="x1"),
        need("n2", school="s2", pupils=2),
        need("n3", school="s3", pupils=1, grade_from=5),
        school("s2", municipality="m2"),
        school("s3", municipality="m2", remote_rooms=2),
        municipality("m2"),
        capacity("s3", "tue 09:00-12:00", remote_rooms=3),
        holiday("m1", "2027-02-22", "2027-02-26"),
        holiday("m2", "2027-02-22", "2027-02-26"),
        teacher("t1"),
        teacher("t2"),
        **YEAR,
    )


def test_the_same_seed_gives_the_same_futures() -> None:
    scenario = area()

    assert futures(scenario, of(seed=4)) == futures(scenario, of(seed=4))
    assert futures(scenario, of(seed=4)) != futures(scenario, of(seed=5))
    assert len(futures(scenario, of(futures=7))) == 7


def test_leaving_a_kind_out_leaves_the_others_as_they_were() -> None:
    scenario = area()
    everything = events(scenario)
    some = events(scenario, "teacher", "room")

    assert some == [event for event in everything if event.kind in (Kind.TEACHER, Kind.ROOM)]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_happens_and_makes_a_scenario_without_errors(kind: Kind) -> None:
    scenario = area()
    drawn = futures(scenario, of(kind.value, pupils_come=0.5, futures=6))

    assert any(future.events for future in drawn)
    for future in drawn:
        changed = future.applied(scenario)
        assert not has_errors(check(changed))
        assert (changed.content_hash != scenario.content_hash) or not future.events
        assert all(not one.continues for one in changed.needs)


def test_what_happens_is_what_the_event_says() -> None:
    scenario = area()
    for future in futures(scenario, of(futures=8, pupils_come=0.4)):
        changed = future.applied(scenario)
        for event in future.events:
            name = event.subject.partition(":")[2]
            if event.kind is Kind.PUPILS:
                before, after = scenario.need_of[name], changed.need_of[name]
                assert after.pupils - before.pupils == event.number != 0
            if event.kind is Kind.NEED:
                assert changed.need_of["late"].subject == scenario.need_of[name].subject
            if event.kind is Kind.TEACHER:
                assert name not in changed.teacher_of
            if event.kind is Kind.ROOM:
                before, after = scenario.school_of[name], changed.school_of[name]
                assert after.remote_rooms == before.remote_rooms - 1
                rows = changed.capacity_of.get(name, ())
                assert [row.remote_rooms for row in rows] == [2] * (name == "s3")


def test_a_winter_break_goes_to_another_of_the_usual_weeks() -> None:
    scenario = area()
    for future in futures(scenario, of("break", futures=8)):
        (event,) = future.events
        changed = future.applied(scenario)
        weeks = {row.municipality: row.from_.isocalendar().week for row in changed.holidays}
        name = event.subject.partition(":")[2]
        assert weeks.pop(name) == 8 + event.number in (9, 10)
        assert set(weeks.values()) == {8}


def test_where_nobody_has_a_winter_break_none_moves() -> None:
    scenario = area().replace(holidays=(holiday("m1", "2026-10-12", "2026-10-16"),))

    assert events(scenario, "break") == []


def test_a_full_group_takes_no_more_than_its_subject_allows() -> None:
    scenario = world(need("n1", pupils=5), subject("OR", max_pupils=6))
    drawn = events(scenario, "pupils", pupils_come=1, pupils_leave=0, futures=9)

    assert {event.number for event in drawn} == {1}


def test_arrivals_have_the_mean_asked_for() -> None:
    rng = Random(3)
    drawn = [poisson(rng, 1.5) for _ in range(4000)]

    # Four standard errors of the mean, and of the variance of a Poisson number.
    mean = sum(drawn) / len(drawn)
    assert abs(mean - 1.5) < 4 * (1.5 / len(drawn)) ** 0.5
    assert abs(sum((one - mean) ** 2 for one in drawn) / len(drawn) - 1.5) < 0.2
    assert poisson(rng, 0) == 0


def test_a_future_can_be_looked_at_one_kind_at_a_time() -> None:
    scenario = area()
    future = Future(
        name="f", events=(*events(scenario, "teacher", futures=1), *events(scenario, "room"))[:2]
    )

    assert set(future.kinds) == {Kind.TEACHER, Kind.ROOM}
    assert len(future.applied(scenario, Kind.ROOM).teachers) == 2
    assert len(future.applied(scenario).teachers) == 1
