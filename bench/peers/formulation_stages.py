"""What the whole problem minimises, stage by stage, and the plan behind the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from bench.peers.formulation import Formulation, half_worth
from bench.peers.formulation_rules import add_rules
from bench.peers.plans import Taught, plan_of
from bench.peers.rows import Sum, Term
from scenarios.needs import Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.courses import course_of
from solver.candidates.presence import Slot, hundredths

HALF = 0.5
# A race ends with the cost: what is convenient comes after it and is compared by nobody.
STAGES = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)


def formulated(scenario: Scenario) -> Formulation:
    """All columns and all rules of a scenario."""
    made = Formulation(candidates(scenario))
    add_rules(made)
    return made


def stages(made: Formulation) -> tuple[tuple[StageId, Sum], ...]:
    """The stages of a race in the order of the scenario, each with what it minimises."""
    sums: dict[StageId, Callable[[Formulation], Sum]] = {
        StageId.STATUTORY: lambda whole: unserved(whole, Priority.STATUTORY),
        StageId.COVERAGE: lambda whole: unserved(whole, Priority.PROMISED),
        StageId.COST: cost,
    }
    order = [stage for stage in made.scenario.settings.priorities if stage in STAGES]
    return tuple((stage, sums[stage](made)) for stage in order)


def unserved(made: Formulation, priority: Priority, weight: int = 1) -> Sum:
    """Half pupil-lessons of the unserved needs of a priority, each counted `weight` times."""
    needs = [need for need in made.scenario.needs if need.priority is priority]
    terms = [
        (column, -c * weight * need.half_pupil_lessons)
        for need in needs
        for column, c in made.served(need.need)
    ]
    return Sum(tuple(terms), weight * sum(need.half_pupil_lessons for need in needs))


def cost(made: Formulation) -> Sum:
    """Half-cents a week."""
    optional = unserved(made, Priority.OPTIONAL, hundredths(made.scenario.settings.worth_optional))
    terms: list[Term] = list(optional.terms)
    load: defaultdict[str, list[Term]] = defaultdict(list)
    for (_, name, slot), column in made.meets.items():
        load[name].append((column, half_worth(slot)))
    for name, lessons in load.items():
        teacher = made.scenario.teacher_of[name]
        inside = hundredths(teacher.lesson_cost)
        above = made.rows.column(int(teacher.max_lessons * 2))
        over = [(column, -c) for column, c in lessons]
        made.rows.add([(above, 1), *over], low=-int(teacher.contract_lessons * 2))
        terms += [(column, inside * c) for column, c in lessons]
        terms.append((above, hundredths(teacher.overtime_cost) - inside))
        terms.append((made.used[name], 2 * hundredths(teacher.hire_cost)))
    for (school, (_, _, slot)), column in made.received.items():
        price = hundredths(made.scenario.supervisor_cost_of(school))
        terms.append((column, price * half_worth(slot)))
    return Sum(tuple(terms), optional.constant)


def chosen_plan(made: Formulation, values: Sequence[float]) -> dict[str, Any]:
    """The plan in which exactly the columns above one half are chosen, as it is written."""
    attended: defaultdict[str, set[Slot]] = defaultdict(set)
    for (need, _, slot), column in made.attends.items():
        if values[column] > HALF:
            attended[need].add(slot)
    teacher_of = {need: t for (need, t), column in made.teaches.items() if values[column] > HALF}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for (need, host), column in made.hosts.items():
        if values[column] > HALF:
            members[host].append(need)
    groups = [
        Taught(
            course_of(made.scenario, made.scenario.need_of[host]),
            teacher_of[host],
            {need: frozenset(attended[need]) for need in needs},
        )
        for host, needs in members.items()
    ]
    return plan_of(made.scenario, groups).model_dump(mode="json")
