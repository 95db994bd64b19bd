"""KPIs of pupils: kinds of meetings, and home lessons missed."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.kpis import KpiId
from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from tests.support.build import (
    group,
    lesson,
    need,
    plan,
    subject,
    teacher,
    window,
    world,
)


def kpi(scenario: Scenario, kpi_id: KpiId, *groups: Any) -> Any:
    return kpis(scenario, plan(scenario, *groups))[kpi_id]


def test_lessons_by_kind_of_the_meeting() -> None:
    """n1: band in A and missed in B; n2: free; n3 comes to a half one, open."""
    scenario = world(
        need("n1"),
        need("n2"),
        need("n3", lessons_per_week=0.5, school="s2"),
        window("n1", "mon 09:00-09:45", kind="band", half="A"),
        window("n1", "mon 09:00-09:45", kind="missed", half="B"),
        window("n2", "mon 09:00-09:45", kind="free"),
    )
    groups = [group("t1", "mon 09:00", "n1", "n2"), group("t1", "tue 09:00 A", "n3")]

    assert kpi(scenario, KpiId.MEETINGS_BY_KIND, *groups) == {
        "band": 0.5,
        "open": 0.5,
        "free": 1,
        "missed": 0.5,
    }


def missing(when: list[str], *rows: Row | list[Row], **cells: Any) -> int:
    """Pupils of n1 who miss more than one home lesson a week."""
    halves = sum(text[-1] in "AB" for text in when)
    scenario = world(
        need(
            "n1",
            **{"pupils": 6, "classes": "c1", "lessons_per_week": len(when) - halves / 2, **cells},
        ),
        need("n2", pupils=5, lessons_per_week=5, school="s2"),
        subject("OR", core_minutes=10),
        *rows,
    )
    found: int = kpi(scenario, KpiId.PUPILS_MISSING, group("t1", when, "n1"))
    return found


MON = lesson("c1", "mon 09:00-09:45", "MA", may_miss=True)
TUE = lesson("c1", "tue 09:00-09:45", "MA", may_miss=True)
RELEASED = lesson("c1", "tue 10:00-10:45", "RL")


@pytest.mark.parametrize(
    ("when", "rows", "pupils"),
    [
        (["mon 09:00"], [MON], 0),
        (["mon 09:00", "tue 09:00"], [MON, TUE], 6),
        (["mon 09:00", "tue 09:00 A"], [MON, TUE], 6),
        (["mon 09:00", "tue 10:00"], [MON, RELEASED], 0),
        (["mon 09:00 A", "tue 09:00 B"], [MON, TUE], 0),
        # One meeting across two lessons misses both, in A only one and a half in all.
        (["mon 09:30"], [MON, lesson("c1", "mon 10:00-10:45", may_miss=True)], 6),
        (["mon 09:30"], [MON, lesson("c1", "mon 10:00-10:45", may_miss=True, half="A")], 6),
        (["mon 09:30 B"], [MON, lesson("c1", "mon 10:00-10:45", may_miss=True)], 0),
        (["mon 09:45"], [MON, lesson("c1", "mon 10:30-10:45", may_miss=True)], 0),
    ],
)
def test_pupils_who_miss_more_than_one_home_lesson(
    when: list[str], rows: list[Row], pupils: int
) -> None:
    assert missing(when, rows, released_from="RL") == pupils


def test_a_pupil_is_in_one_of_several_classes() -> None:
    """Each class loses one lesson, so nobody loses two; a second of c2 makes it two there."""
    other = lesson("c2", "tue 09:00-09:45", "MA", may_miss=True)
    home = [
        MON,
        other,
        lesson("c2", "mon 11:00-11:45", "MA"),
        lesson("c1", "tue 11:00-11:45", "MA"),
    ]
    second = lesson("c2", "mon 09:00-09:30", "KU", may_miss=True)

    assert missing(["mon 09:00", "tue 09:00"], home, classes="c1;c2") == 0
    assert missing(["mon 09:00", "tue 09:00"], home, second, classes="c1;c2") == 6


def test_explicit_windows_say_themselves_what_is_missed() -> None:
    def missed(half: str) -> list[Row]:
        return [
            window("n1", "mon 09:00-09:45", kind="missed"),
            window("n1", "tue 09:00-09:45", kind="missed", half=half),
            window("n1", "tue 09:00-09:45", kind="free", half="B"),
            window("n1", "wed 09:00-09:45", kind="free"),
        ]

    assert missing(["mon 09:00", "tue 09:00"], missed("A"), MON, TUE) == 6
    assert missing(["mon 09:00", "wed 09:00"], missed("A"), MON, TUE) == 0


def test_a_need_without_classes_misses_nothing() -> None:
    assert missing(["mon 09:00", "tue 09:00"], classes="") == 0


def test_needs_in_different_groups_are_counted_each() -> None:
    """Both miss two lessons; 6 + 4 pupils."""
    scenario = world(
        need("n1", pupils=6, classes="c1", lessons_per_week=2),
        need("n2", pupils=4, classes="c2", lessons_per_week=2),
        [
            MON,
            TUE,
            MON.model_copy(update={"class_": "c2"}),
            TUE.model_copy(update={"class_": "c2"}),
        ],
        teacher("t1"),
        teacher("t2"),
    )
    when = ["mon 09:00", "tue 09:00"]

    pupils = kpi(scenario, KpiId.PUPILS_MISSING, group("t1", when, "n1"), group("t2", when, "n2"))

    assert pupils == 10
