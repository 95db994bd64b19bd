"""One random scenario put before two judges, and what they disagree about.

The tests judge a few hundred; `python -m tests.campaigns.agreement` judges as many as there is
time for.
"""

from __future__ import annotations

from typing import NamedTuple

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.model.fixed import fits
from solver.outcome import Outcome, Status
from solver.plan import Plan
from solver.search.params import SolveParams
from solver.solve import solve
from solver.verify.report import verify
from tests.support.oracle import Optimum, TooManyPlansError, optimum
from tests.support.random_plans import plans, previous_plan
from tests.support.strategies import tiny

ENOUGH_SECONDS = 60


class Judged(NamedTuple):
    """How many were looked at, how many of them are right plans, and the disagreements."""

    seen: int
    right: int
    disagreements: tuple[str, ...]


def effort(**fields: object) -> SolveParams:
    """One worker and time to finish: the same answer everywhere."""
    return SolveParams(**{"seconds": ENOUGH_SECONDS, "workers": 1, "seed": 3, **fields})


def remembered(seed: int, scenario: Scenario) -> Plan | None:
    """A previous plan for every third seed."""
    return previous_plan(seed, scenario) if seed % 3 == 0 else None


def verifier_against_model(seed: int) -> Judged:
    """Random plans of `tiny(seed)`: clean for the verifier exactly when allowed by the model."""
    scenario = tiny(seed)
    previous = remembered(seed, scenario)
    seen = right = 0
    found: list[str] = []
    for number, plan in enumerate(plans(seed, scenario)):
        rules = sorted({finding.code for finding in verify(scenario, plan)})
        seen, right = seen + 1, right + (not rules)
        for reductions in (True, False):
            said = fits(scenario, plan, previous, reductions=reductions)
            where = f"seed {seed} plan {number} reductions {reductions}"
            if said.feasible is bool(rules):
                found.append(f"{where}: model {said.feasible}, broken rules {rules}")
            elif said.values is not None:
                differing = _differing(said.values, stage_values(scenario, plan, previous))
                found += [f"{where}: model and measure {differing}"] if differing else []
    return Judged(seen, right, tuple(found))


def _differing(
    one: dict[StageId, int], other: dict[StageId, int]
) -> dict[str, tuple[int | None, int | None]]:
    return {
        stage: (one.get(stage), other.get(stage))
        for stage in sorted({*one, *other})
        if one.get(stage) != other.get(stage)
    }


def oracle_against_solver(seed: int, limit: int = 1000) -> Judged:
    """`tiny(seed)` solved with and without reductions: every stage as the oracle says.

    One in a thousand has pins that contradict each other; such a scenario is not solved at all.
    """
    scenario = tiny(seed)
    if has_errors(check(scenario)):
        return Judged(0, 0, ())
    previous = remembered(seed, scenario)
    try:
        best = optimum(scenario, previous, limit)
    except TooManyPlansError:
        return Judged(0, 0, ())
    found: list[str] = []
    for reductions in (True, False):
        outcome = solve(scenario, params=effort(reductions=reductions), previous=previous)
        wrong = _against(best, outcome)
        found += [f"seed {seed} reductions {reductions}: {text}" for text in wrong]
    return Judged(1, best.listed > 1, tuple(found))


def _against(best: Optimum, outcome: Outcome) -> list[str]:
    if best.plan is None:
        impossible = outcome.status is Status.INFEASIBLE
        return [] if impossible else [f"{outcome.status}, and there is no plan"]
    if outcome.status is not Status.OPTIMAL:
        return [f"{outcome.status}, and there is a plan"]
    values = {stage.name: stage.value for stage in outcome.stages}
    bounds = {stage.name: stage.bound for stage in outcome.stages}
    return [
        f"{name} and oracle {differing}"
        for name, said in (("value", values), ("bound", bounds))
        if (differing := _differing(said, best.values))
    ]


def oracle_against_neighbourhoods(seed: int, limit: int = 1000) -> Judged:
    """The way of large scenarios on a tiny one: not better than the best, no bound above it."""
    scenario = tiny(seed)
    try:
        best = optimum(scenario, None, limit)
    except TooManyPlansError:
        return Judged(0, 0, ())
    outcome = solve(scenario, params=effort(whole_up_to=0, seconds=1))
    found: list[str] = []
    if (outcome.plan is None) is not (best.plan is None):
        found.append(f"seed {seed}: {outcome.status}, the oracle has {best.plan}")
    # Stages after one that is not at its best answer another question.
    for stage in outcome.stages:
        least = best.values[stage.name]
        if not stage.bound <= least <= stage.value:
            found.append(f"seed {seed}: {stage.name} {stage.bound} {least} {stage.value}")
        if stage.value != least:
            break
    return Judged(1, best.listed > 1, tuple(found))
