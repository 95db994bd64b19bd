"""The scenario of a coalition: the others left out, and only what decides the cost asked for.

Players are the municipalities that have needs. One that only sells, such as a school of practice,
shares no costs: it is there for whoever buys, so it stays in every coalition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count

from scenarios.needs import Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.tables import TABLES
from scenarios.variants.removing import keep_closed, remove
from solver.measure.objective import unserved
from solver.plan import Plan, with_groups
from solver.search.carry import trimmed
from solver.study.cases import Answer
from solver.study.games import Coalition

COSTING = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)
"""Stages that decide the cost, each a sum over needs, groups and teachers."""


def players_in(base: Scenario) -> tuple[str, ...]:
    """Municipalities with needs, sorted."""
    return tuple(sorted({base.buyer_of(need) for need in base.needs}))


def scenario_of(base: Scenario, coalition: Coalition) -> Scenario:
    """The scenario without the other players, with the stages that decide the cost, no slack."""
    leaving = set(players_in(base)) - coalition
    tables = {table: list(base.rows(table)) for table in TABLES}
    gone = [row for row in base.municipalities if row.municipality in leaving]
    remove(tables, "municipalities", gone)
    if base.agreements:
        keep_closed(tables)
    return base.replace(settings=_costing(base), **tables)


def _costing(base: Scenario) -> object:
    asked = [stage for stage in base.settings.priorities if stage in COSTING]
    stages = (*asked, *(stage for stage in COSTING if stage not in asked))
    no_slack = {f"slack_{stage}": Decimal(0) for stage in COSTING}
    return base.settings.model_copy(update={"priorities": stages, **no_slack})


def restricted(scenario: Scenario, plan: Plan) -> Plan:
    """What is left of a plan of another variant, in the same ids; it may break rules by now."""
    groups = []
    for group in plan.groups:
        members = tuple(one for one in group.members if one.need in scenario.need_of)
        if members and group.teacher in scenario.teacher_of:
            groups.append(trimmed(group.model_copy(update={"members": members})))
    return with_groups(scenario, tuple(groups))


def best_left(
    scenario: Scenario, coalition: Coalition, known: Mapping[Coalition, Answer]
) -> Plan | None:
    """The best of what is left of the plans of coalitions with one more."""
    plans = [
        restricted(scenario, answer.plan)
        for one, answer in known.items()
        if len(one) == len(coalition) + 1 and coalition < one
    ]
    # Duties alone: the whole measure of so many plans would take longer than it helps.
    return min(
        plans,
        key=lambda plan: [unserved(scenario, plan, one) for one in Priority],
        default=None,
    )


def worth(*answers: Answer) -> list[int]:
    """Values of the stages of all the answers together, in their order: less is better."""
    order = [stage.name for stage in answers[0].stages]
    return [sum(answer.value(stage) for answer in answers) for stage in order]


def better_union(
    scenario: Scenario, coalition: Coalition, known: Mapping[Coalition, Answer]
) -> Plan | None:
    """The plans of two halves of the coalition as one, where they are better than its own.

    A plan of either is one of both: they share no school and no teacher of theirs. So a coalition
    is not said to be worse off than its parts, but where both use who only sells.
    """
    halves = ((one, coalition - one) for one in known if one < coalition)
    pairs = [
        (worth(known[one], known[other]), sorted(one), one, other)
        for one, other in halves
        if other in known and min(one) < min(other)
    ]
    if not pairs:
        return None
    values, _, one, other = min(pairs, key=lambda pair: pair[:2])
    if values >= worth(known[coalition]):
        return None
    return united(scenario, (known[one].plan, known[other].plan))


def united(scenario: Scenario, plans: Iterable[Plan]) -> Plan:
    """The groups of all the plans as one plan of the scenario."""
    names = (f"g{number}" for number in count(1))
    groups = tuple(
        group.model_copy(update={"group": next(names)}) for plan in plans for group in plan.groups
    )
    return with_groups(scenario, groups)
