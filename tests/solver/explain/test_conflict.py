"""Each planted cause is found, alone and in pairs, and nothing beside it is blamed."""

from __future__ import annotations

from functools import cache

import pytest

from api.i18n.catalogue import LANGUAGES, has
from scenarios.rules import RuleId
from solver.explain.changes import CHANGED
from solver.explain.conflict import Conflict, conflict, with_lifted
from solver.explain.limits import limits
from solver.explain.possible import can_serve
from tests.solver.explain.planted import BY_RULE, two
from tests.solver.explain.planted import PLANTED as ALONE
from tests.solver.explain.planted_pairs import PAIRS
from tests.support.build import group, need, plan, subject, teacher, world

PLANTED = {**ALONE, **PAIRS}


@cache
def found(name: str) -> Conflict:
    scenario, made = two(PLANTED[name])
    conflict_ = conflict(scenario, made, scenario.need_of["n1"])
    assert conflict_ is not None
    return conflict_


def causes(of: Conflict) -> set[tuple[str, str]]:
    assert of.smallest
    return {(one.code, one.subjects[0] if one.subjects else "") for one in of.limits}


def test_every_rule_that_can_keep_a_need_out_is_planted() -> None:
    """`one_group` only says how a plan lists its needs."""
    assert set(BY_RULE) == set(RuleId) - {RuleId.ONE_GROUP}
    assert {name for names in BY_RULE.values() for name in names} <= set(PLANTED)
    assert len(PLANTED) >= 25


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_cause_is_named(name: str) -> None:
    first = found(name)

    assert causes(first) == PLANTED[name].causes
    assert {one for other in first.further for one in causes(other)} == PLANTED[name].also


@pytest.mark.parametrize("name", PLANTED)
def test_with_any_limit_of_it_lifted_there_is_a_place(name: str) -> None:
    scenario, _ = two(PLANTED[name])
    first = found(name)
    kept = {one.need for one in first.limits if one.need}
    others = [
        one
        for one in limits(scenario, scenario.need_of["n1"], scenario.teacher_of, kept)
        if one not in first.limits
    ]
    others += [one for other in first.further for one in other.limits]
    for lifted in first.limits:
        edited = with_lifted(scenario, [*others, lifted])
        assert edited is not None
        assert can_serve(edited, {"n1", *(kept - {lifted.need})}).possible, lifted.code


def test_nobody_is_blamed_for_a_least_number_that_others_help_to_reach() -> None:
    """Alone n1 has too few pupils and t1 too few lessons; with n2 both are enough."""
    two_pupils = world(need("n1"), need("n2", school="s2"), subject("OR", min_pupils=4))
    hours = world(
        need("n1"),
        need("n2", school="s2", level="2", lessons_per_week=2),
        teacher("t1", min_lessons=2),
    )

    assert conflict(two_pupils, plan(two_pupils), two_pupils.need_of["n1"]) is None
    assert conflict(hours, plan(hours), hours.need_of["n1"]) is None


def test_where_there_is_a_place_there_is_no_conflict() -> None:
    scenario = world(need("n1"), need("n2", school="s2"), teacher("t1"))
    made = plan(scenario, group("t1", "mon 09:00", "n2"))

    assert conflict(scenario, made, scenario.need_of["n1"]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_and_every_help_has_a_sentence(language: str) -> None:
    codes = set()
    for planted in PLANTED.values():
        scenario, _ = two(planted)
        known = limits(scenario, scenario.need_of["n1"], scenario.teacher_of, ["n2"])
        codes |= {limit.code for limit in known}
    offered = {code.replace("limit_", "help_", 1) for code in CHANGED}

    codes |= {limit.code for name in PLANTED for limit in found(name).limits}
    assert set(CHANGED) <= codes
    assert [code for code in sorted(codes | offered) if not has(code, language)] == []
