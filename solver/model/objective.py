"""Stages as linear expressions, each with the grain in which it is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scenarios.rules import StageId
from solver.model.grains import GRAINS
from solver.model.stages.continuity import continuity
from solver.model.stages.convenience import convenience
from solver.model.stages.cost import cost
from solver.model.stages.served import coverage, fairness, statutory
from solver.model.variables import Linear, Variables
from solver.plan import Plan

STAGES: dict[StageId, Callable[[Variables], Linear]] = {
    StageId.STATUTORY: statutory,
    StageId.COVERAGE: coverage,
    StageId.FAIRNESS: fairness,
    StageId.COST: cost,
    StageId.CONVENIENCE: convenience,
}


class StageExpression(NamedTuple):
    """What a stage minimises: `grain` of it make one unit of the stage."""

    stage: StageId
    expression: Linear
    grain: int


def stage_expression(
    variables: Variables, stage: StageId, previous: Plan | None
) -> StageExpression:
    """The expression of a stage; without a previous plan nothing can change against it."""
    if stage is not StageId.CONTINUITY:
        return StageExpression(stage, STAGES[stage](variables), GRAINS[stage])
    expression = continuity(variables, previous) if previous else 0
    return StageExpression(stage, expression, GRAINS[stage])
