"""One area, and somebody in each role who looks at it."""

from __future__ import annotations

from api.principal import Principal, Role
from api.views.sight import Sight, sight
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    agreement,
    available,
    changed,
    group,
    holiday,
    lesson,
    municipality,
    need,
    pin,
    plan,
    school,
    subject,
    teacher,
    window,
    world,
)

COORDINATOR = Principal("a", "area", Role.COORDINATOR)
PLANNER = Principal("b", "area", Role.MUNICIPALITY, "m1")
OTHER_PLANNER = Principal("c", "area", Role.MUNICIPALITY, "m2")
HEAD = Principal("d", "area", Role.SCHOOL, "m1", "s1")
VIEWER = Principal("e", "area", Role.VIEWER)


def area() -> Scenario:
    """`m1` with the schools `s1` and `s3`, `m2` with `s2`, and a teacher of each."""
    rows = world(
        municipality("m1"),
        municipality("m2", supervisor_cost="27.5"),
        school("s3"),
        school("s2", municipality="m2"),
        subject("OR", name_fi="Ortodoksinen uskonto"),
        subject("IS"),
        need("n1", pupils=3, classes="1A", shares_pupils_with="n5"),
        need("n2", school="s2", pupils=2, classes="2A"),
        need("n3", school="s3", pupils=6),
        need("n4", school="s2", subject="IS", pupils=4),
        need("n5", pupils=7, grade_from=8, subject="IS", priority="statutory"),
        lesson("1A", "mon 11:00-11:45"),
        lesson("2A", "mon 11:00-11:45"),
        window("n2", "mon 09:00-10:00"),
        teacher("t1", school="s3"),
        teacher("t2", municipality="m2"),
        available("t2", "mon 09:00-15:00"),
        agreement("m1", "m2", max_lessons=9),
        agreement("m2", "m1"),
        pin("n1", with_need="n2"),
        pin("n2", teacher="t1"),
        holiday("m1", "2026-10-12", "2026-10-16"),
        holiday("m2", "2026-10-19", "2026-10-23"),
    )
    return changed(changed(rows, "t1", name="Terttu"), "t2", name="Toivo")


def answer(scenario: Scenario) -> Plan:
    """`n1` and `n2` with the teacher of the other, `n3` with one's own, `n4` alone; not `n5`."""
    return plan(
        scenario,
        group("t2", ["mon 09:00", "tue 09:00"], "n2", n1=[0]),
        group("t1", "wed 09:00", "n3"),
        group("t1", "thu 10:00", "n4"),
    )


def seen_by(principal: Principal) -> Sight:
    return sight(principal, area())
