"""The hand that proves: bounds, from the quick to the thorough, and what they find on the way."""

from __future__ import annotations

import random
from collections.abc import Callable

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.coarse import coarse
from solver.model.build import PlanModel
from solver.model.company import companies_of
from solver.search.by_parts import SUMS, ByParts
from solver.search.company import CompanyMaster
from solver.search.cpsat import Effort, minimise
from solver.search.incumbent import Incumbent
from solver.search.neighbourhoods import NEIGHBOURHOODS
from solver.search.submodel import improve, keep_limits
from solver.search.timing import refit

SHARE_OF_TIMES, SHARE_OF_PARTS, SHARE_WITH_CLOCK = 0.25, 0.4, 0.7
SECONDS_OF_A_NEIGHBOURHOOD = 4.0
FIRST_SIZE, SMALLEST_SIZE, LARGEST_SIZE = 20, 8, 80


class Prover:
    """Works on one stage after another, each within its seconds.

    Parameters
    ----------
    on_bound
        Told each proved bound of the stage under way, in grains.
    whole_up_to
        Candidates up to which a model with all of them is built.
    """

    def __init__(
        self,
        given: Candidates,
        incumbent: Incumbent,
        on_bound: Callable[[int], None],
        whole_up_to: int,
    ) -> None:
        self.given = given
        self.incumbent = incumbent
        self.on_bound = on_bound
        self.by_parts = ByParts(given, incumbent.previous)
        self.builds_parts = self.by_parts.largest <= whole_up_to
        self.builds_whole = given.size <= whole_up_to
        self._company: CompanyMaster | None = None
        self._few_starts = coarse(given)
        self._size = FIRST_SIZE

    @property
    def strategy(self) -> str:
        """How many parts there are and how large the largest is."""
        parts = self.by_parts.parts
        most = max((len(part.given.scenario.needs) for part in parts), default=0)
        models = "whole" if self.builds_whole else "parts" if self.builds_parts else "companies"
        return f"{len(parts)} parts of at most {most} needs, models of {models}"

    def work(self, stage: StageId, effort: Effort, over: Callable[[], bool]) -> None:
        """Bound the stage and improve it, until it is over."""
        until = max(0.0, effort.clock.left - effort.seconds)

        def left() -> float:
            return 0.0 if over() else max(0.0, effort.clock.left - until)

        if stage is StageId.CONVENIENCE and left():
            self._find_times(stage, effort._replace(seconds=SHARE_OF_TIMES * left()), left)
        if left():
            self._bound(stage, effort._replace(seconds=SHARE_OF_PARTS * left()))
        if stage in SUMS and left():
            self._fit_companies(stage, effort._replace(seconds=SHARE_OF_TIMES * left()), left)
        if left() and self.builds_parts:
            mine = effort._replace(seconds=SHARE_WITH_CLOCK * left())
            self.by_parts.bound_with_clock(
                stage, self.incumbent.limits, mine, self.incumbent, self.on_bound
            )
        if left() and self.builds_whole and self.by_parts.leaves_open(stage, self.incumbent.limits):
            self._solve_whole(stage, effort._replace(seconds=SHARE_WITH_CLOCK * left()))
        rng = random.Random(effort.seed)
        while left():
            self._solve_a_neighbourhood(stage, effort._replace(seconds=left()), rng)

    def _find_times(self, stage: StageId, effort: Effort, left: Callable[[], float]) -> None:
        """Better times for the groups as they are, part by part."""
        for part in self.by_parts.parts:
            if self.incumbent.plan is None or not left():
                return
            needs = part.given.scenario.need_of.keys()
            own = [g for g in self.incumbent.plan.groups if g.members[0].need in needs]
            companies = companies_of(self.given, own)
            seconds = min(effort.seconds, left())
            refit(
                self.given,
                needs,
                companies,
                self.incumbent,
                effort._replace(seconds=seconds),
                (stage,),
            )

    def _fit_companies(self, stage: StageId, effort: Effort, left: Callable[[], float]) -> None:
        """Companies that are best for a part, if they find times among the groups of the others."""
        order = self.incumbent.order
        stages = [s for s in order[order.index(stage) :] if s in SUMS]
        for part in self.by_parts.parts:
            if not left():
                return
            if part.companies:
                needs = part.given.scenario.need_of.keys()
                seconds = min(effort.seconds, left())
                refit(
                    self.given,
                    needs,
                    part.companies,
                    self.incumbent,
                    effort._replace(seconds=seconds),
                    stages,
                )

    def _bound(self, stage: StageId, effort: Effort) -> None:
        if stage in SUMS:
            bound = self.by_parts.bound(stage, self.incumbent.limits, effort)
        else:
            self._company = self._company or CompanyMaster(self.given)
            settled = self._company.settle(stage, self.incumbent.limits_in_grains(), effort)
            bound = settled.bound if settled is not None else None
        if bound is not None:
            self.on_bound(bound)

    def _solve_whole(self, stage: StageId, effort: Effort) -> None:
        model = PlanModel(self.given, self.incumbent.previous)
        expression = model.stage(stage).expression
        keep_limits(model, self.incumbent, model.cp)
        answer = minimise(
            model,
            model.cp,
            expression,
            effort,
            start=self.incumbent.plan,
            on_plan=self.incumbent.offer,
            on_bound=self.on_bound,
        )
        if answer.plan is not None:
            self.incumbent.offer(answer.plan)
        if answer.bound is not None:
            self.on_bound(answer.bound)

    def _solve_a_neighbourhood(self, stage: StageId, effort: Effort, rng: random.Random) -> None:
        """Free some needs, solve, keep what is better; grow what closes, shrink what does not."""
        plan = self.incumbent.plan
        if plan is None:
            return
        starts = self.given if stage is StageId.CONVENIENCE else self._few_starts
        free = rng.choice(NEIGHBOURHOODS)(self.given, plan, rng, self._size)
        seconds = min(SECONDS_OF_A_NEIGHBOURHOOD, effort.seconds)
        stages = tuple(dict.fromkeys((stage, *self.incumbent.who_and_what_stays())))
        closed = improve(starts, self.incumbent, effort._replace(seconds=seconds), free, stages)
        grown = self._size + 2 if closed else self._size - 2
        self._size = max(SMALLEST_SIZE, min(LARGEST_SIZE, grown))
