"""What is said of a plan counts only if the plan bears it out."""

from __future__ import annotations

from typing import Any

import pytest

from solver.outcome import StageResult
from solver.verify.recheck import recheck
from tests.support.build import group, plan
from tests.support.worlds import lone_need

WORLD = lone_need()
ANSWER = plan(WORLD, group("t1", "mon 09:00", "n1"))


def said(**fields: Any) -> StageResult:
    known = {"name": "coverage", "unit": "", "value": 0, "bound": 0, "gap": 0.0, "optimal": True}
    return StageResult.model_validate({**known, "final": 0, "seconds": 0, **fields})


def test_what_is_true_is_let_through() -> None:
    assert recheck(WORLD, ANSWER, [said(), said(final=None)], None) == ()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"final": 4}, "value_differs"),
        ({"value": 2}, "bound_does_not_hold"),
        ({"value": None}, "bound_does_not_hold"),
        ({"bound": 1, "optimal": False}, "bound_does_not_hold"),
    ],
)
def test_a_number_that_the_plan_does_not_bear_out_is_found(
    fields: dict[str, Any], code: str
) -> None:
    assert [one.code for one in recheck(WORLD, ANSWER, [said(**fields)], None)] == [code]


def test_a_broken_rule_is_found() -> None:
    nobody = ANSWER.model_copy(update={"groups": ()})

    assert [one.code for one in recheck(WORLD, nobody, [], None)] == ["one_group"]
