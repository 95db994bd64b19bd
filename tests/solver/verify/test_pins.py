"""Pins: the filled cells are one statement about a served need."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import group, need, pin, plan, teacher, world
from tests.support.verdicts import verdicts


def held(kind: str, *, serve: bool = True, **cells: Any) -> tuple[Scenario, Plan]:
    """n1 and n2 with t1 on Monday at 9 and Tuesday at 10; n3, served or not, apart."""
    scenario = world(
        need("n1", lessons_per_week=2),
        need("n2", lessons_per_week=1),
        need("n3", school="s2"),
        teacher("t1"),
        teacher("t2"),
        pin("n1", kind=kind, **cells),
    )
    together = group("t1", ["mon 09:00", "tue 10:00"], "n1", n2=[0])
    groups = [together] if serve else []
    return scenario, plan(scenario, *groups, group("t2", "wed 09:00", "n3"))


STATEMENTS = [
    ({"teacher": "t1"}, True),
    ({"teacher": "t2"}, False),
    ({"day": "mon"}, True),
    ({"day": "wed"}, False),
    ({"start": "10:00"}, True),
    ({"start": "11:00"}, False),
    ({"day": "mon", "start": "09:00"}, True),
    ({"day": "tue", "start": "10:00"}, True),
    # Each is true of some meeting, but of no one meeting.
    ({"day": "mon", "start": "10:00"}, False),
    ({"with_need": "n2"}, True),
    ({"with_need": "n3"}, False),
    ({"teacher": "t1", "day": "mon", "start": "09:00", "with_need": "n2"}, True),
    ({"teacher": "t2", "day": "mon", "start": "09:00", "with_need": "n2"}, False),
    ({"teacher": "t1", "day": "wed", "start": "09:00", "with_need": "n2"}, False),
    ({"teacher": "t1", "day": "mon", "start": "09:05", "with_need": "n2"}, False),
    ({"teacher": "t1", "day": "mon", "start": "09:00", "with_need": "n3"}, False),
]


@pytest.mark.parametrize(("cells", "true"), STATEMENTS)
@pytest.mark.parametrize("kind", ["must", "locked"])
def test_what_must_be_is(kind: str, cells: dict[str, str], true: bool) -> None:
    scenario, answer = held(kind, **cells)

    said = verdicts(scenario, answer)

    assert [line.split()[:2] for line in said] == ([] if true else [["pinned", "not_held"]])


@pytest.mark.parametrize(("cells", "true"), STATEMENTS)
def test_what_must_not_be_is_not(cells: dict[str, str], true: bool) -> None:
    scenario, answer = held("must_not", **cells)

    said = verdicts(scenario, answer)

    assert [line.split()[:2] for line in said] == ([["pinned", "forbidden"]] if true else [])


@pytest.mark.parametrize(("cells", "true"), STATEMENTS)
@pytest.mark.parametrize("kind", ["prefer", "avoid"])
def test_a_wish_is_no_rule(kind: str, cells: dict[str, str], true: bool) -> None:
    scenario, answer = held(kind, **cells)

    assert verdicts(scenario, answer) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("must", []),
        ("must_not", []),
        ("locked", ["pinned not_served need:n1 teacher:t1 kind=locked"]),
    ],
)
def test_only_locked_asks_for_service(kind: str, said: list[str]) -> None:
    scenario, answer = held(kind, serve=False, teacher="t1")

    assert verdicts(scenario, answer) == said


def test_only_attended_meetings_count() -> None:
    """n2 is in the group that meets on Tuesday, but comes on Monday only."""
    scenario, answer = held("must", teacher="t1")
    pinned = scenario.replace(pins=(pin("n2", day="tue"),))
    answer = answer.model_copy(update={"scenario": pinned.content_hash})

    assert verdicts(pinned, answer) == ["pinned not_held need:n2 kind=must day=tue"]


def test_a_broken_pin_is_told_with_its_cells() -> None:
    scenario, answer = held("must", teacher="t2", day="mon", start="09:00", with_need="n2")

    assert verdicts(scenario, answer) == [
        "pinned not_held need:n1 teacher:t2 need:n2 kind=must day=mon start=09:00"
    ]


def test_every_broken_pin_is_told() -> None:
    scenario, answer = held("must", teacher="t1")
    pins = (pin("n1", day="wed"), pin("n1", start="08:00", kind="locked"), pin("n3", day="mon"))
    pinned = scenario.replace(pins=pins)
    answer = answer.model_copy(update={"scenario": pinned.content_hash})

    assert verdicts(pinned, answer) == [
        "pinned not_held need:n1 kind=locked start=08:00",
        "pinned not_held need:n1 kind=must day=wed",
        "pinned not_held need:n3 kind=must day=mon",
    ]
