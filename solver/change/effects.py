"""What moves by hand do: rules broken and mended, stages, the bill, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.change.moves import Move, moved
from solver.measure.compare import Change, changes
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify


class Effects(BaseModel):
    """The plan after the moves, against the plan before them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Plan
    broken: tuple[Finding, ...] = Field(description="Violations that were not there before.")
    mended: tuple[Finding, ...] = Field(description="Violations that are no longer there.")
    values: dict[StageId, int] = Field(description="Value of each stage after the moves.")
    differences: dict[StageId, int] = Field(description="Value after less value before.")
    changes: tuple[Change, ...] = Field(description="Needs taught otherwise, by need.")

    @property
    def allowed(self) -> bool:
        """Whether the moves break nothing that was whole."""
        return not self.broken


def effects(
    scenario: Scenario, plan: Plan, moves: Iterable[Move], previous: Plan | None = None
) -> Effects:
    """All that the moves do; nothing is kept of them.

    Parameters
    ----------
    previous
        The plan that the stage `continuity` compares with.

    Raises
    ------
    ImpossibleMoveError
        If a move names a group, meeting or need that is not there.
    """
    after = moved(scenario, plan, moves)
    before_broken, after_broken = verify(scenario, plan), verify(scenario, after)
    before = stage_values(scenario, plan, previous)
    values = stage_values(scenario, after, previous)
    return Effects(
        plan=after,
        broken=_more(after_broken, before_broken),
        mended=_more(before_broken, after_broken),
        values=values,
        differences={stage: value - before[stage] for stage, value in values.items()},
        changes=tuple(changes((scenario, plan), (scenario, after))),
    )


def _more(these: tuple[Finding, ...], than: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings that stand more often in the first list."""
    left = Counter(one.model_dump_json() for one in than)
    found = []
    for one in these:
        text = one.model_dump_json()
        if left[text]:
            left[text] -= 1
        else:
            found.append(one)
    return tuple(found)
