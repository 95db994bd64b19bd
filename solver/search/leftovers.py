"""What is left of the limits of finished stages can be used once, and not by every part.

Let L be the limit of a finished stage, b the bounds that the parts have of it, and R = L - Σ b
what is left. A part that has more than its bound has at least d more, the distance to the next
sum that its needs can leave. So in a plan within the limits the d of the parts that have more add
up to at most R in each stage, and their d/R, the least over the stages, to at most the number of
stages of which some part can have more. Where a part is worth T with no more than its bounds, and
U with all that is left, no plan is below Σ T less the most of Σ (T - U) over parts that fit into
this knapsack, or into it by fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from scenarios.needs import Need, Priority
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths

ROOM = 1 << 20
"""What the use of all that is left of one stage weighs."""


PRIORITY = {StageId.STATUTORY: Priority.STATUTORY, StageId.COVERAGE: Priority.PROMISED}


def steps_above(
    needs: Sequence[Need], bounds: Mapping[StageId, int], left: Mapping[StageId, int]
) -> dict[StageId, int]:
    """How much more than its bounds a part has at least if it has more, where it can."""
    steps = {}
    for stage, most in left.items():
        worths = [need.half_pupil_lessons for need in needs if need.priority is PRIORITY[stage]]
        bound = bounds.get(stage, 0)
        more = next_above(worths, bound)
        if more is not None and more - bound <= most:
            steps[stage] = more - bound
    return steps


def worth_alone(given: Candidates, stage: StageId) -> int:
    """Grains of the needs that have no candidate."""
    worth = hundredths(given.scenario.settings.worth_optional)
    alone = [need for need in given.scenario.needs if not given.teachers_of[need.need]]
    if stage is StageId.COST:
        optional = (need for need in alone if need.priority is Priority.OPTIONAL)
        return worth * sum(need.half_pupil_lessons for need in optional)
    priority = PRIORITY.get(stage)
    return sum(need.half_pupil_lessons for need in alone if need.priority is priority)


def next_above(worths: Iterable[int], bound: int) -> int | None:
    """The least sum of some of the worths that is above the bound."""
    sums = 1
    for worth in worths:
        sums |= sums << worth
    above = sums >> (bound + 1)
    return bound + (above & -above).bit_length() if above else None


def weight(steps: Iterable[tuple[int, int]]) -> int | None:
    """Least of all that is left that a part must use to have more; `None` if it cannot.

    Parameters
    ----------
    steps
        By stage of which it can have more, how much more at least, and what is left.
    """
    return min((step * ROOM // left for step, left in steps), default=None)


def saved(savings: Sequence[int], weights: Sequence[int | None], room: int) -> list[int]:
    """By part what it saves in the best choice by fractions, rounded up."""
    able = [k for k, weight in enumerate(weights) if weight is not None and savings[k] > 0]
    used = [0] * len(savings)
    for k in sorted(able, key=lambda k: Fraction(weights[k] or 0, savings[k])):
        needed = weights[k] or 0
        if needed <= room:
            used[k] = savings[k]
            room -= needed
        else:
            used[k] = -(-savings[k] * room // needed)
            break
    return used
