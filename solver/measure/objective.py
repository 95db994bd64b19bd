"""The value of every stage, recomputed from scenario and plan alone.

Amounts are summed in halves of the stage's unit, which are whole numbers, and rounded once.
"""

from __future__ import annotations

from collections import Counter
from typing import assert_never

from scenarios.needs import Need, Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.bill import bill, half_up, hundredths
from solver.measure.convenience import convenience_terms
from solver.measure.servable import servable
from solver.plan import Group, Member, Plan

__all__ = ["attended_slots", "continuity", "servable", "stage_value", "stage_values", "unserved"]


def stage_values(
    scenario: Scenario, plan: Plan, previous: Plan | None = None
) -> dict[StageId, int]:
    """Value of each stage in its unit.

    Parameters
    ----------
    previous
        Plan whose times and teachers should be kept; without one there is no `continuity`.
    """
    return {
        stage: stage_value(stage, scenario, plan, previous)
        for stage in StageId
        if stage is not StageId.CONTINUITY or previous is not None
    }


def stage_value(
    stage: StageId, scenario: Scenario, plan: Plan, previous: Plan | None = None
) -> int:
    """Value of one stage in its unit; without a previous plan `continuity` is 0."""
    match stage:
        case StageId.STATUTORY:
            return unserved(scenario, plan, Priority.STATUTORY)
        case StageId.COVERAGE:
            return unserved(scenario, plan, Priority.PROMISED)
        case StageId.FAIRNESS:
            return _fairness(scenario, plan)
        case StageId.COST:
            return _cost(scenario, plan)
        case StageId.CONVENIENCE:
            return half_up(sum(convenience_terms(scenario, plan).values()))
        case StageId.CONTINUITY:
            return 0 if previous is None else continuity(scenario, plan, previous)
        case _:
            assert_never(stage)


def unserved(scenario: Scenario, plan: Plan, priority: Priority) -> int:
    """Half pupil-lessons."""
    return sum(
        need.half_pupil_lessons
        for need in scenario.needs
        if need.priority is priority and need.need not in plan.group_of
    )


def continuity(scenario: Scenario, plan: Plan, previous: Plan) -> int:
    """Changes against the previous plan, in hundredths of a pupil-lesson."""
    doubled = 0
    for need in scenario.needs:
        before = previous.group_of.get(need.continues or need.need)
        if before is not None:
            change = _change(scenario, before, plan.group_of.get(need.need))
            doubled += need.half_pupil_lessons * change
    return half_up(doubled)


def _change(
    scenario: Scenario, before: tuple[Group, Member], now: tuple[Group, Member] | None
) -> int:
    """Hundredths per pupil-lesson."""
    settings = scenario.settings
    if now is None:
        return hundredths(settings.weight_dropped)
    teacher_differs = before[0].teacher != now[0].teacher
    return hundredths(settings.weight_teacher_changed) * teacher_differs + hundredths(
        settings.weight_time_changed
    ) * (attended_slots(*before) != attended_slots(*now))


def attended_slots(group: Group, member: Member) -> set[tuple[str, int, str]]:
    """Day, start and half of every meeting the member attends."""
    return {meeting.slot for meeting in group.attended(member)}


def _fairness(scenario: Scenario, plan: Plan) -> int:
    """Per mille, rounded up."""
    wanted: Counter[str] = Counter()
    unserved: Counter[str] = Counter()
    for need in scenario.needs:
        if _counts_for_fairness(scenario, need):
            buyer = scenario.buyer_of(need)
            wanted[buyer] += need.half_pupil_lessons
            unserved[buyer] += need.half_pupil_lessons * (need.need not in plan.group_of)
    return max((-(-1000 * unserved[buyer] // wanted[buyer]) for buyer in wanted), default=0)


def _counts_for_fairness(scenario: Scenario, need: Need) -> bool:
    return need.priority is not Priority.OPTIONAL and servable(scenario, need)


def _cost(scenario: Scenario, plan: Plan) -> int:
    """Cents a week."""
    price = hundredths(scenario.settings.worth_optional)
    optional = unserved(scenario, plan, Priority.OPTIONAL) * price
    return half_up(bill(scenario, plan).total + optional)
