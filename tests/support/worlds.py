"""Named tiny worlds, each with the one tension that its name says."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.scenario import Scenario
from tests.support.build import (
    agreement,
    available,
    need,
    qualification,
    school,
    subject,
    teacher,
    window,
    with_rows,
    world,
)


def lone_need() -> Scenario:
    """One need and one teacher who can take it."""
    return world(need("n1"))


def two_schools() -> Scenario:
    """Two needs of two schools that fit into one group."""
    return world(need("n1"), need("n2", school="s2"))


def one_room_for_two() -> Scenario:
    """Two subjects, two teachers and a single moment at a school with one room."""
    return world(
        need("n1"),
        need("n2", subject="IS", shares_pupils_with="none"),
        [window(name, "mon 09:00-09:45") for name in ("n1", "n2")],
        teacher("t1"),
        teacher("t2"),
    )


def two_parts(times: Iterable[str], *more: object, **first: object) -> Scenario:
    """Two needs of one school, each of a subject that only a teacher of its own gives; `n1` first.

    They can meet at these times and want nothing in common but what the school has.
    """
    return world(
        [need("n1", subject="OR", **{"pupils": 2, **first}), need("n2", subject="IS", pupils=3)],
        [window(name, when) for name in ("n1", "n2") for when in times],
        [subject("OR"), subject("IS")],
        [teacher("t1", municipality="m2"), teacher("t2", municipality="m2")],
        [qualification("t1", "OR"), qualification("t2", "IS")],
        *more,
        priorities="statutory;coverage;cost",
    )


def either_teacher() -> Scenario:
    """A need that two teachers could teach alike, and one of another part."""
    return world(
        [need("n1", subject="OR", pupils=2), need("n2", subject="IS", pupils=3, school="s2")],
        [window(name, "mon 09:00-09:45") for name in ("n1", "n2")],
        [subject("OR"), subject("IS")],
        [teacher(name, municipality="m2") for name in ("t1", "t2", "t3")],
        [qualification("t1", "OR"), qualification("t2", "OR"), qualification("t3", "IS")],
    )


def one_teacher_for_two() -> Scenario:
    """Two subjects in two schools, and one teacher free for one lesson."""
    return world(
        need("n1"),
        need("n2", school="s2", subject="IS"),
        teacher("t1"),
        available("t1", "mon 09:00-09:45"),
    )


def buyer_and_seller() -> Scenario:
    """A need in `m1`, a teacher of `m2`, and an agreement for two lessons a week."""
    base = world(need("n1"), school("s1"), teacher("t1", municipality="m2"))
    return with_rows(base, agreement("m1", "m2", max_lessons=2))


def newcomer_in_the_way() -> Scenario:
    """`n2` is free on Monday at nine only; `n1` could go to Tuesday, and so could the teacher."""
    return world(
        need("n1", pupils=2),
        need("n2", pupils=6, school="s2", subject="IS"),
        window("n2", "mon 09:00-09:45"),
        teacher("t1"),
        available("t1", "mon 09:00-09:45"),
        available("t1", "tue 10:00-10:45"),
        start_step_minutes=60,
    )
