"""A stage settled part by part: the bounds add up, and the companies together make a plan.

Parts have no need and no teacher in common, so the stages that are sums are sums over the parts
and the needs that nobody can teach. What crosses the borders (rooms, adults, pupils, limits of
agreements) is left out, which can only lower a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from scenarios.needs import Priority
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.parts import parts
from solver.candidates.presence import hundredths
from solver.columns.column import TooManyColumnsError
from solver.columns.master import ColumnMaster
from solver.columns.priced import PricedMaster
from solver.columns.weeks import Weeks
from solver.model.build import PlanModel
from solver.model.company import Company, Settled
from solver.model.objective import most_grains
from solver.plan import Plan
from solver.search.carry import with_groups
from solver.search.company import CompanyMaster
from solver.search.cpsat import Answer, Effort, minimise
from solver.search.incumbent import Incumbent

SUMS = (
    StageId.STATUTORY,
    StageId.COVERAGE,
    StageId.CONTINUITY,
    StageId.COST,
    StageId.CONVENIENCE,
)
_PRIORITY = {StageId.STATUTORY: Priority.STATUTORY, StageId.COVERAGE: Priority.PROMISED}
Limits = dict[StageId, int]
SHARE_OF_FIRST = 0.7
UNSETTLED = Settled(None, None, proved=False)


class Part:
    """A part with what is settled of it; numbers are grains."""

    def __init__(self, given: Candidates, previous: Plan | None) -> None:
        self.given = given
        self.previous = previous
        self.bounds: Limits = {}
        self.companies: tuple[Company, ...] = ()
        self.reached: int | None = None
        self.model: PlanModel | None = None
        self._settled: dict[tuple[StageId, tuple[tuple[StageId, int], ...]], Settled] = {}

    @property
    def needs(self) -> int:
        """How many needs the part has."""
        return len(self.given.scenario.needs)

    @cached_property
    def weeks(self) -> Weeks:
        """Weeks of its teachers that were tried."""
        return Weeks(self.given)

    @cached_property
    def leaders(self) -> CompanyMaster:
        """The part without its clock, a group known by its leader."""
        return CompanyMaster(self.given, self.weeks)

    @cached_property
    def columns(self) -> ColumnMaster | None:
        """The part without its clock, every company listed; `None` if they are too many."""
        try:
            return ColumnMaster(self.given, self.previous, self.weeks)
        except TooManyColumnsError:
            return None

    @cached_property
    def priced(self) -> PricedMaster:
        """The same where companies are too many, each found when it pays."""
        return PricedMaster(self.given)

    def settle(self, stage: StageId, limits: Mapping[StageId, int], effort: Effort) -> Settled:
        """The stage within the limits, tried again only while it is not proved."""
        key = (stage, tuple(sorted(limits.items())))
        known = self._settled.get(key, UNSETTLED)
        until = max(0.0, effort.clock.left - effort.seconds)
        columns_first = stage in (StageId.COST, StageId.CONVENIENCE)
        for share, by_columns in ((SHARE_OF_FIRST, columns_first), (1.0, not columns_first)):
            left = effort.clock.left - until
            if known.proved or left <= 0:
                break
            master = (self.columns or self.priced) if by_columns else self.leaders
            mine = effort._replace(seconds=share * left)
            found = master.settle(stage, limits, mine) or UNSETTLED
            self._settled[key] = known = _joined(found, known)
        return known

    def solve_with_clock(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        incumbent: Incumbent,
    ) -> Answer:
        """Best plan and bound of the part alone, over all its candidates."""
        if self.model is None:
            self.model = PlanModel(self.given, self.previous)
        expressions = {name: self.model.stage(name).expression for name in (*limits, stage)}
        # Stages may have added decisions of their own.
        cp = self.model.cp.clone()
        for earlier, limit in limits.items():
            cp.add(expressions[earlier] <= limit)
        start = self.share_of(incumbent.plan) if incumbent.plan else None
        return minimise(self.model, cp, expressions[stage], effort, start=start)

    def share_of(self, plan: Plan) -> Plan:
        """The part's groups of a plan."""
        own = self.given.scenario.need_of
        groups = tuple(group for group in plan.groups if group.members[0].need in own)
        return with_groups(self.given.scenario, groups)


def _joined(new: Settled, old: Settled) -> Settled:
    bounds = [bound for bound in (new.bound, old.bound) if bound is not None]
    best = min(
        (new, old), key=lambda settled: settled.value if settled.value is not None else 2**62
    )
    bound = max(bounds, default=None)
    reached = bound is not None and best.value == bound
    return Settled(bound, best.companies, reached, best.value)


class ByParts:
    """All parts of the candidates, worked on several at once."""

    def __init__(self, given: Candidates, previous: Plan | None = None) -> None:
        self.given = given
        self.parts = tuple(Part(part, previous) for part in parts(given))
        self._never_served: Limits = {}

    @property
    def largest(self) -> int:
        """Candidates of the largest part."""
        return max((part.given.size for part in self.parts), default=0)

    def leaves_open(self, stage: StageId, limits: Mapping[StageId, int]) -> bool:
        """Whether the whole is more than its parts for the stage."""
        # A pin may name a need that nobody can teach and that is in no part.
        pins = sum(len(part.given.scenario.pins) for part in self.parts)
        return (
            len(self.parts) > 1
            or pins < len(self.given.scenario.pins)
            or any(name not in SUMS for name in (stage, *limits))
        )

    def bound(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        on_bound: Callable[[int], None] = lambda _: None,
    ) -> int | None:
        """Grains that no plan within the limits (in units) is below; `None` for other stages."""
        if stage not in SUMS:
            return None
        open_parts = list(self.parts)

        def settle(part: Part, mine: Effort) -> None:
            settled = part.settle(stage, self._within(part, limits), mine)
            self._raise(part, stage, settled.bound)
            on_bound(self._total(stage))
            if settled.companies is not None:
                part.companies, part.reached = settled.companies, settled.value
            if settled.proved:
                open_parts.remove(part)

        until = max(0.0, effort.clock.left - effort.seconds)
        self._each(self.parts, settle, effort._replace(seconds=effort.seconds / 2))
        left = effort.clock.left - until
        if open_parts and left > 0 and not effort.stop.requested:
            self._each(tuple(open_parts), settle, effort._replace(seconds=left))
        return self._total(stage)

    def bound_with_clock(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        incumbent: Incumbent,
        on_bound: Callable[[int], None],
    ) -> None:
        """The same from the parts' whole models, small parts first; their plans are tried out."""

        def solve(part: Part, mine: Effort) -> None:
            answer = part.solve_with_clock(stage, self._within(part, limits), mine, incumbent)
            self._raise(part, stage, answer.bound)
            on_bound(self._total(stage))
            if answer.plan is not None:
                incumbent.exchange(answer.plan)

        if stage in SUMS:
            self._each(self.parts, solve, effort)

    def _within(self, part: Part, limits: Mapping[StageId, int]) -> Limits:
        """Grains that the part may have at most, all others being at their bounds."""
        return {
            stage: part.bounds.get(stage, 0) + most_grains(stage, limit) - self._total(stage)
            for stage, limit in limits.items()
            if stage in SUMS
        }

    def _raise(self, part: Part, stage: StageId, bound: int | None) -> None:
        part.bounds[stage] = max(part.bounds.get(stage, 0), bound or 0)

    def _total(self, stage: StageId) -> int:
        return sum(part.bounds.get(stage, 0) for part in self.parts) + self.never_served(stage)

    def never_served(self, stage: StageId) -> int:
        """Grains of the needs that have no candidate and belong to no part."""
        if stage not in self._never_served:
            self._never_served[stage] = self._worth_alone(stage)
        return self._never_served[stage]

    def _worth_alone(self, stage: StageId) -> int:
        worth = hundredths(self.given.scenario.settings.worth_optional)
        alone = [n for n in self.given.scenario.needs if not self.given.teachers_of[n.need]]
        if stage is StageId.COST:
            optional = (n for n in alone if n.priority is Priority.OPTIONAL)
            return worth * sum(n.half_pupil_lessons for n in optional)
        priority = _PRIORITY.get(stage)
        return sum(n.half_pupil_lessons for n in alone if n.priority is priority)

    def _each(
        self, chosen: Sequence[Part], work: Callable[[Part, Effort], None], effort: Effort
    ) -> None:
        """Do the work for each part, small ones first, as many at once as there are workers.

        Of the time that is left a part may take what its needs are of all that still wait.
        """
        until = max(0.0, effort.clock.left - effort.seconds)
        waiting = sum(part.needs for part in chosen)

        def turn(part: Part) -> None:
            nonlocal waiting
            left = effort.clock.left - until
            share = left * min(1.0, effort.workers * part.needs / waiting)
            waiting -= part.needs
            if share > 0 and not effort.stop.requested:
                work(part, effort._replace(seconds=share, workers=1))

        small_first = sorted(chosen, key=lambda part: part.needs)
        if effort.workers == 1:
            for part in small_first:
                turn(part)
            return
        with ThreadPoolExecutor(effort.workers) as crew:
            list(crew.map(turn, small_first))
