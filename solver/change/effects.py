"""What moves by hand do: rules broken and mended, stages, the bill, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
from solver.change.asking import breaks, near, said
from solver.change.moves import Move, moved
from solver.measure.compare import Change, changes
from solver.measure.objective import stage_values
from solver.plan import Plan


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
        self._candidates: dict[frozenset[str], Candidates] = {}

    @cached_property
    def values(self) -> dict[StageId, int]:
        """Value of each stage."""
        return stage_values(self.scenario, self.plan, self.previous)

    def candidates(self, needs: Iterable[str]) -> Candidates:
        """Who could teach these needs, and when."""
        chosen = frozenset(needs)
        if chosen not in self._candidates:
            rows = tuple(need for need in self.scenario.needs if need.need in chosen)
            self._candidates[chosen] = candidates(self.scenario.replace(needs=rows))
        return self._candidates[chosen]

    def estimate(self, moves: Iterable[Move]) -> list[int] | None:
        """Stage values of the groups around the moves less those before; none if they break a rule.

        The sums are exact but for their rounding. Who is served counts in all stages as it does
        in the whole plan, except in `fairness`, which is left out.
        """
        after = moved(self.scenario, self.plan, moves)
        changed = set(self.plan.groups) ^ set(after.groups)
        if not changed or breaks(self.scenario, self.plan, after, least=True):
            return None
        old, new = (
            stage_values(self.scenario, near(self.scenario, plan, changed), self.previous)
            for plan in (self.plan, after)
        )
        order = self.scenario.settings.priorities
        return [new[s] - old[s] for s in order if s in new and s is not StageId.FAIRNESS]

    def effects(self, moves: Iterable[Move]) -> Effects:
        """All that the moves do; nothing is kept of them.

        Raises
        ------
        ImpossibleMoveError
            If a move names a group, meeting or need that is not there.
        """
        after = moved(self.scenario, self.plan, moves)
        rules = said(self.scenario, self.plan, after)
        values = stage_values(self.scenario, after, self.previous)
        return Effects(
            plan=after,
            broken=rules.broken,
            mended=rules.mended,
            values=values,
            differences={stage: value - self.values[stage] for stage, value in values.items()},
            changes=tuple(changes((self.scenario, self.plan), (self.scenario, after))),
        )
