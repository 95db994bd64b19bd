"""From one plan to another, step by step, in an order in which it can be done.

After each step the plan breaks no rule that it did not break before, and nobody who is taught in
both plans is left out. What cannot go first by itself, such as two groups that exchange their
times, makes one step together with what stands in its way.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.change.asking import said
from solver.change.way import Part, Way
from solver.measure.compare import Change, changes
from solver.measure.objective import stage_values
from solver.plan import Plan


class Step(BaseModel):
    """What changes at once, and what that does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[str, ...] = Field(description="Groups that change, begin, end, or lose or gain.")
    together: bool = Field(description="Several things at once, for none of them can go first.")
    changes: tuple[Change, ...] = Field(description="Needs taught otherwise after it, by need.")
    mended: tuple[Finding, ...] = Field(description="Rules no longer broken after it.")
    buys: dict[StageId, int] = Field(
        description=(
            "Value of each stage without this step, all others made, less the value with all; "
            "empty if the plan would break a rule without it."
        )
    )
    needed: tuple[Finding, ...] = Field(description="Rules that would be broken without it.")


def steps(scenario: Scenario, old: Plan, new: Plan, previous: Plan) -> tuple[Step, ...]:
    """The steps from a plan to another; a group has the same name in both if it goes on.

    Parameters
    ----------
    previous
        What `continuity` compares with.
    """
    way = Way(scenario, old, new)
    values = stage_values(scenario, new, previous)
    return tuple(
        _step(way, parts, (before, after), values, previous) for parts, before, after in way.walk()
    )


def _step(
    way: Way,
    parts: tuple[Part, ...],
    around: tuple[Plan, Plan],
    values: dict[StageId, int],
    previous: Plan,
) -> Step:
    scenario, (before, after) = way.scenario, around
    without = way.at(set(way.parts) - set(parts))
    needed = said(scenario, way.at(way.parts), without).broken
    left = {} if needed else stage_values(scenario, without, previous)
    return Step(
        groups=tuple(sorted({name for part in parts for name in part.groups})),
        together=len(parts) > 1,
        changes=tuple(changes((scenario, before), (scenario, after))),
        mended=said(scenario, before, after).mended,
        buys={stage: value - values[stage] for stage, value in left.items()},
        needed=needed,
    )
