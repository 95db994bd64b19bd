"""The hand that proves: bounds, from the quick to the thorough, and what they find on the way."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.coarse import coarse
from solver.model.build import PlanModel
from solver.model.company import companies_of
from solver.model.grains import most_grains
from solver.plan import Plan
from solver.search.by_parts import SUMS, ByParts, Part
from solver.search.by_schools import BySchools
from solver.search.company import CompanyMaster
from solver.search.cpsat import minimise
from solver.search.effort import Effort
from solver.search.fitter import SECONDS_OF_A_REFIT, Fitter
from solver.search.incumbent import Incumbent
from solver.search.left_out import LeftOut
from solver.search.neighbourhoods import NEIGHBOURHOODS
from solver.search.part import MOST_LED
from solver.search.submodel import improve, keep_limits
from solver.search.timing import fit, fit_together, refit
from solver.search.whole import WholeMaster

SHARE_OF_TIMES, SHARE_OF_PARTS, SHARE_WITH_CLOCK = 0.25, 0.4, 0.7
SHARE_FOR_COST = 0.7
"""A clock raises these bounds least."""
SECONDS_OF_A_NEIGHBOURHOOD = 4.0
GROUPS_OF_A_BUNDLE = 40
FITTED_AT_ONCE = (StageId.STATUTORY, StageId.COVERAGE)
"""For others the bounds of all parts are worth more than the first of them fitted."""
MOST_NEEDS = 200
SETTLED_WHOLE = {StageId.STATUTORY: 700, StageId.COVERAGE: 700, StageId.COST: MOST_NEEDS}
"""Needs up to which all parts are also settled at once, by stage."""
SHARE_OF_WHOLE, SHARE_OF_WHOLE_AT_FIRST, SHARE_OF_FIT = 0.6, 0.3, 0.5
SHARE_IF_FEW, SHARE_OF_DIVIDED = 0.1, 0.8
SHARE_OF_AGREEMENTS, SHARE_TO_TELL = 0.25, 0.05
SHARE_OF_SCHOOLS, SHARE_OF_SCHOOLS_AGAIN = 0.4, 0.7
SHARE_INSIDE = 0.75
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
        on_bound: Callable[[StageId, int], None],
        whole_up_to: int,
    ) -> None:
        self.given = given
        self.incumbent = incumbent
        self._tell = on_bound
        self._stage: StageId | None = None
        self.by_parts = ByParts(given, incumbent.previous)
        self.whole_up_to = whole_up_to
        self.builds_whole = given.size <= whole_up_to
        self._few = len(given.scenario.needs) <= MOST_NEEDS
        self._fitter = Fitter(given, incumbent)
        self._left_out = LeftOut(self.by_parts)
        self._company: CompanyMaster | None = None
        self._whole: WholeMaster | None = None
        self._few_starts = coarse(given)
        self._by_schools = BySchools(given, self._few_starts, self._left_out, incumbent)
        self._size = FIRST_SIZE

    @property
    def strategy(self) -> str:
        """How many parts there are and how large the largest is."""
        parts = self.by_parts.parts
        most = max((part.needs for part in parts), default=0)
        built = [part.given.size <= self.whole_up_to for part in self.by_parts.parts]
        models = "companies" if not any(built) else "parts" if all(built) else "some parts"
        models = "whole" if self.builds_whole else models
        return f"{len(parts)} parts of at most {most} needs, models of {models}"

    def work(self, stage: StageId, effort: Effort, over: Callable[[], bool]) -> None:
        """Bound the stage and improve it, until it is over."""
        self._stage = stage
        until = max(0.0, effort.clock.left - effort.seconds)

        def left() -> float:
            return 0.0 if over() else max(0.0, effort.clock.left - until)

        if stage is StageId.CONVENIENCE and left():
            share = SHARE_IF_FEW if self._few else SHARE_OF_TIMES
            self._find_times(stage, effort, _some_of(left, share))
        self._ask_parts_and_schools(stage, effort, left)
        best = self.by_parts.clashing(stage)
        if best is not None and self._few and left():
            seconds = min(2 * SECONDS_OF_A_REFIT, SHARE_OF_FIT * left())
            mine = effort._replace(seconds=seconds)
            fit_together(self.given, best, self.incumbent, mine, stage)
        if left():
            self._settle_whole(stage, effort, left)
        if stage in SUMS and left():
            left_to_fit = _some_of(left, SHARE_OF_TIMES)
            for part in self.by_parts.parts:
                self._fitter.fit(part, stage, effort._replace(seconds=left_to_fit()))
        if left():
            self.by_parts.bound_with_clock(
                stage,
                self.incumbent.limits,
                effort._replace(seconds=SHARE_WITH_CLOCK * left()),
                self.incumbent,
                self.on_bound,
                self.whole_up_to,
            )
            self._bound_together(stage, effort, left())
        if left() and self.builds_whole and self.by_parts.leaves_open(stage, self.incumbent.limits):
            self._solve_whole(stage, effort._replace(seconds=SHARE_WITH_CLOCK * left()))
        if left():
            self._ask_schools(stage, effort._replace(seconds=SHARE_OF_SCHOOLS_AGAIN * left()))
        rng = random.Random(effort.seed)
        while left():
            self._solve_a_neighbourhood(stage, effort._replace(seconds=left()), rng)

    def _ask_parts_and_schools(
        self, stage: StageId, effort: Effort, left: Callable[[], float]
    ) -> None:
        """Who knows all of a few needs; of who is served, parts are asked again after schools.

        What parts have proved by then is mostly all there is, so a plan that has it is sought.
        """
        if left():
            self._tell_parts(effort, left())
            self._bound_together(stage, effort, left())
        for again in (False, True) if stage in PRIORITY else (False,):
            if left():
                seconds = self._share_of_parts(stage) * left()
                self._bound(stage, effort._replace(seconds=seconds))
                self._bound_together(stage, effort, left())
            if left() and stage in PRIORITY and not again:
                self._settle_whole(stage, effort, _some_of(left, SHARE_OF_WHOLE_AT_FIRST))
            if left() and not again:
                self._ask_schools(stage, effort._replace(seconds=SHARE_OF_SCHOOLS * left()))

    def _ask_schools(self, stage: StageId, effort: Effort) -> None:
        self._by_schools.work(stage, effort, self.on_bound)

    def _share_of_parts(self, stage: StageId) -> float:
        if stage is StageId.COST:
            return SHARE_FOR_COST
        return SHARE_OF_DIVIDED if self._few and stage is StageId.CONVENIENCE else SHARE_OF_PARTS

    def on_bound(self, grains: int) -> None:
        """Hand on a bound of the stage under way."""
        if self._stage is not None:
            self._tell(self._stage, grains)

    def _find_times(self, stage: StageId, effort: Effort, left: Callable[[], float]) -> None:
        """Better times for the groups as they are, some teachers' weeks after others."""
        for part in self.by_parts.parts:
            for teachers in self._bundles(part.given.scenario.teacher_of):
                if self.incumbent.plan is None or not left():
                    return
                groups = [g for g in self.incumbent.plan.groups if g.teacher in teachers]
                needs = {member.need for group in groups for member in group.members}
                seconds = min(SECONDS_OF_A_REFIT, left())
                refit(
                    self.given,
                    needs,
                    companies_of(self.given, groups),
                    self.incumbent,
                    effort._replace(seconds=seconds),
                    (stage,),
                )

    def _bundles(self, teachers: Iterable[str]) -> Iterator[set[str]]:
        """Teachers together as long as their groups are not too many for one model."""
        plan = self.incumbent.plan
        groups = Counter(group.teacher for group in plan.groups) if plan else Counter()
        bundle: set[str] = set()
        for teacher in teachers:
            if bundle and sum(groups[t] for t in (*bundle, teacher)) > GROUPS_OF_A_BUNDLE:
                yield bundle
                bundle = set()
            bundle.add(teacher)
        yield bundle

    def _settle_whole(self, stage: StageId, effort: Effort, left: Callable[[], float]) -> None:
        """Companies of all parts that go together, with what no plan can be below."""
        if len(self.given.scenario.needs) > SETTLED_WHOLE.get(stage, 0):
            return
        effort = effort._replace(seconds=SHARE_OF_WHOLE * left())
        self._whole = self._whole or WholeMaster(self.by_parts, self._left_out)
        better = most_grains(stage, self.incumbent.values[stage] - 1)
        plan = self.incumbent.plan
        near = companies_of(self.given, plan.groups) if plan else ()
        settled = self._whole.settle(
            stage, self.incumbent.limits, effort, self.on_bound, better, near
        )
        if settled is None:
            return
        if settled.bound is not None:
            self.on_bound(settled.bound)
        if settled.companies and left():
            mine = effort._replace(seconds=SHARE_OF_FIT * left())
            most = better if settled.value is None else settled.value
            fit(self.given, settled.companies, self.incumbent, mine, stage, most)
        if settled.companies and left():
            needs, mine = self.given.scenario.need_of.keys(), effort._replace(seconds=left())
            refit(self.given, needs, settled.companies, self.incumbent, mine, (stage,))

    def _bound(self, stage: StageId, effort: Effort) -> None:
        def fit(part: Part, mine: Effort) -> None:
            self._fitter.fit(part, stage, mine)

        if stage in SUMS:
            bound = self.by_parts.bound(
                stage,
                self.incumbent.limits,
                effort,
                self.on_bound,
                lambda: self.incumbent.plan,
                fit if stage in FITTED_AT_ONCE else lambda _part, _effort: None,
                self.incumbent.exchange,
            )
        elif max((part.needs for part in self.by_parts.parts), default=0) > MOST_LED:
            return
        else:
            self._company = self._company or CompanyMaster(self.given)
            settled = self._company.settle(stage, self.incumbent.limits_in_grains(), effort)
            bound = settled.bound if settled is not None else None
        if bound is not None:
            self.on_bound(bound)

    def _tell_parts(self, effort: Effort, left: float) -> None:
        mine = effort._replace(seconds=SHARE_TO_TELL * left)
        if self.incumbent.plan is not None:
            self._left_out.tell_parts(self.incumbent.limits, self.incumbent.plan, mine)

    def _bound_together(self, stage: StageId, effort: Effort, left: float) -> None:
        mine = effort._replace(seconds=SHARE_OF_AGREEMENTS * left)
        bound = self._left_out.least(stage, self.incumbent.limits, mine)
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
        free = self._to_free(stage, plan, rng)
        seconds = min(SECONDS_OF_A_NEIGHBOURHOOD, effort.seconds)
        stages = tuple(dict.fromkeys((stage, *self.incumbent.who_and_what_stays())))
        closed = improve(starts, self.incumbent, effort._replace(seconds=seconds), free, stages)
        grown = self._size + 2 if closed else self._size - 2
        self._size = max(SMALLEST_SIZE, min(LARGEST_SIZE, grown))

    def _to_free(self, stage: StageId, plan: Plan, rng: random.Random) -> tuple[str, ...]:
        """Needs that may move, mostly of a part of which the plan has more than is proved."""
        choose = rng.choice(NEIGHBOURHOODS)
        gaps = self.by_parts.gaps(stage, plan) if stage in SUMS else []
        if not gaps or rng.random() >= SHARE_INSIDE:
            return choose(self.given, plan, rng, self._size)
        (part,) = rng.choices([part for part, _ in gaps], [gap for _, gap in gaps])
        return choose(part.given, part.share_of(plan), rng, self._size)


def _some_of(left: Callable[[], float], share: float) -> Callable[[], float]:
    """What is left of this share of what is left now."""
    rest = (1 - share) * left()
    return lambda: max(0.0, left() - rest)
