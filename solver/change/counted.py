"""How much moves between two plans, in plain pupil-lessons and without weights."""

from __future__ import annotations

from scenarios.scenario import Scenario
from solver.measure.compare import ChangeKind, changes
from solver.plan import Plan


def moved_half_pupil_lessons(scenario: Scenario, before: Plan, after: Plan) -> int:
    """Half pupil-lessons of needs taught before that are taught otherwise or no longer.

    Parameters
    ----------
    before
        Earlier plan, its needs under their ids of today.
    """
    return sum(
        scenario.need_of[change.need].half_pupil_lessons
        for change in changes((scenario, before), (scenario, after))
        if ChangeKind.APPEARED not in change.kinds
    )
