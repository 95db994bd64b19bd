"""The stage `continuity`: what moves against a previous plan."""

from __future__ import annotations

from scenarios.needs import Need
from solver.candidates.presence import hundredths, slot_of
from solver.model.variables import Linear, Literal, Variables
from solver.plan import Group, Member, Plan


def continuity(variables: Variables, previous: Plan) -> Linear:
    """Half-hundredths of a pupil-lesson that are dropped, change teacher or change time."""
    settings = variables.scenario.settings
    dropped = hundredths(settings.weight_dropped)
    teacher_changed = hundredths(settings.weight_teacher_changed)
    time_changed = hundredths(settings.weight_time_changed)
    terms: list[Linear] = []
    for need in variables.scenario.needs:
        before = previous.group_of.get(need.continues or need.need)
        if before is None:
            continue
        served = variables.served(need.need)
        same_teacher = variables.teaches.get((need.need, before[0].teacher), 0)
        same_time = _same_time(variables, need, *before)
        change: Linear = (
            dropped * (1 - served)
            + teacher_changed * (served - same_teacher)
            + time_changed * (served - same_time)
        )
        terms.append(need.half_pupil_lessons * change)
    return sum(terms)


def _same_time(variables: Variables, need: Need, group: Group, member: Member) -> Literal:
    """Whether exactly the days, starts and halves of before are attended."""
    before = {slot_of(meeting) for meeting in group.attended(member)}
    kept: list[Literal] = []
    other: list[Literal] = []
    for (name, _teacher, slot), attends in variables.attends.items():
        if name == need.need:
            (kept if slot in before else other).append(attends)
    same = variables.new(f"same time[{need.need}]")
    variables.model.add_implication(same, variables.served(need.need))
    variables.model.add(sum(kept) == len(before)).only_enforce_if(same)
    for attends in other:
        variables.model.add_implication(same, ~attends)
    return same
