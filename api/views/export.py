"""Files of a plan as somebody may have them."""

from __future__ import annotations

import json

from api.exports import exported
from api.exports.slots_csv import slots_csv
from api.exports.view import View
from api.principal import Role
from api.views.counts import shown_total
from api.views.groups import group_code
from api.views.plan import seen_plan
from api.views.sight import Sight
from scenarios.scenario import Scenario
from solver.outcome import Outcome
from solver.plan import Plan

ALLOWED: dict[Role, frozenset[str]] = {
    Role.COORDINATOR: frozenset(),
    Role.MUNICIPALITY: frozenset({".csv", ".json"}),
    Role.SCHOOL: frozenset({".csv", ".json"}),
    Role.VIEWER: frozenset({".json"}),
}
"""Endings for readers without sight of the whole; with it there is no limit.

The workbook has the bill, the unserved and all groups of the area in it.
"""


def seen_export(ending: str, sight: Sight) -> bool:
    """Whether the reader may have the plan in a file with this ending."""
    return sight.whole or ending.lower() in ALLOWED[sight.role]


def exported_seen(
    ending: str,
    scenario: Scenario,
    outcome: Outcome,
    previous: Plan | None,
    language: str,
    sight: Sight,
) -> bytes:
    """The bytes of a file with no more in it than the reader's views have.

    Raises
    ------
    NotShownError
        If the reader may not have it.
    LookupError
        If nothing is written with this ending, or the outcome has no plan.
    """
    if sight.whole:
        return exported(ending, scenario, outcome, previous, language)
    if outcome.plan is None:
        raise LookupError("an outcome without a plan has nothing to export")
    if not seen_export(ending, sight):
        sight.require()
    if ending.lower() == ".json":
        shown = {"plan": seen_plan(scenario, outcome.plan, sight)}
        return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()
    own = _own_part(scenario, outcome.plan, sight)
    view = View.of(scenario, outcome.model_copy(update={"plan": own}), None, language)
    return slots_csv(view, lambda needs: shown_total(scenario, needs, sight))


def _own_part(scenario: Scenario, plan: Plan, sight: Sight) -> Plan:
    """Groups of one's own by their codes, with one's own members alone."""
    groups = []
    for group in plan.groups:
        own = tuple(member for member in group.members if member.need in sight.needs)
        if own:
            changed = {"group": group_code(group), "members": own}
            groups.append(group.model_copy(update=changed))
    groups.sort(key=lambda group: group.group)
    return Plan(scenario="", groups=tuple(groups))
