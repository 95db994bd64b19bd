"""Each rule by hand: the model refuses what breaks it alone and allows its last right case."""

import pytest

from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from solver.model.fixed import fits
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import (
    agreement,
    changed,
    group,
    need,
    plan,
    school,
    subject,
    teacher,
    world,
)
from tests.support.faults import FAULTS


@pytest.mark.parametrize("rule", sorted(RuleId))
def test_a_plan_that_breaks_one_rule_is_refused(rule: RuleId) -> None:
    """The faults that the verifier is tested with, each of exactly one rule."""
    scenario, broken = FAULTS[rule]()

    assert not fits(scenario, broken).feasible
    assert not fits(scenario, broken, reductions=False).feasible


def three_in_one_group(**cells: object) -> tuple[Scenario, Plan]:
    """Needs of grades 5, 3 and 7 in three schools, taught together: the first fits with each."""
    scenario = world(
        need("n1", grade_from=5),
        need("n2", school="s2"),
        need("n3", school="s3", grade_from=7),
        subject("OR", **{"grade_span": 4, "max_sites": 3, "max_pupils": 6, **cells}),
    )
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1", "n2", "n3"))


def test_three_schools_grades_and_pupils_at_their_limits_are_allowed() -> None:
    """Grades 3 to 7 span 4, three sites, six pupils."""
    scenario, together = three_in_one_group()

    assert verify(scenario, together) == ()
    assert fits(scenario, together).feasible


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        # 3 and 7 are too far apart, though 5 is near to both.
        (RuleId.GRADE_SPAN, {"grade_span": 3}),
        (RuleId.GROUP_SITES, {"max_sites": 2}),
        # Any two of them are 4 pupils.
        (RuleId.GROUP_SIZE, {"max_pupils": 5}),
    ],
)
def test_what_no_two_members_show_is_refused(rule: RuleId, cells: dict[str, int]) -> None:
    """Pairs that are right do not make a group that is right."""
    scenario, together = three_in_one_group(**cells)

    assert {finding.code for finding in verify(scenario, together)} == {rule}
    assert not fits(scenario, together).feasible


def test_the_third_group_at_a_moment_needs_a_third_room() -> None:
    """Two rooms hold any two of the three groups."""
    alone = {"shares_pupils_with": "none"}
    needs = [need(f"n{k}", subject=name, **alone) for k, name in enumerate(("OR", "IS", "BU"), 1)]
    wide = world(
        needs, school("s1", remote_rooms=3, supervisors=3), [teacher(f"t{k}") for k in (1, 2, 3)]
    )
    at_once = [group(f"t{k}", "mon 09:00", f"n{k}") for k in (1, 2, 3)]
    narrow = changed(wide, "s1", remote_rooms=2)
    understaffed = changed(wide, "s1", supervisors=2)

    assert fits(wide, plan(wide, *at_once)).feasible
    assert not fits(narrow, plan(narrow, *at_once)).feasible
    assert not fits(understaffed, plan(understaffed, *at_once)).feasible
    assert fits(narrow, plan(narrow, *at_once[:2])).feasible


def sold(limit: float) -> tuple[Scenario, Plan]:
    """A teacher of `m2` takes two groups of `m1` on one day."""
    scenario = world(
        need("n1"),
        need("n2", subject="IS"),
        teacher("t1", municipality="m2"),
        agreement("m1", "m2", max_lessons=limit),
    )
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "mon 10:00", "n2"))


def test_an_agreement_counts_all_groups_of_the_seller() -> None:
    """Two lessons sold in two groups: each alone is within a limit of 1.5, both are not."""
    scenario, both = sold(1.5)
    enough, same = sold(2)

    assert {finding.code for finding in verify(scenario, both)} == {RuleId.AGREEMENT}
    assert not fits(scenario, both).feasible
    assert fits(enough, same).feasible
