"""The stage `convenience`: awkward times for pupils, mixed groups, gaps for teachers."""

from __future__ import annotations

from scenarios.needs import PinKind
from scenarios.times import DAYS
from solver.candidates.courses import qualified_for
from solver.candidates.presence import hundredths
from solver.model.rules.pins import statement
from solver.model.stages.gaps import gap_minutes
from solver.model.variables import Linear, Literal, Variables


def convenience(variables: Variables) -> Linear:
    """Half-hundredths of a point."""
    weights = variables.scenario.settings
    points = sum(
        variables.given.points[need][slot] * attends
        for (need, _teacher, slot), attends in variables.attends.items()
        if variables.given.points[need][slot]
    )
    meetings = (
        hundredths(weights.weight_unqualified) * _unqualified(variables)
        + hundredths(weights.weight_unpreferred) * _unpreferred(variables)
        + hundredths(weights.weight_grade_mix) * grades_mixed(variables)
        + hundredths(weights.weight_adjacent_days) * _adjacent_days(variables)
    )
    others = hundredths(weights.weight_teacher_day) * _teacher_days(variables) + hundredths(
        weights.weight_wish
    ) * _wishes(variables)
    gaps = gap_minutes(variables) if weights.weight_teacher_gap_minute else 0
    return (
        points + 2 * meetings + 2 * others + (hundredths(weights.weight_teacher_gap_minute) * gaps)
    )


def _unqualified(variables: Variables) -> Linear:
    """Meetings that a need attends one of whose grades no qualified row covers."""
    scenario = variables.scenario
    if not scenario.settings.allow_unqualified:
        return 0
    lacking = {
        pair
        for pair in variables.teaches
        if not qualified_for(
            scenario, scenario.teacher_of[pair[1]], scenario.need_of[pair[0]], strictly=True
        )
    }
    found: list[Literal] = []
    for meeting, needs in variables.attendants.items():
        attended = [
            variables.attends[need, meeting.teacher, meeting.slot]
            for need in needs
            if (need, meeting.teacher) in lacking
        ]
        if attended:
            found.append(variables.any_of(attended))
    return sum(found)


def _unpreferred(variables: Variables) -> Linear:
    free_time = variables.given.free_time
    return sum(
        decision
        for meeting, decision in variables.meets.items()
        if not free_time[meeting.teacher].liked(meeting.slot, meeting.minutes)
    )


def grades_mixed(variables: Variables) -> Linear:
    """Grades of span beyond one, once per meeting of the group."""
    model, need_of = variables.model, variables.scenario.need_of
    terms: list[Linear] = []
    for leader, followers in variables.followers_of.items():
        needs = [need_of[need] for need in followers]
        highest, lowest = max(n.grade_to for n in needs), min(n.grade_from for n in needs)
        if highest - lowest < 2:
            continue
        own = need_of[leader]
        top = model.new_int_var(own.grade_to, highest, f"highest grade[{leader}]")
        bottom = model.new_int_var(lowest, own.grade_from, f"lowest grade[{leader}]")
        mixed = model.new_int_var(0, highest - lowest - 1, f"mixed grades[{leader}]")
        for need in needs:
            joins = variables.joins[need.need, leader]
            model.add(top >= need.grade_to).only_enforce_if(joins)
            model.add(bottom <= need.grade_from).only_enforce_if(joins)
        model.add(mixed >= top - bottom - 1).only_enforce_if(variables.leads(leader))
        terms.append((own.half_lessons + 1) // 2 * mixed)
    return sum(terms)


def _adjacent_days(variables: Variables) -> Linear:
    """Pairs of a group's meetings on consecutive weekdays; a leader attends all of them."""
    found: list[Literal] = []
    for leader in variables.followers_of:
        if variables.scenario.need_of[leader].half_lessons <= 2:
            continue
        for day in range(len(DAYS) - 1):
            pair = variables.new(f"adjacent[{leader},{day}]")
            today, tomorrow = variables.present[leader, day], variables.present[leader, day + 1]
            variables.model.add_bool_or(pair, ~variables.leads(leader), ~today, ~tomorrow)
            found.append(pair)
    return sum(found)


def _teacher_days(variables: Variables) -> Linear:
    found: list[Literal] = []
    for teacher, meetings in variables.meetings_of.items():
        for day in range(len(DAYS)):
            taught = [variables.meets[m] for m in meetings if m.slot.day == day]
            if taught:
                used = variables.new(f"day used[{teacher},{day}]")
                for decision in taught:
                    variables.model.add_implication(decision, used)
                found.append(used)
    return sum(found)


def _wishes(variables: Variables) -> Linear:
    """Broken `prefer` and fulfilled `avoid` pins of served needs."""
    found: list[Literal] = []
    for pin in variables.scenario.pins:
        if pin.kind not in (PinKind.PREFER, PinKind.AVOID):
            continue
        parts = statement(variables, pin)
        broken = variables.new(f"wish[{pin.need}]")
        if pin.kind is PinKind.AVOID:
            variables.model.add_bool_or(broken, *(~part for part in parts))
        else:
            served = variables.served(pin.need)
            for part in parts:
                variables.model.add_bool_or(broken, ~served, part)
        found.append(broken)
    return sum(found)
