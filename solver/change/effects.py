"""What moves by hand do: rules broken and mended, stages, the bill, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
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


class Before:
    """A plan as it is, worked out once, against which moves are judged."""

    def __init__(self, scenario: Scenario, plan: Plan, previous: Plan | None = None) -> None:
        self.scenario, self.plan, self.previous = scenario, plan, previous

    @cached_property
    def violations(self) -> tuple[Finding, ...]:
        """Rules that the plan breaks already."""
        return verify(self.scenario, self.plan)

    @cached_property
    def values(self) -> dict[StageId, int]:
        """Value of each stage."""
        return stage_values(self.scenario, self.plan, self.previous)

    @cached_property
    def candidates(self) -> Candidates:
        """Who could teach each need, and when."""
        return candidates(self.scenario)

    def effects(self, moves: Iterable[Move]) -> Effects:
        """All that the moves do; nothing is kept of them.

        Raises
        ------
        ImpossibleMoveError
            If a move names a group, meeting or need that is not there.
        """
        after = moved(self.scenario, self.plan, moves)
        violations = verify(self.scenario, after)
        values = stage_values(self.scenario, after, self.previous)
        return Effects(
            plan=after,
            broken=_more(violations, self.violations),
            mended=_more(self.violations, violations),
            values=values,
            differences={stage: value - self.values[stage] for stage, value in values.items()},
            changes=tuple(changes((self.scenario, self.plan), (self.scenario, after))),
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
