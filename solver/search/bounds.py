"""Bounds by counting alone."""

from __future__ import annotations

from scenarios.needs import Priority
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates

_PRIORITY = {StageId.STATUTORY: Priority.STATUTORY, StageId.COVERAGE: Priority.PROMISED}


def counted_bound(given: Candidates, stage: StageId) -> int:
    """What no plan can be below: needs without a candidate stay unserved; nothing is negative."""
    priority = _PRIORITY.get(stage)
    return sum(
        need.half_pupil_lessons
        for need in given.scenario.needs
        if need.priority is priority and not given.teachers_of[need.need]
    )
