"""Each planted cause is found, alone and in pairs, and nothing beside it is blamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest

from api.i18n.catalogue import LANGUAGES, has
from scenarios.rows import Row
from scenarios.scenario import Scenario
from scenarios.schools import SchoolClass
from solver.explain.conflict import Conflict, conflict, with_lifted
from solver.explain.help import CHANGED
from solver.explain.limits import limits
from solver.explain.possible import can_serve
from solver.plan import Plan
from tests.support.build import (
    agreement,
    available,
    capacity,
    closed,
    group,
    lesson,
    municipality,
    need,
    pin,
    plan,
    qualification,
    school,
    school_class,
    subject,
    teacher,
    world,
)


class Planted(NamedTuple):
    """Rows beside the two needs, and what must be named with whom."""

    rows: list[Row | Iterable[Row]]
    causes: set[tuple[str, str]]
    settings: dict[str, Any] = {}


def only_at(teacher_id: str, *stretches: str) -> list[Row]:
    return [available(teacher_id, one) for one in stretches]


OTHER = ("limit_other_need", "need:n2")

BUSY_WEEKS = {("limit_teacher_day", "teacher:t1"), ("limit_teacher_day", "teacher:t2"), OTHER}

PLANTED = {
    "hours": Planted(
        [teacher("t1", max_lessons=1)], {("limit_teacher_lessons", "teacher:t1"), OTHER}
    ),
    "hours of a day": Planted(
        [teacher("t1", max_lessons_day=1), *only_at("t1", "mon 08:00-16:00")],
        {("limit_teacher_day_lessons", "teacher:t1"), OTHER}
        | {("limit_teacher_day", "teacher:t1")},
    ),
    "least hours": Planted([teacher("t1", min_lessons=3)], {("limit_teacher_least", "teacher:t1")}),
    "no lessons at all": Planted(
        [teacher("t1", max_lessons=0)], {("limit_teacher_lessons", "teacher:t1")}
    ),
    "adults": Planted([school("s1", supervisors=0)], {("limit_supervisors", "school:s1")}),
    "rooms": Planted([school("s1", remote_rooms=0)], {("limit_rooms", "school:s1")}),
    "adults and rooms": Planted(
        [school("s1", supervisors=0, remote_rooms=0)],
        {("limit_rooms", "school:s1")},
    ),
    "closed": Planted(
        [closed("s1", "mon-fri", "09:00-12:00", reason="swimming")],
        {("limit_closed", "school:s1")},
    ),
    "too few pupils": Planted([subject("OR", min_pupils=7)], {("limit_min_pupils", "subject:OR")}),
    "a pin": Planted(
        [pin("n1", kind="must", day="mon", start="13:00")],
        {("limit_pin", "need:n1")},
    ),
    "home lessons": Planted(
        [
            school_class("c1", earliest="09:00", latest="09:45"),
            *(lesson("c1", f"{day} 09:00-09:45") for day in ("mon", "tue", "wed", "thu", "fri")),
        ],
        {("limit_home_lessons", "class:c1"), ("limit_transport", "class:c1")},
    ),
    "pupils elsewhere": Planted(
        [
            need("n1", shares_pupils_with="n2"),
            teacher("t1"),
            teacher("t2"),
            *only_at("t1", "mon 10:00-10:45"),
            *only_at("t2", "mon 10:00-10:45"),
        ],
        {("limit_pupils_elsewhere", "need:n1"), *BUSY_WEEKS},
    ),
    "an agreement": Planted(
        [
            municipality("m2"),
            school("s1", municipality="m2"),
            agreement("m2", "m1", max_lessons=0.5),
            agreement("m1", "m2"),
        ],
        {("limit_agreement", "municipality:m2")},
    ),
    "a day": Planted(
        only_at("t1", "mon 10:00-10:50"),
        {("limit_teacher_day", "teacher:t1"), OTHER},
    ),
    "rooms at the only time": Planted(
        [
            need("n2", level="2", school="s1"),
            teacher("t1"),
            teacher("t2"),
            *only_at("t1", "mon 10:00-10:45"),
            *only_at("t2", "mon 10:00-10:45"),
        ],
        {("limit_rooms", "school:s1"), *BUSY_WEEKS},
    ),
    "rooms in some minutes": Planted(
        [
            *only_at("t1", "mon 09:00-09:45"),
            capacity("s1", "mon 09:30-09:35", remote_rooms=0),
        ],
        {("limit_rooms", "school:s1"), ("limit_teacher_day", "teacher:t1")},
    ),
    "transport": Planted(
        [school_class("c1", earliest="12:00", latest="12:10")],
        {("limit_transport", "class:c1")},
    ),
}


def two(planted: Planted) -> tuple[Scenario, Plan]:
    """`n1` without a place, and `n2` of another school and course served."""
    classes = [row.class_ for row in planted.rows if isinstance(row, SchoolClass)]
    scenario = world(
        need("n1", classes=classes),
        need("n2", school="s2", level="2"),
        *planted.rows,
        **planted.settings,
    )
    return scenario, plan(scenario, group("t1", "mon 10:00", "n2"))


def causes(found: Conflict | None) -> set[tuple[str, str]]:
    assert found is not None
    assert found.smallest
    return {(one.code, one.subjects[0]) for one in found.limits}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_cause_is_named(name: str) -> None:
    planted = PLANTED[name]
    scenario, made = two(planted)

    assert causes(conflict(scenario, made, scenario.need_of["n1"])) == planted.causes


@pytest.mark.parametrize("name", PLANTED)
def test_with_any_limit_of_it_lifted_there_is_a_place(name: str) -> None:
    scenario, made = two(PLANTED[name])
    found = conflict(scenario, made, scenario.need_of["n1"])
    assert found is not None
    kept = {one.need for one in found.limits if one.need}
    others = [
        one
        for one in limits(scenario, scenario.need_of["n1"], scenario.teacher_of, kept)
        if one not in found.limits
    ]
    for lifted in found.limits:
        edited = with_lifted(scenario, [*others, lifted])
        assert edited is not None
        assert can_serve(edited, {"n1", *(kept - {lifted.need})}).possible, lifted.code


def test_where_there_is_a_place_there_is_no_conflict() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1"))
    made = plan(scenario, group("t1", "mon 09:00", "n2"))

    assert conflict(scenario, made, scenario.need_of["n1"]) is None


def test_nobody_is_blamed_where_lifting_everything_would_not_help() -> None:
    scenario = world(need("n1"), need("n2", school="s2", subject="ET"), qualification("t1", "ET"))
    made = plan(scenario, group("t1", "mon 09:00", "n2"))

    assert conflict(scenario, made, scenario.need_of["n1"]) == Conflict((), smallest=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_and_every_help_has_a_sentence(language: str) -> None:
    codes = set()
    for planted in PLANTED.values():
        scenario, _ = two(planted)
        found = limits(scenario, scenario.need_of["n1"], scenario.teacher_of, ["n2"])
        codes |= {limit.code for limit in found}
    offered = {code.replace("limit_", "help_", 1) for code in CHANGED}

    assert set(CHANGED) <= codes
    assert [code for code in sorted(codes | offered) if not has(code, language)] == []
