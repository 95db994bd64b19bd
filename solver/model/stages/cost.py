"""The stage `cost`: the bill, and the worth of optional needs left unserved."""

from __future__ import annotations

from decimal import Decimal

from scenarios.needs import Priority
from solver.candidates.presence import hundredths
from solver.model.stages.served import unserved
from solver.model.variables import Linear, Variables, half_worth


def cost(variables: Variables) -> Linear:
    """Half-cents a week."""
    worth = hundredths(variables.scenario.settings.worth_optional)
    return (
        _teachers(variables)
        + _supervisors(variables)
        + (worth * unserved(variables, Priority.OPTIONAL))
    )


def _teachers(variables: Variables) -> Linear:
    """Lessons inside the contract, overtime above it, and hiring."""
    terms: list[Linear] = []
    for teacher_id in variables.meetings_of:
        teacher = variables.scenario.teacher_of[teacher_id]
        load = variables.half_load(teacher_id)
        above = variables.model.new_int_var(
            0, int(teacher.max_lessons * 2), f"overtime[{teacher_id}]"
        )
        variables.model.add(above >= load - int(teacher.contract_lessons * 2))
        inside = hundredths(teacher.lesson_cost)
        terms.append(inside * load + (hundredths(teacher.overtime_cost) - inside) * above)
        terms.append(2 * hundredths(teacher.hire_cost) * variables.used(teacher_id))
    return sum(terms)


def _supervisors(variables: Variables) -> Linear:
    prices: dict[str, int] = {}
    for school, _ in variables.received:
        if school not in prices:
            price: Decimal = variables.scenario.supervisor_cost_of(school)
            prices[school] = hundredths(price)
    return sum(
        prices[school] * half_worth(meeting.slot) * received
        for (school, meeting), received in variables.received.items()
    )
