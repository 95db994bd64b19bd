"""The model over some candidates, with finished stages kept, as one call of the solver."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths
from solver.model.build import PlanModel
from solver.model.grains import most_grains
from solver.model.variables import Linear
from solver.search.cpsat import minimise
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent

LARGEST_WEIGHT = 2**55


def improve(
    given: Candidates,
    incumbent: Incumbent,
    effort: Effort,
    free: tuple[str, ...],
    stages: tuple[StageId, ...],
) -> bool:
    """Solve again for the free needs, the others held still; say whether nothing is better."""
    plan = incumbent.plan
    if plan is None:
        return False
    model = PlanModel(given.around(plan, free), incumbent.previous)
    still_open = [stage for stage in stages if stage not in incumbent.limits]
    return improve_model(model, incumbent, effort, still_open)


def improve_model(
    model: PlanModel, incumbent: Incumbent, effort: Effort, stages: Sequence[StageId]
) -> bool:
    """Offer the model's plans, better ones in the order of the stages; say if the last is best."""
    keep_limits(model, incumbent, model.cp)
    answer = minimise(
        model,
        model.cp,
        in_order(model, stages),
        effort._replace(thorough=False),
        start=incumbent.plan,
        on_plan=incumbent.offer,
    )
    if answer.plan is not None:
        incumbent.offer(answer.plan)
    return answer.proved


def keep_limits(model: PlanModel, incumbent: Incumbent, cp: cp_model.CpModel) -> None:
    """Finished stages stay within what they reached plus slack, in this copy of the model.

    So does every stage that has a cap.
    """
    for stage, limit in incumbent.held.items():
        cp.add(model.stage(stage).expression <= most_grains(stage, limit))


def in_order(model: PlanModel, stages: Sequence[StageId]) -> Linear:
    """The stages in one sum, an earlier one outweighing all later ones.

    Where the weights would grow too large the last stages are left out.
    """
    total: Linear = 0
    weight = 1
    for stage in reversed(stages):
        if weight * (_most(model, stage) + 1) > LARGEST_WEIGHT:
            total, weight = 0, 1
        total = total + weight * model.stage(stage).expression
        weight *= _most(model, stage) + 1
    return total


def _most(model: PlanModel, stage: StageId) -> int:
    """No plan has more grains of the stage."""
    scenario, settings = model.given.scenario, model.given.scenario.settings
    wanted = sum(need.half_pupil_lessons for need in scenario.needs)
    if stage is StageId.FAIRNESS:
        return 1000
    if stage is StageId.CONTINUITY:
        changed = max(
            settings.weight_dropped,
            settings.weight_teacher_changed + settings.weight_time_changed,
        )
        return wanted * hundredths(changed)
    if stage is StageId.COST:
        teachers = sum(
            hundredths(2 * t.max_lessons * t.overtime_cost) + 2 * hundredths(t.hire_cost)
            for t in scenario.teachers
        )
        dearest = max(
            (hundredths(scenario.supervisor_cost_of(s.school)) for s in scenario.schools),
            default=0,
        )
        adults = dearest * sum(need.half_lessons + 1 for need in scenario.needs)
        return teachers + adults + hundredths(settings.worth_optional) * wanted
    return wanted
