"""A plan as somebody sees it: never the hash of its scenario, which could be tried out."""

from __future__ import annotations

from typing import Any

from api.principal import Role
from api.views.counts import shown_pupils
from api.views.groups import SeenGroup, group_code, seen_groups
from api.views.sight import Sight
from scenarios.scenario import Scenario
from solver.measure.bill import bill
from solver.measure.timetable import half_load, meetings_by_teacher
from solver.plan import Meeting, Plan

EUROS_SHOWN = 100
"""Hundredths: a price per lesson is shown in whole euros."""


def seen_plan(scenario: Scenario, plan: Plan, sight: Sight) -> dict[str, Any]:
    """The plan with the code of each group; without sight of the whole only one's own groups.

    In those, `members` are one's own needs, `others` is `fits` or nothing, and `teacher` has a
    price per lesson instead of what it consists of. `unserved` are one's own needs. A viewer sees
    codes, teachers and times alone.
    """
    if sight.whole:
        return _whole(plan)
    prices = _prices(scenario, plan) if sight.role is Role.MUNICIPALITY else {}
    groups = [_group(scenario, seen, sight, prices) for seen in seen_groups(scenario, plan, sight)]
    if sight.role is Role.VIEWER:
        return {"groups": groups}
    return {
        "groups": groups,
        "unserved": sorted(name for name in set(plan.unserved) if name in sight.needs),
    }


def _whole(plan: Plan) -> dict[str, Any]:
    shown = plan.model_dump(mode="json", exclude={"scenario"})
    codes = {group.group: group_code(group) for group in plan.groups}
    return {
        **shown,
        "groups": [{**one, "code": codes[one["group"]]} for one in shown["groups"]],
    }


def _group(
    scenario: Scenario, seen: SeenGroup, sight: Sight, prices: dict[str, int]
) -> dict[str, Any]:
    group, order = seen.group, list(seen.meetings)
    told = {
        "group": seen.code,
        "language": group.language,
        "teacher": _teacher(scenario, group.teacher, prices),
        "meetings": [meeting.model_dump(mode="json") for meeting in order],
    }
    if sight.role is Role.VIEWER:
        return told
    members = [
        {
            "need": member.need.need,
            "pupils": shown_pupils(scenario, member.need, sight),
            "meetings": _indices(order, member.meetings),
        }
        for member in seen.members
    ]
    course = {"subject": group.subject, "level": group.level}
    others = {"others": seen.others} if sight.role is Role.MUNICIPALITY else {}
    return {**told, **course, "members": members, **others}


def _indices(order: list[Meeting], attended: tuple[Meeting, ...]) -> list[int]:
    return sorted(order.index(meeting) for meeting in attended)


def _teacher(scenario: Scenario, teacher: str, prices: dict[str, int]) -> dict[str, Any]:
    row = scenario.teacher_of[teacher]
    told: dict[str, Any] = {"teacher": teacher, "name": row.name}
    if teacher in prices:
        told["price_per_lesson"] = prices[teacher]
    return told


def _prices(scenario: Scenario, plan: Plan) -> dict[str, int]:
    """Euros per lesson of each teacher, hiring included: neither contract nor overtime is told."""
    costs = bill(scenario, plan)
    loads = {name: half_load(held) for name, held in meetings_by_teacher(plan).items()}
    return {
        name: -(-(lessons + costs.hiring[name]) // (loads[name] * EUROS_SHOWN))
        for name, lessons in costs.lessons.items()
        if loads[name]
    }
