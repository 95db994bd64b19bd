"""Rules asked of a plan and of the plan after a change: what is newly broken, what is mended.

Only groups that the change could concern are looked at: those that differ, and those that have a
teacher, a school or pupils in common with them. Of all others the rules say the same twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from scenarios.findings import Finding
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from solver.measure.timetable import known_needs
from solver.plan import Group, Plan
from solver.verify.checks import CHECKS

OF_MEETINGS = (
    RuleId.TEACHER_AVAILABLE,
    RuleId.TEACHER_CLASH,
    RuleId.TEACHER_LOAD,
    RuleId.PUPILS_PRESENT,
    RuleId.PUPIL_CLASH,
    RuleId.ROOMS,
    RuleId.SUPERVISION,
)
"""Rules about when and where; a teacher's least number of lessons is not asked for."""

OF_TEACHERS = (
    RuleId.QUALIFIED,
    RuleId.TEACHER_AVAILABLE,
    RuleId.TEACHER_CLASH,
    RuleId.TEACHER_LOAD,
    RuleId.ROOMS,
    RuleId.SUPERVISION,
    RuleId.AGREEMENT,
)
"""Rules about who teaches; the same holds."""

OF_THE_WHOLE = frozenset({RuleId.ONE_GROUP, RuleId.AGREEMENT, RuleId.PINNED})
"""Rules for which groups far apart count together."""


class Said(NamedTuple):
    """What a change does to the rules."""

    broken: tuple[Finding, ...]
    mended: tuple[Finding, ...]


def said(scenario: Scenario, before: Plan, after: Plan) -> Said:
    """Violations that only the plan after the change has, and those that only the other has."""
    old: list[Finding] = []
    new: list[Finding] = []
    for rule, *plans in _concerned(scenario, before, after, tuple(CHECKS)):
        for found, plan in zip((old, new), plans, strict=True):
            found += CHECKS[rule](scenario, plan)
    return Said(tuple(_more(new, old)), tuple(_more(old, new)))


def breaks(
    scenario: Scenario,
    before: Plan,
    after: Plan,
    rules: Collection[RuleId] = tuple(CHECKS),
    *,
    least: bool = False,
) -> bool:
    """Whether the change breaks one of the rules where it was not broken before.

    Parameters
    ----------
    least
        Whether too few lessons of a teacher, or too few pupils, count.
    """
    new = broken(scenario, before, after, rules)
    return any(least or one.numbers.get("what") != "too_few" for one in new)


def broken(
    scenario: Scenario, before: Plan, after: Plan, rules: Collection[RuleId] = tuple(CHECKS)
) -> Iterator[Finding]:
    """Violations that only the plan after the change has, looked for rule by rule."""
    for rule, old, new in _concerned(scenario, before, after, rules):
        if found := list(CHECKS[rule](scenario, new)):
            yield from _more(found, tuple(CHECKS[rule](scenario, old)))


def near(scenario: Scenario, plan: Plan, groups: Collection[Group]) -> Plan:
    """The plan's groups with a teacher, a school or pupils in common with one of these."""
    chosen = set(groups)
    teachers = {group.teacher for group in chosen}
    needs = [need for group in chosen for need in known_needs(scenario, group)]
    schools = {need.school for need in needs}
    named = {other for need in needs for other in need.shares_pupils_with}
    ids = {need.need for need in needs}
    kept = []
    for group in plan.groups:
        own = known_needs(scenario, group)
        if (
            group in chosen
            or group.teacher in teachers
            or any(
                need.school in schools
                or need.need in named
                or not ids.isdisjoint(need.shares_pupils_with)
                for need in own
            )
        ):
            kept.append(group)
    return Plan(scenario=plan.scenario, groups=tuple(kept), unserved=plan.unserved)


def _concerned(
    scenario: Scenario, before: Plan, after: Plan, rules: Collection[RuleId]
) -> Iterator[tuple[RuleId, Plan, Plan]]:
    """Each rule with the parts of both plans in which it could say something else."""
    changed = set(before.groups) ^ set(after.groups)
    near_before, near_after = near(scenario, before, changed), near(scenario, after, changed)
    for rule in rules:
        if rule in OF_THE_WHOLE:
            yield rule, before, after
        else:
            yield rule, near_before, near_after


def _more(these: Collection[Finding], than: Collection[Finding]) -> Iterator[Finding]:
    """Findings that stand more often in the first list."""
    left = Counter(one.model_dump_json() for one in than)
    for one in these:
        text = one.model_dump_json()
        if left[text]:
            left[text] -= 1
        else:
            yield one
