"""Why a need that could be served has no place beside the groups of a plan."""

from __future__ import annotations

from decimal import Decimal

from scenarios.fields import plain_number
from scenarios.needs import Need, Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from solver.explain.additions import Addition, cheapest_addition
from solver.explain.facts import Fact, Option, closest, enough
from solver.explain.occupied import Occupied
from solver.measure.objective import stage_values
from solver.plan import Plan


def crowded_out(
    scenario: Scenario, occupied: Occupied, need: Need, options: tuple[Option, ...]
) -> Fact:
    """What this plan has used up, or that the need would not be worth its price."""
    addition = cheapest_addition(scenario, occupied, need, options)
    if addition is not None:
        return _left_out_by_choice(scenario, occupied.plan, need, addition)
    usable = _hours_used_up(scenario, occupied, need, options)
    if isinstance(usable, Fact):
        return usable
    return _places_taken(scenario, occupied, need, usable) or Fact(
        "other_needs_took_the_places", (), {}
    )


def _left_out_by_choice(scenario: Scenario, plan: Plan, need: Need, addition: Addition) -> Fact:
    """A group could be added to the plan as it is: it costs too much, or was not found."""
    teacher = f"teacher:{addition.teacher}"
    price = plain_number(Decimal(addition.cents) / 100)
    worth = scenario.settings.worth_optional * Decimal(need.half_pupil_lessons) / 2
    if need.priority is not Priority.OPTIONAL or StageId.COST not in scenario.settings.priorities:
        return Fact("would_still_fit", (teacher,), {"teacher": addition.teacher, "price": price})
    cost = stage_values(scenario, plan)[StageId.COST]
    with_it = cost + Decimal(addition.cents) - 100 * worth
    if with_it > cost:
        code = "not_worth_its_price"
    elif cost <= with_it * (100 + scenario.settings.slack(StageId.COST)) / 100:
        code = "within_slack"
    else:
        code = "would_still_fit"
    numbers = {"teacher": addition.teacher, "price": price, "worth": plain_number(worth)}
    return Fact(code, (teacher,), dict(numbers))


def _hours_used_up(
    scenario: Scenario, occupied: Occupied, need: Need, options: tuple[Option, ...]
) -> Fact | tuple[Option, ...]:
    """The options whose teacher may open a group more, or why there is none."""
    wanted = need.lessons_per_week
    buyer = scenario.buyer_of(need)
    with_hours = tuple(one for one in options if occupied.hours_left(one.teacher) >= wanted)
    if not with_hours:
        best = max((one.teacher for one in options), key=occupied.hours_left)
        return _of_teacher("no_hours_left", best, left=occupied.hours_left(best), wanted=wanted)
    agreed = tuple(
        one
        for one in with_hours
        if (left := occupied.agreement_left(buyer, one.teacher.municipality)) is None
        or left >= wanted
    )
    if not agreed:
        numbers = {"wanted": plain_number(wanted)}
        return Fact("agreement_used_up", (f"municipality:{buyer}",), dict(numbers))
    usable = tuple(
        one for one in agreed if occupied.is_used(one.teacher) or one.teacher.min_lessons <= wanted
    )
    if not usable:
        easiest = min((one.teacher for one in agreed), key=lambda teacher: teacher.min_lessons)
        return _of_teacher("teacher_minimum_not_reached", easiest, least=easiest.min_lessons)
    return usable


def _of_teacher(code: str, teacher: Teacher, **numbers: Decimal) -> Fact:
    shown = {name: plain_number(number) for name, number in numbers.items()}
    return Fact(code, (f"teacher:{teacher.teacher}",), {"teacher": teacher.teacher, **shown})


def _places_taken(
    scenario: Scenario, occupied: Occupied, need: Need, options: tuple[Option, ...]
) -> Fact | None:
    """Whether the minutes of teachers and pupils, or else the school's rooms, are taken."""
    minutes = scenario.subject_of[need.subject].lesson_minutes
    free = [
        Option(row, occupied.free_of_pupils(need, minutes, free_minutes))
        for row, starts in options
        for free_minutes in [occupied.free_of_teacher(row, minutes, starts)]
    ]
    with_time = enough(free, need)
    if not with_time:
        return closest("other_needs_took_the_places", need, free)
    roomy = [
        Option(row, occupied.free_at_school(row, need, minutes, starts))
        for row, starts in with_time
    ]
    if not enough(roomy, need):
        return closest("no_room_left", need, roomy)
    least = scenario.subject_of[need.subject].min_pupils
    if need.priority is not Priority.STATUTORY and need.pupils < least:
        return Fact("no_partner_found", (), {"pupils": need.pupils, "least": least})
    return None
