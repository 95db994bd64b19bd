"""KPIs: each from scenario and plan alone, with expected numbers derived."""

from __future__ import annotations

import json
from typing import Any

from scenarios.kpis import KPIS, KpiId
from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from solver.plan import Plan
from tests.support.build import (
    available,
    group,
    municipality,
    need,
    plan,
    qualification,
    school,
    subject,
    teacher,
    world,
)
from tests.support.faults import FAULTS


def kpi(scenario: Scenario, kpi_id: KpiId, *groups: Any) -> Any:
    return kpis(scenario, plan(scenario, *groups))[kpi_id]


def test_the_catalogue_is_computed_completely_and_in_order() -> None:
    scenario = world(need("n1"))

    values = kpis(scenario, plan(scenario))

    assert list(values) == list(KPIS) == list(KpiId)
    assert all(type(name) is str for name in values)
    assert all(kpi.id is name and kpi.unit and kpi.sentence for name, kpi in KPIS.items())


def test_values_are_plain_json_also_of_broken_plans() -> None:
    for fault in FAULTS.values():
        values = kpis(*fault())

        assert json.loads(json.dumps(values)) == values


def wanted() -> tuple[Scenario, list[Any]]:
    """n1 served; n2 servable; n3 nobody can teach; n4 of m2 served."""
    scenario = world(
        need("n1", pupils=3, lessons_per_week=1.5),
        need("n2", pupils=5, priority="statutory"),
        need("n3", pupils=7, subject="IS", lessons_per_week=0.5, priority="optional"),
        need("n4", pupils=4, school="s2"),
        school("s2", municipality="m2"),
        subject("IS"),
        qualification("t1", "OR"),
    )
    return scenario, [group("t1", ["mon 09:00", "tue 09:00 A"], "n1", n4=[0])]


def three(wanted: float, servable: float, served: float) -> dict[str, float]:
    return {"wanted": wanted, "servable": servable, "served": served}


def test_needs_from_all_sides() -> None:
    scenario, groups = wanted()

    assert kpi(scenario, KpiId.NEEDS, *groups) == {
        "all": three(4, 3, 2),
        "municipality": {"m1": three(3, 2, 1), "m2": three(1, 1, 1)},
        "subject": {"IS": three(1, 0, 0), "OR": three(3, 3, 2)},
        "priority": {
            "optional": three(1, 0, 0),
            "promised": three(2, 2, 2),
            "statutory": three(1, 1, 0),
        },
    }


def test_pupils_and_lessons_are_counted_alike() -> None:
    """Pupils 3 + 5 + 7 + 4; lessons 1.5 + 1 + 0.5 + 1."""
    scenario, groups = wanted()

    pupils = kpi(scenario, KpiId.PUPILS, *groups)
    lessons = kpi(scenario, KpiId.LESSONS, *groups)

    assert pupils["all"] == three(19, 12, 7)
    assert pupils["municipality"] == {"m1": three(15, 8, 3), "m2": three(4, 4, 4)}
    assert lessons["all"] == three(4, 3.5, 2.5)
    assert lessons["subject"] == {"IS": three(0.5, 0, 0), "OR": three(3.5, 3.5, 2.5)}


def test_groups_pupils_and_sites() -> None:
    scenario = world(
        need("n1", pupils=3),
        need("n2", pupils=4),
        need("n3", pupils=5, school="s2"),
        need("n4", pupils=6, school="s3"),
    )
    groups = [group("t1", "mon 09:00", "n1", "n2", "n3"), group("t1", "tue 09:00", "n4")]

    assert kpi(scenario, KpiId.GROUPS, *groups) == 2
    assert kpi(scenario, KpiId.GROUP_PUPILS, *groups) == {"g1": 12, "g2": 6}
    assert kpi(scenario, KpiId.GROUP_SITES, *groups) == {"g1": 2, "g2": 1}


def test_load_overtime_days_and_gaps_by_teacher() -> None:
    """t1: 3.5 lessons on two days, contract 2; 10 minutes free on Monday, in A also 10 more.

    Monday 09:00, 10:00 and, in A, 11:00: (105 - 90 - 5) and (165 - 135 - 10) minutes.
    """
    scenario = world(
        need("n1", lessons_per_week=2),
        need("n2", school="s2"),
        need("n3", school="s3", lessons_per_week=0.5),
        teacher("t1", contract_lessons=2),
        teacher("t2"),
    )
    groups = [
        group("t1", ["mon 09:00", "wed 09:00"], "n1"),
        group("t1", "mon 10:00", "n2"),
        group("t1", "mon 11:00 A", "n3"),
    ]

    assert kpi(scenario, KpiId.TEACHER_LOAD, *groups) == {"t1": 3.5, "t2": 0}
    assert kpi(scenario, KpiId.TEACHER_OVERTIME, *groups) == {"t1": 1.5, "t2": 0}
    assert kpi(scenario, KpiId.TEACHER_DAYS, *groups) == {"t1": 2, "t2": 0}
    assert kpi(scenario, KpiId.TEACHER_GAPS, *groups) == {"t1": 15, "t2": 0}


def test_gaps_leave_out_what_the_teacher_is_busy_with() -> None:
    """Monday 09:00 and 11:00: 165 - 90 - 5 minutes, less half an hour of something else."""
    scenario = world(
        need("n1"),
        need("n2", school="s2"),
        available("t1", "mon 10:00-10:30", kind="busy"),
        teacher("t1"),
    )
    groups = [group("t1", "mon 09:00", "n1"), group("t1", "mon 11:00", "n2")]

    assert kpi(scenario, KpiId.TEACHER_GAPS, *groups) == {"t1": 40}


def busy_teachers() -> tuple[Scenario, Plan, Plan]:
    """t1 has 16 lessons in the first plan and 15.5 in the second; t2 the other way round."""
    days = ["mon", "tue", "wed", "thu", "fri"]
    slots = [f"{day} {hour}:00" for hour in ("08", "09", "10", "11") for day in days][:16]
    needs = [need(f"n{k:02d}", school=f"s{k}") for k in range(32)]
    half = need("n15", school="s15", lessons_per_week=0.5)
    scenario = world(*needs[:15], half, *needs[16:], teacher("t1"), teacher("t2"))

    def answer(one: str, other: str) -> Plan:
        fewer = [group(one, text, f"n{k:02d}") for k, text in enumerate(slots[:15])]
        fewer.append(group(one, f"{slots[15]} A", "n15"))
        more = [group(other, text, f"n{k:02d}") for k, text in enumerate(slots, start=16)]
        return plan(scenario, *fewer, *more)

    return scenario, answer("t2", "t1"), answer("t1", "t2")


def test_who_reaches_sixteen_lessons_and_who_crosses_them() -> None:
    scenario, first, second = busy_teachers()

    alone = kpis(scenario, first)[KpiId.SIXTEEN_LESSONS]
    after = kpis(scenario, second, first)[KpiId.SIXTEEN_LESSONS]

    assert alone == {"reached": ["t1"], "risen": [], "fallen": []}
    assert after == {"reached": ["t2"], "risen": ["t2"], "fallen": ["t1"]}


def test_site_lessons_and_supervisor_hours_by_school() -> None:
    """s1 is the teacher's own: two lessons, no adult. s2 comes to the half one of 40 minutes."""
    scenario = world(
        need("n1", lessons_per_week=1.5),
        need("n2", school="s2", lessons_per_week=0.5),
        need("n3", school="s2", lessons_per_week=0.5),
        subject("OR", lesson_minutes=40),
        school("s3"),
        teacher("t1", school="s1"),
    )
    answer = group("t1", ["mon 09:00", "tue 09:00 A"], "n1", n2=[1], n3=[1])

    assert kpi(scenario, KpiId.SITE_LESSONS, answer) == {"s1": 1.5, "s2": 0.5, "s3": 0}
    # 40 minutes every other week are a third of an hour a week.
    assert kpi(scenario, KpiId.SUPERVISOR_HOURS, answer) == {"s1": 0, "s2": 0.33, "s3": 0}


def test_supervisor_hours_are_clock_hours() -> None:
    """Two lessons of 45 minutes are an hour and a half."""
    scenario = world(need("n1", lessons_per_week=2))
    answer = group("t1", ["mon 09:00", "tue 09:00"], "n1")

    assert kpi(scenario, KpiId.SUPERVISOR_HOURS, answer) == {"s1": 1.5}


def test_unqualified_lessons_by_worth() -> None:
    """t1 is unqualified above grade 3: both lessons of n2, of n1 none."""
    scenario = world(
        need("n1", grade_from=3),
        need("n2", grade_from=4, lessons_per_week=1.5),
        qualification("t1", grade_to=3),
        qualification("t1", qualified=False),
        allow_unqualified=True,
    )
    groups = [
        group("t1", "wed 09:00", "n1"),
        group("t1", ["mon 09:00", "tue 09:00 A"], "n2"),
    ]

    assert kpi(scenario, KpiId.UNQUALIFIED_LESSONS, *groups) == 1.5


def test_the_bill_of_a_week_and_a_year() -> None:
    """1.5 lessons of t1: 1 at 31 and half at 47, hiring 13, two sites at 21 for one lesson

    and one for the half. A year is 38 weeks.
    """
    scenario = world(
        need("n1", lessons_per_week=1.5), need("n2", school="s2"), teacher("t1", contract_lessons=1)
    )
    answer = group("t1", ["mon 09:00", "tue 09:00 A"], "n1", n2=[0])

    week = kpi(scenario, KpiId.EUROS_WEEK, answer)
    year = kpi(scenario, KpiId.EUROS_YEAR, answer)

    assert week == {"lessons": 54.5, "hiring": 13, "supervision": 52.5, "total": 120}
    assert year == {"lessons": 2071, "hiring": 494, "supervision": 1995, "total": 4560}


def test_the_worth_of_unserved_needs_is_not_billed() -> None:
    scenario = world(need("n1", priority="optional"))

    assert kpi(scenario, KpiId.EUROS_WEEK)["total"] == 0


def test_availability_and_empty_plans_have_kpis_too() -> None:
    scenario = world(
        need("n1"), municipality("m2"), available("t1", "mon 09:00-12:00", kind="preferred")
    )

    values = kpis(scenario, plan(scenario))

    assert values[KpiId.SHARES_WEEK]["pupil"] == {"m1": 0, "m2": 0}
    assert values[KpiId.TEACHER_LOAD] == {"t1": 0}
