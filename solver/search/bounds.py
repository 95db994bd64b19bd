"""Bounds that need no plan: by counting, and by the problem without its clock."""

from __future__ import annotations

from scenarios.needs import Priority
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.model.objective import most_grains
from solver.model.relaxed import RELAXED_STAGES, RelaxedModel
from solver.search.cpsat import Effort, prove

_PRIORITY = {StageId.STATUTORY: Priority.STATUTORY, StageId.COVERAGE: Priority.PROMISED}


def counted_bound(given: Candidates, stage: StageId) -> int:
    """What no plan can be below: needs without a candidate stay unserved; nothing is negative."""
    priority = _PRIORITY.get(stage)
    return sum(
        need.half_pupil_lessons
        for need in given.scenario.needs
        if need.priority is priority and not given.teachers_of[need.need]
    )


def bound_without_a_clock(
    given: Candidates, stage: StageId, limits: dict[StageId, int], effort: Effort
) -> int | None:
    """Grains that no plan within the limits of the earlier stages is below, if any are proved."""
    model = RelaxedModel(given)
    for earlier, limit in limits.items():
        expression = model.stage(earlier) if earlier in RELAXED_STAGES else None
        if expression is not None:
            model.cp.add(expression <= most_grains(earlier, limit))
    objective = model.stage(stage)
    return None if objective is None else prove(model.cp, objective, effort)
