"""The difference of two scenarios, as edits, leads from the one to the other and back."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from scenarios.generate import generate
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind, apply, between
from tests.support.build import need, teacher, world


@cache
def pilot() -> Scenario:
    return generate("savogrow", "spring", "normal", 3, 20)


def _some_edits(scenario: Scenario, rng: Random) -> list[Edit]:
    one = rng.choice(scenario.needs)
    who = rng.choice(scenario.teachers)
    school = rng.choice(scenario.schools)
    return [
        Edit(edit=EditKind.CHANGE, table="needs", row={"need": one.need}, cells={"pupils": 1}),
        Edit(edit=EditKind.REMOVE, table="teachers", row={"teacher": who.teacher}),
        Edit(edit=EditKind.SHIFT, table="closed", row={"school": school.school}, minutes=5),
        Edit(edit=EditKind.CHANGE, table="settings", cells={"slack_cost": rng.randint(3, 9)}),
        Edit(
            edit=EditKind.ADD,
            table="availability",
            row={"teacher": rng.choice(scenario.teachers).teacher, "day": "mon"},
            cells={"start": "08:10", "end": "09:20", "kind": "busy"},
        ),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_there_and_back(seed: int) -> None:
    base, rng = pilot(), Random(seed)
    edits = rng.sample(_some_edits(base, rng), 3)
    tables = base
    for edit in edits:
        # One at a time: an edit of a row that another took away has nothing to match.
        tables = apply(tables, [edit]).scenario or tables
    assert tables.content_hash != base.content_hash

    there = apply(base, between(base, tables)).scenario
    back = apply(tables, between(tables, base)).scenario

    assert there is not None
    assert there.content_hash == tables.content_hash
    assert back is not None
    assert back.content_hash == base.content_hash


def test_of_a_scenario_and_itself_there_is_none() -> None:
    assert between(pilot(), pilot()) == ()


def test_only_what_differs_is_said() -> None:
    base = world(need("n1"), need("n2"), teacher("t1", max_lessons=20))
    longer = world(need("n1"), need("n2"), teacher("t1", max_lessons=21))

    assert between(base, longer) == (
        Edit(
            edit=EditKind.CHANGE,
            table="teachers",
            row={"teacher": "t1"},
            cells={"max_lessons": 21},
        ),
    )
