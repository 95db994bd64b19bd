"""Whether a scenario has any plan that serves certain needs: yes with a plan, no with a proof."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import NamedTuple

from ortools.sat.python import cp_model

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.courses import courses
from solver.candidates.parts import about
from solver.candidates.reductions import reduced
from solver.explain.question import qualified, question
from solver.model.build import PlanModel
from solver.model.extract import extract
from solver.model.objective import stage_expression
from solver.model.variables import Linear, Variables
from solver.plan import Plan
from solver.verify.report import verify

WORK_UNITS = 2.0


class Verdict(NamedTuple):
    """What was found out.

    Attributes
    ----------
    possible
        `None` if the work granted was not enough to tell.
    plan
        Where it is possible, a plan that shows it, of the needs asked about alone.
    """

    possible: bool | None
    plan: Plan | None


def can_serve(
    scenario: Scenario, served: Collection[str], *, seed: int = 1, work: float = WORK_UNITS
) -> Verdict:
    """Whether all these needs can be served together, whatever becomes of the others.

    Others are left out unless they may help to reach a least number, so a no holds for every plan
    of the scenario. A yes speaks of these needs and their teachers alone.

    Parameters
    ----------
    work
        Deterministic units of CP-SAT.
    """
    asked = question(scenario, served)
    if asked.relaxed is not None:
        alone = _solved(reduced(candidates(asked.relaxed)), served, seed, work)
        if alone.possible is False or _passes(asked.exact, alone.plan):
            return alone
    verdict = _solved(reduced(candidates(asked.exact)), served, seed, work)
    if verdict.possible and not _passes(asked.exact, verdict.plan):
        return Verdict(None, None)
    return verdict


def _passes(scenario: Scenario, plan: Plan | None) -> bool:
    """Whether the verifier passes a plan that need not name all whom it leaves out."""
    if plan is None:
        return False
    unserved = {need.need for need in scenario.needs} - set(plan.group_of)
    return not verify(scenario, plan.model_copy(update={"unserved": tuple(sorted(unserved))}))


def can_serve_around(
    scenario: Scenario, plan: Plan, served: Collection[str], *, work: float = WORK_UNITS
) -> Verdict:
    """Whether these needs can be served while the groups of all others stay as they are.

    A yes comes with a plan of the whole, which the verifier has passed.
    """
    held = set(plan.group_of) - set(served)
    verdict = _solved(candidates_around(scenario, plan, served), {*served, *held}, 1, work)
    if verdict.plan is None or verify(scenario, verdict.plan):
        return Verdict(None if verdict.possible else verdict.possible, None)
    return verdict


def moving_few(scenario: Scenario, plan: Plan, need: str, movable: Collection[str]) -> Plan | None:
    """A plan with the need and all served now, in which as few lessons move as was found.

    The verifier has passed it; nobody moves if a place is there without. `None` if none was found.

    Parameters
    ----------
    movable
        Who may move for it; all others stay as they are.
    """
    still = can_serve_around(scenario, plan, {need})
    if still.plan is not None or not movable:
        return still.plan
    served = {need, *plan.group_of}
    before = _as_previous(scenario, plan, movable)

    def moved(variables: Variables) -> Linear:
        return stage_expression(variables, StageId.CONTINUITY, before).expression

    given = candidates_around(scenario, plan, {need, *movable})
    shown = _solved(given, served, 1, WORK_UNITS, moved).plan
    return None if shown is None or verify(scenario, shown) else shown


def _as_previous(scenario: Scenario, plan: Plan, names: Collection[str]) -> Plan:
    """The plan of these needs as a previous one, which names a need by the one it continues."""

    def named(name: str) -> str:
        return scenario.need_of[name].continues or name

    groups = (
        group.model_copy(
            update={
                "members": tuple(
                    one.model_copy(update={"need": named(one.need)})
                    for one in group.members
                    if one.need in names
                )
            }
        )
        for group in plan.groups
    )
    return plan.model_copy(update={"groups": tuple(groups)})


def candidates_around(scenario: Scenario, plan: Plan, free: Collection[str]) -> Candidates:
    """Candidates of these needs, and of all others the place that the plan gives them."""
    teachers = qualified(scenario, free)
    own = candidates(about(scenario, free, teachers, teachers))
    return replace(own, scenario=scenario, courses=courses(scenario)).around(plan, free)


def _solved(
    given: Candidates,
    served: Collection[str],
    seed: int,
    work: float,
    least: Callable[[Variables], Linear] | None = None,
) -> Verdict:
    model = PlanModel(given)
    for name in sorted(served):
        model.cp.add(model.variables.served(name) == 1)
    if least is not None:
        model.cp.minimize(least(model.variables))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Verdict(possible=False, plan=None)
    if status == cp_model.UNKNOWN:
        return Verdict(None, None)
    plan = extract(model.variables, lambda decision: bool(solver.boolean_value(decision)))
    return Verdict(possible=True, plan=plan)
