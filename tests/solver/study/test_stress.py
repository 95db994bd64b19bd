"""Futures repeat with their seed, what stands is sound, and the plan that holds best is told."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.search.carry import trimmed, with_groups
from solver.study.futures import Event, Future, FutureSettings, Kind, futures, poisson
from solver.study.standing import half_pupil_lessons, standing
from solver.study.stress import StressSettings, stress
from solver.study.trials import Candidate
from solver.verify.report import verify
from tests.support.asking import Asked
from tests.support.build import (
    capacity,
    group,
    holiday,
    municipality,
    need,
    plan,
    qualification,
    school,
    subject,
    teacher,
    window,
    with_rows,
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


def together() -> tuple[Scenario, Plan]:
    """Five pupils of at most six in one group, and a need alone."""
    scenario = world(
        need("n1", pupils=3),
        need("n2", school="s2", pupils=2),
        need("n3", school="s3", subject="IS", pupils=4),
        subject("OR", max_pupils=6),
        teacher("t1"),
        teacher("t2"),
        holiday("m1", "2027-02-22", "2027-02-26"),
        **YEAR,
    )
    made = plan(scenario, group("t1", "mon 09:00", "n1", "n2"), group("t2", "tue 09:00", "n3"))
    return scenario, made


def changed(scenario: Scenario, name: str, **cells: object) -> Scenario:
    return with_rows(scenario, need(name, **{**scenario.need_of[name].model_dump(), **cells}))


def test_who_does_not_fit_any_more_leaves_and_the_others_stay() -> None:
    scenario, made = together()
    grown = changed(scenario, "n1", pupils=5)
    stands = standing(grown, made)

    assert set(stands.group_of) == {"n1", "n3"}
    assert stands.groups[0].meetings == made.groups[0].meetings


def test_a_lost_teacher_takes_the_groups_along() -> None:
    scenario, made = together()
    alone = scenario.replace(
        teachers=tuple(row for row in scenario.teachers if row.teacher != "t1"),
        qualifications=tuple(row for row in scenario.qualifications if row.teacher != "t1"),
    )

    assert set(standing(alone, made).group_of) == {"n3"}


def test_a_school_without_a_room_leaves_its_groups_alone() -> None:
    scenario, made = together()
    closed = with_rows(scenario, school("s2", remote_rooms=0))

    assert set(standing(closed, made).group_of) == {"n1", "n3"}


@pytest.mark.parametrize("seed", range(6))
def test_nothing_more_would_stand(seed: int) -> None:
    """All sets of needs that could stay are tried; no sound one is better."""
    scenario, made = together()
    (future,) = futures(
        with_rows(scenario, window("n3", "tue 09:00-10:00")),
        of("pupils", "teacher", "room", futures=1, seed=seed, pupils_come=0.6),
    )
    then = future.applied(scenario)
    found = standing(then, made)
    served = sorted(set(made.group_of))
    best = max(
        half_pupil_lessons(then, set(kept))
        for size in range(len(served) + 1)
        for kept in combinations(served, size)
        if not verify(then, _keeping(then, made, set(kept)))
    )

    assert verify(then, found) == ()
    assert half_pupil_lessons(then, set(found.group_of)) == best


def _keeping(scenario: Scenario, made: Plan, kept: set[str]) -> Plan:
    groups = []
    for one in made.groups:
        members = tuple(member for member in one.members if member.need in kept)
        if members:
            groups.append(trimmed(one.model_copy(update={"members": members})))
    return with_groups(scenario, tuple(groups))


def named(candidates: tuple[Candidate, ...]) -> dict[str, Candidate]:
    return {one.name: one for one in candidates}


def test_of_two_plans_the_one_with_a_free_seat_holds_better() -> None:
    scenario = world(
        need("n1", priority="statutory", pupils=2),
        need("n2", priority="statutory", school="s2", pupils=2),
        subject("OR", max_pupils=4),
        teacher("t1", max_lessons=2),
    )
    full = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))
    apart = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2"))
    settings = StressSettings(
        **{**CERTAIN, "kinds": ("pupils",), "pupils_come": 0.5, "pupils_leave": 0, "futures": 6},
        plans={"full": full, "apart": apart},
        replanned=9,
    )
    ask = Asked()
    report = stress(scenario, settings, ask)
    found = named(report.candidates)

    assert report.candidates[0].name == "apart"
    assert found["apart"].regret_statutory == 0
    assert found["apart"].lost.worst == 0
    for trial, future in zip(found["full"].trials, report.futures, strict=True):
        grown = {event.subject: 2 + event.number for event in future.events}
        pupils = [grown.get(f"need:{name}", 2) for name in ("n1", "n2")]
        assert trial.lost == trial.statutory == (2 * min(pupils) if sum(pupils) > 4 else 0)
        assert trial.regret_statutory == trial.lost
    # Both are planned again: everybody is served, and only who had to move has moved.
    assert all(trial.again_statutory == 0 for one in found.values() for trial in one.trials)
    assert all(trial.again_proved for one in found.values() for trial in one.trials)
    assert found["apart"].moved.worst == 0
    assert all(trial.moved == trial.lost for trial in found["full"].trials)
    assert report.cases == len(ask.cases)


def test_a_break_in_another_week_costs_lessons_a_year_and_moves_nobody() -> None:
    scenario = world(
        need("n1", pupils=3),
        need("n2", school="s2", pupils=2),
        school("s2", municipality="m2"),
        municipality("m2"),
        holiday("m1", "2027-02-22", "2027-02-26"),
        holiday("m2", "2027-02-22", "2027-02-26"),
        **YEAR,
    )
    made = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))
    chances = {**CERTAIN, "kinds": ("break",), "futures": 2}
    report = stress(scenario, StressSettings(**chances, plans={"one": made}), Asked())
    one = named(report.candidates)["one"]

    # One week more in which one of the two has no school: five pupils lose a lesson.
    assert [trial.lost_year for trial in one.trials] == [5, 5]
    assert (one.lost.worst, one.moved.worst) == (0, 0)
    assert one.lost_by_kind[Kind.BREAK].futures == 2


def test_plans_alike_are_one_and_unsound_ones_are_refused() -> None:
    scenario, made = together()
    few = {"futures": 1, "replanned": 0}
    same = stress(scenario, StressSettings(**few, plans={"a": made, "b": made}), Asked())

    assert "a" in named(same.candidates)
    assert "b" not in named(same.candidates)
    assert all(verify(scenario, one.plan) == () for one in same.candidates)
    broken = plan(scenario, group("t1", "mon 03:00", "n1"))
    with pytest.raises(ValueError, match="breaks"):
        stress(scenario, StressSettings(**few, plans={"c": broken}), Asked())


def test_spare_hours_and_seats_leave_what_they_say() -> None:
    scenario = world(
        need("n1", pupils=2),
        need("n2", school="s2", pupils=2),
        subject("OR", max_pupils=4),
        teacher("t1", max_lessons=2),
        teacher("t2", max_lessons=1, min_lessons=1),
        qualification("t1", "OR"),
        qualification("t2", "OR"),
    )
    ask = Asked()
    stress(scenario, StressSettings(futures=1, replanned=0), ask)
    made = {case.name.removeprefix("stress plan "): case.scenario for case in ask.cases}

    assert [row.max_lessons for row in made["spare hours"].teachers] == [1, 1]
    assert made["spare seats"].subject_of["OR"].max_pupils == 3
    assert made["cheapest"].subject_of["OR"].max_pupils == 4
    assert made["as asked"].settings.priorities == scenario.settings.priorities


def test_a_future_can_be_looked_at_one_kind_at_a_time() -> None:
    scenario = area()
    future = Future(
        name="f", events=(*events(scenario, "teacher", futures=1), *events(scenario, "room"))[:2]
    )

    assert set(future.kinds) == {Kind.TEACHER, Kind.ROOM}
    assert len(future.applied(scenario, Kind.ROOM).teachers) == 2
    assert len(future.applied(scenario).teachers) == 1
