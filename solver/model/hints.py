"""A plan in the model's decisions: complete hints, and plans held fixed."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, TypeVar

from solver.candidates.candidates import Candidates
from solver.candidates.courses import course_of, leading_order
from solver.candidates.presence import Slot, slot_of
from solver.model.variables import Literal, Taught, Variables
from solver.plan import Group, Member, Plan

Key = TypeVar("Key")


class Chosen(NamedTuple):
    """The primary decisions that are yes in a plan."""

    teaches: frozenset[tuple[str, str]]
    attends: frozenset[tuple[str, str, Slot]]
    meets: frozenset[Taught]
    joins: frozenset[tuple[str, str]]
    gives: frozenset[tuple[str, str]]


def chosen(given: Candidates, plan: Plan) -> Chosen | None:
    """Decisions that make the plan; `None` if no decisions of the model can."""
    scenario = given.scenario
    listed = Counter(plan.unserved)
    listed.update(member.need for group in plan.groups for member in group.members)
    if listed != Counter(scenario.need_of.keys()) or plan.scenario != scenario.content_hash:
        return None
    if len({group.group for group in plan.groups}) < len(plan.groups):
        return None
    teaches: set[tuple[str, str]] = set()
    attends: set[tuple[str, str, Slot]] = set()
    meets: set[Taught] = set()
    joins: set[tuple[str, str]] = set()
    gives: set[tuple[str, str]] = set()
    for group in plan.groups:
        if not _expressible(given, group):
            return None
        leader = _leader(given, group)
        gives.add((leader, group.teacher))
        minutes = scenario.subject_of[group.subject].lesson_minutes
        course = course_of(scenario, scenario.need_of[leader])
        meets.update(Taught(group.teacher, course, slot_of(m), minutes) for m in group.meetings)
        for member in group.members:
            joins.add((member.need, leader))
            teaches.add((member.need, group.teacher))
            for meeting in group.attended(member):
                attends.add((member.need, group.teacher, slot_of(meeting)))
    return Chosen(
        frozenset(teaches), frozenset(attends), frozenset(meets), frozenset(joins), frozenset(gives)
    )


def _leader(given: Candidates, group: Group) -> str:
    need_of = given.scenario.need_of
    return min((need_of[member.need] for member in group.members), key=leading_order).need


def _expressible(given: Candidates, group: Group) -> bool:
    """Whether ids, course, lengths and attendance are such that decisions can say them."""
    scenario = given.scenario
    if not group.members or group.subject not in scenario.subject_of:
        return False
    course = (group.subject, group.level, group.language)
    if any(course_of(scenario, scenario.need_of[m.need]) != course for m in group.members):
        return False
    minutes = scenario.subject_of[group.subject].lesson_minutes
    slots = [slot_of(meeting) for meeting in group.meetings]
    if len(set(slots)) < len(slots) or any(m.interval.minutes != minutes for m in group.meetings):
        return False
    leader = _leader(given, group)
    return all(_attends_candidates(given, group, member, leader) for member in group.members)


def _attends_candidates(given: Candidates, group: Group, member: Member, leader: str) -> bool:
    valid = all(0 <= index < len(group.meetings) for index in member.meetings)
    if not valid or len(set(member.meetings)) < len(member.meetings):
        return False
    if member.need == leader and len(member.meetings) < len(group.meetings):
        return False
    mine = set(given.slots.get((member.need, group.teacher), ()))
    return all(slot_of(meeting) in mine for meeting in group.attended(member))


def decisions(variables: Variables, yes: Chosen) -> list[tuple[Literal, bool]] | None:
    """Every primary decision with its answer; `None` if a yes has no decision."""
    tables = (
        answered(variables.teaches, yes.teaches),
        answered(variables.attends, yes.attends),
        answered(variables.meets, yes.meets),
        answered(variables.joins, yes.joins),
        answered(variables.gives, yes.gives),
    )
    if any(table is None for table in tables):
        return None
    return [answer for table in tables if table is not None for answer in table]


def answered(table: dict[Key, Literal], yes: frozenset[Key]) -> list[tuple[Literal, bool]] | None:
    """The decisions of a table with their answers; `None` if a yes is not in the table."""
    if not yes <= table.keys():
        return None
    return [(decision, key in yes) for key, decision in table.items()]
