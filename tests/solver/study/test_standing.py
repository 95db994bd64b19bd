"""What stands of a plan is sound, and nothing more would stand."""

from __future__ import annotations

from itertools import combinations

import pytest

from scenarios.scenario import Scenario
from solver.plan import Plan, with_groups
from solver.search.carry import trimmed
from solver.study.futures import futures
from solver.study.standing import half_pupil_lessons, standing
from solver.verify.report import verify
from tests.solver.study.test_futures import of
from tests.support.build import (
    group,
    need,
    plan,
    school,
    subject,
    teacher,
    with_rows,
    world,
)


def together() -> tuple[Scenario, Plan]:
    """Five pupils of at most six in one group, and a need alone."""
    scenario = world(
        need("n1", pupils=3),
        need("n2", school="s2", pupils=2),
        need("n3", school="s3", subject="IS", pupils=4),
        subject("OR", max_pupils=6),
        teacher("t1"),
        teacher("t2"),
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
        scenario,
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
