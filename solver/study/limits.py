"""A scenario in which at most so much of a stage may stay unserved.

A stage is held within its slack, a percentage of what it reached, while later stages are improved.
Beside a need that nobody can teach, large enough for the stage to reach a round number,
a percentage is an amount: of 10,000 each hundredth of a percent is one half pupil-lesson.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from scenarios.needs import PRIORITY, Category
from scenarios.rules import StageId, allowed
from scenarios.scenario import Scenario
from solver.outcome import StageResult
from solver.study.editing import added, aiming, edited, free_id

ROUND = 10_000
MOST_SLACK = 1000


class Limited(NamedTuple):
    """The scenario, and how its stage is read.

    Attributes
    ----------
    ballast
        Half pupil-lessons that the need which nobody can teach adds to the stage.
    """

    scenario: Scenario
    slack: Decimal
    ballast: int

    def reached(self, stage: StageResult) -> int:
        """What was really allowed to stay unserved, in half pupil-lessons of the first scenario."""
        if stage.value is None:
            raise LookupError(f"{stage.name} reached nothing")
        return allowed(stage.value, self.slack) - self.ballast


def limited(
    scenario: Scenario, stage: StageId, stages: Sequence[StageId], best: int, limit: int
) -> Limited:
    """The stages in this order, of which one may be as bad as the limit.

    Parameters
    ----------
    best
        Value that the stage is known to reach, in half pupil-lessons.
    """
    more = limit - best
    least = max(best + 1, -(-100 * more // MOST_SLACK))
    whole = ROUND * -(-least // ROUND)
    slack = Decimal(more * ROUND // whole) / 100
    ballast = whole - best
    name = free_id("ballast", (row.subject for row in scenario.subjects))
    edits = (
        added("subjects", subject=name, category=Category.OTHER.value, max_pupils=ballast),
        added(
            "needs",
            need=free_id("ballast", (row.need for row in scenario.needs)),
            school=scenario.schools[0].school,
            subject=name,
            grade_from=1,
            grade_to=1,
            pupils=ballast,
            lessons_per_week=0.5,
            priority=PRIORITY[stage].value,
        ),
        aiming(*stages, **{f"slack_{stage}": float(slack)}),
    )
    return Limited(edited(scenario, edits), slack, ballast)
