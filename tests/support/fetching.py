"""Everything that a reader can fetch of a scenario and a plan, as one text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from api.principal import Principal, Role
from api.views.bill import seen_bill
from api.views.export import ALLOWED, exported_seen
from api.views.findings import seen_findings
from api.views.plan import seen_plan
from api.views.scenario import seen_scenario
from api.views.schedule import By, schedule
from api.views.sight import NotShownError, Sight, sight
from api.views.status import seen_status
from api.views.why import seen_why
from scenarios.checks import check
from scenarios.scenario import Scenario
from solver.outcome import Outcome, Status
from solver.plan import Plan
from tests.support.random_shared import Fetched

Fetch = Callable[[Scenario, Plan, Sight], Any]


def _by_everything(scenario: Scenario, plan: Plan, seen: Sight) -> Any:
    return [schedule(scenario, plan, seen, by, None, "fi") for by in By]


def _whys(scenario: Scenario, plan: Plan, seen: Sight) -> Any:
    return [_or_refusal(seen_why, scenario, plan, seen, name) for name in scenario.need_of]


def _statuses(scenario: Scenario, plan: Plan, seen: Sight) -> Any:
    told = {
        "id": "0" * 32,
        "state": "completed",
        "live": {"coverage": sum(scenario.need_of[name].pupils for name in plan.unserved)},
        "pupils": sum(need.pupils for need in scenario.needs),
    }
    return seen_status(told, seen)


def _findings(scenario: Scenario, plan: Plan, seen: Sight) -> Any:
    del plan
    found = seen_findings(check(scenario), scenario, seen)
    return [one.model_dump(mode="json") for one in found]


def _exports(scenario: Scenario, plan: Plan, seen: Sight) -> Any:
    outcome = Outcome(status=Status.FEASIBLE, plan=plan)
    endings = sorted(ALLOWED[seen.role])
    return [
        exported_seen(ending, scenario, outcome, None, "fi", seen).decode() for ending in endings
    ]


VIEWS: tuple[Fetch, ...] = (
    lambda scenario, plan, seen: seen_scenario(scenario, seen),
    lambda scenario, plan, seen: seen_plan(scenario, plan, seen),
    _by_everything,
    lambda scenario, plan, seen: _or_refusal(seen_bill, scenario, plan, seen),
    _whys,
    _statuses,
    _findings,
    _exports,
)
"""All that a reader can fetch of a scenario and a plan."""


def _or_refusal(view: Callable[..., Any], *given: Any) -> Any:
    try:
        return view(*given)
    except (LookupError, NotShownError) as error:
        return type(error).__name__


def fetched_text(
    principal: Principal, one: Fetched, counts: Mapping[str, int], views: tuple[Fetch, ...]
) -> str:
    """The text, had the pupils of the needs been these."""
    scenario, plan = one
    needs = tuple(need.model_copy(update={"pupils": counts[need.need]}) for need in scenario.needs)
    rows = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    world = Scenario.model_construct(**{**rows, "needs": needs})
    # Stands for the hash of the contents, which would be another as well.
    answer = Plan(scenario=f"{sorted(counts.items())}", groups=plan.groups, unserved=plan.unserved)
    own = sight(principal, world)
    return json.dumps([view(world, answer, own) for view in views], ensure_ascii=False)


def readers(scenario: Scenario) -> list[Principal]:
    """A reader of every municipality and school, and a viewer."""
    area = "area"
    return [
        Principal("a", area, Role.VIEWER),
        *(
            Principal("a", area, Role.MUNICIPALITY, row.municipality)
            for row in scenario.municipalities
        ),
        *(
            Principal("a", area, Role.SCHOOL, row.municipality, row.school)
            for row in scenario.schools
        ),
    ]
