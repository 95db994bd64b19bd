"""Scenarios with one planted cause each, by the rule that keeps `n1` from its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scenarios.rows import Row
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from scenarios.schools import SchoolClass
from solver.plan import Plan
from tests.support.build import (
    agreement,
    available,
    bells,
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
    window,
    world,
)


class Planted(NamedTuple):
    """Rows beside the two needs, and what must be named with whom.

    `also` is what must be named besides: with the causes lifted, each of it still stands.
    """

    rows: list[Row | Iterable[Row]]
    causes: set[tuple[str, str]]
    also: set[tuple[str, str]] = set()


def only_at(teacher_id: str, *stretches: str) -> list[Row]:
    return [available(teacher_id, one) for one in stretches]


REST = ("tue", "wed", "thu", "fri")
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
    "a partner of another language": Planted(
        [
            subject("OR", min_pupils=4),
            need("n2", school="s2", priority="statutory"),
            school("s2", language="sv"),
        ],
        {("limit_min_pupils", "subject:OR")},
    ),
    "too many pupils": Planted(
        [subject("OR", max_pupils=3), need("n2", school="s2"), *only_at("t1", "mon 10:00-10:45")],
        {("limit_max_pupils", "subject:OR"), ("limit_teacher_day", "teacher:t1"), OTHER},
    ),
    "too many schools": Planted(
        [subject("OR", max_sites=1), need("n2", school="s2"), *only_at("t1", "mon 10:00-10:45")],
        {("limit_max_sites", "subject:OR"), ("limit_teacher_day", "teacher:t1"), OTHER},
    ),
    "grades apart": Planted(
        [
            subject("OR", grade_span=0),
            need("n2", school="s2", grade_from=4),
            *only_at("t1", "mon 10:00-10:45"),
        ],
        {("limit_grade_span", "subject:OR"), ("limit_teacher_day", "teacher:t1"), OTHER},
    ),
    "more lessons than days": Planted(
        [need("n1", lessons_per_week=5), bells("s1", "09:00-09:45", days="mon-thu")],
        {("limit_bells", "need:n1"), ("limit_lessons", "need:n1")},
    ),
    "nobody for the level": Planted(
        [qualification("t1", level="2")], {("limit_qualified", "subject:OR")}
    ),
    "nobody in the language": Planted(
        [school("s1", language="sv"), teacher("t1", languages="fi")],
        {("limit_qualified", "subject:OR")},
    ),
    "nobody sells": Planted(
        [
            municipality("m2"),
            municipality("m3"),
            school("s1", municipality="m2"),
            agreement("m3", "m1"),
        ],
        {("limit_sellers", "municipality:m2")},
    ),
    "bought by others": Planted(
        [
            municipality("m2"),
            school("s1", municipality="m2"),
            school("s2", municipality="m2"),
            agreement("m2", "m1", max_lessons=1),
        ],
        {("limit_agreement", "municipality:m2"), OTHER},
    ),
    "times too short": Planted([window("n1", "mon 09:00-09:30")], {("limit_windows", "need:n1")}),
    "school in the evening": Planted([bells("s1", "19:00-19:45")], {("limit_bells", "need:n1")}),
    "other days": Planted(
        [window("n1", "tue 09:00-09:45"), *only_at("t1", "mon 10:00-10:45")],
        {("limit_windows", "need:n1"), ("limit_teacher_day", "teacher:t1")},
    ),
    "busy otherwise": Planted(
        [
            available("t1", "mon 08:00-10:00", "mon 10:45-16:00", kind="busy"),
            available("t1", *(f"{day} 08:00-16:00" for day in REST), kind="busy"),
        ],
        {("limit_teacher_day", "teacher:t1"), OTHER},
    ),
    "no time to change": Planted(
        [*only_at("t1", "mon 10:00-11:30")],
        {("limit_changeover", ""), ("limit_teacher_day", "teacher:t1"), OTHER},
    ),
    "adults at the only time": Planted(
        [
            school("s1", remote_rooms=2),
            need("n2", level="2", school="s1"),
            teacher("t1"),
            teacher("t2"),
            *only_at("t1", "mon 10:00-10:45"),
            *only_at("t2", "mon 10:00-10:45"),
        ],
        {("limit_supervisors", "school:s1"), *BUSY_WEEKS},
    ),
    "a pin against": Planted(
        [pin("n1", kind="must_not", teacher="t1")], {("limit_pin", "need:n1")}
    ),
    "a pin beside another": Planted(
        [pin("n1", with_need="n2"), need("n2", school="s2"), subject("OR", max_sites=1)],
        {("limit_pin", "need:n1"), ("limit_max_sites", "subject:OR")},
    ),
    "a pin of another": Planted(
        [
            pin("n2", kind="locked", day="mon", start="10:00"),
            window("n1", "mon 09:55-10:45"),
            *only_at("t1", "mon 09:00-10:45"),
        ],
        {
            ("limit_pin", "need:n2"),
            ("limit_windows", "need:n1"),
            OTHER,
        },
    ),
}


BY_RULE: dict[RuleId, tuple[str, ...]] = {
    RuleId.SAME_COURSE: ("a partner of another language",),
    RuleId.GRADE_SPAN: ("grades apart",),
    RuleId.GROUP_SIZE: ("too few pupils", "too many pupils"),
    RuleId.GROUP_SITES: ("too many schools",),
    RuleId.WEEKLY_LESSONS: ("more lessons than days",),
    RuleId.QUALIFIED: ("nobody for the level", "nobody in the language"),
    RuleId.TEACHER_AVAILABLE: ("a day", "other days", "busy otherwise"),
    RuleId.TEACHER_CLASH: ("no time to change",),
    RuleId.TEACHER_LOAD: ("hours", "hours of a day", "least hours"),
    RuleId.PUPILS_PRESENT: ("closed", "transport", "home lessons", "times too short"),
    RuleId.PUPIL_CLASH: ("pupils elsewhere",),
    RuleId.ROOMS: ("rooms", "rooms at the only time", "rooms in some minutes"),
    RuleId.SUPERVISION: ("adults", "adults at the only time"),
    RuleId.AGREEMENT: ("an agreement", "bought by others", "nobody sells"),
    RuleId.PINNED: ("a pin", "a pin against", "a pin beside another", "a pin of another"),
}
"""Planted causes by the rule that they are about."""


def two(planted: Planted) -> tuple[Scenario, Plan]:
    """`n1` without a place, and `n2` of another school and course served."""
    classes = [row.class_ for row in planted.rows if isinstance(row, SchoolClass)]
    scenario = world(
        need("n1", classes=classes),
        need("n2", school="s2", level="2"),
        *planted.rows,
    )
    return scenario, plan(scenario, group("t1", "mon 10:00", "n2"))
