"""Coverage against cost as the staffing budget moves, step by step.

The epsilon-constraint method (Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man, and
Cybernetics 1, 1971; Chankong and Haimes, *Multiobjective Decision Making*, 1983): the cheapest
plan is asked for among those that leave at most so much unserved. The limit goes to the middle of
the widest stretch of which nothing is proved yet, so few questions already show the whole range.

A frontier has two legs. On the first the duties grow from what costs least to all that can be
served, promises only where they cost nothing; on the second the duties stay and promises grow.
"""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.study.asked import Counted, ask_best, beginning, bound, result
from solver.study.cases import Answer, Ask, Case
from solver.study.editing import aiming, edited
from solver.study.legs import FrontierReport, FrontierSettings, Leg
from solver.study.limits import Limited, limited
from solver.study.steps import Steps

LEGS = (StageId.STATUTORY, StageId.COVERAGE)
STAGES = {
    StageId.STATUTORY: (StageId.STATUTORY, StageId.COST, StageId.COVERAGE),
    StageId.COVERAGE: (StageId.STATUTORY, StageId.COVERAGE, StageId.COST),
}


def frontier(base: Scenario, settings: FrontierSettings, ask: Ask) -> FrontierReport:
    """What each further unit of coverage costs, from the cheapest plan to the best."""
    return _Frontier(base, settings, ask).report()


class _Frontier:
    """The legs while they become known."""

    def __init__(self, base: Scenario, settings: FrontierSettings, ask: Ask) -> None:
        self._settings, self._ask = settings, Counted(ask)
        self._left = settings.cases
        worth = {} if settings.optional else {"worth_optional": 0}
        self._frame = edited(base, (aiming(*LEGS, StageId.COST, **worth),))
        self._begin(base)

    def _begin(self, base: Scenario) -> None:
        """The ends: the cheapest plan, all duties at least cost, all that can be served."""
        duties, promises, cost = StageId.STATUTORY, StageId.COVERAGE, StageId.COST
        best = self._end("all", STAGES[promises], None)
        dutiful = self._end("duties", STAGES[duties], best.plan)
        cheapest = self._end("cheapest", (cost, duties, promises), None)
        least = max(bound(one, duties) for one in (dutiful, best))
        kept = min(one.value(duties) for one in (dutiful, best))
        self._best = {duties: kept, promises: best.value(promises)}
        self._legs = {
            duties: Steps(base, self._frame, duties, least, None),
            promises: Steps(base, self._frame, promises, bound(best, promises), kept),
        }
        for answer in (cheapest, dutiful, best):
            self._take(answer.case, answer.plan)
        for stage, everything in self._legs.items():
            everything.learn(None, bound(cheapest, cost))
            known = dutiful if stage is duties else best
            everything.learn(result(known, stage).value, bound(known, cost))
        if (result(dutiful, duties).value or 0) >= kept:
            self._legs[promises].learn(None, bound(dutiful, cost))

    def _end(self, name: str, stages: Sequence[StageId], start: Plan | None) -> Answer:
        scenario = edited(self._frame, (aiming(*stages),))
        first = beginning(scenario, start)
        return ask_best(self._ask, Case(f"frontier {name}", scenario, start=first))

    def report(self) -> FrontierReport:
        """Ask as long as something is open and cases are left."""
        while wanted := self._next():
            self._put(wanted)
        legs = tuple(
            Leg(
                stage=stage,
                steps=steps.steps(),
                open=tuple(steps.open()),
                least_unserved=steps.least,
            )
            for stage, steps in self._legs.items()
        )
        return FrontierReport(
            legs=legs, cases=self._ask.cases, unanswered=tuple(self._ask.unanswered)
        )

    def _next(self) -> list[tuple[StageId, int]]:
        """The middles of the widest open stretches."""
        found = [
            (stretch.area, stage, limit)
            for stage, steps in self._legs.items()
            for stretch in steps.open()
            if (limit := steps.middle(stretch)) is not None
        ]
        found.sort(key=lambda one: (-one[0], LEGS.index(one[1]), one[2]))
        most = min(self._settings.at_once, self._left)
        return [(stage, limit) for _, stage, limit in found[:most]]

    def _put(self, wanted: list[tuple[StageId, int]]) -> None:
        questions = {
            f"frontier {stage} {limit}": (stage, self._question(stage, limit))
            for stage, limit in wanted
        }
        self._left -= len(wanted)
        starts = {
            name: self._legs[stage].start(limit)
            for name, (stage, limit) in zip(questions, wanted, strict=True)
        }
        answers = self._ask(
            [
                Case(name, one.scenario, start=beginning(one.scenario, starts[name]), needed=False)
                for name, (_, one) in questions.items()
            ]
        )
        for name, answer in answers.items():
            self._hear(*questions[name], answer)

    def _question(self, stage: StageId, limit: int) -> Limited:
        self._legs[stage].tried.add(limit)
        return limited(self._frame, stage, STAGES[stage], self._best[stage], limit)

    def _hear(self, stage: StageId, question: Limited, answer: Answer) -> None:
        self._take(answer.case, answer.plan)
        duties = result(answer, StageId.STATUTORY).value or 0
        if stage is StageId.STATUTORY or duties >= self._best[StageId.STATUTORY]:
            reached = question.reached(result(answer, stage))
            self._legs[stage].learn(reached, bound(answer, StageId.COST))

    def _take(self, case: str, plan: Plan) -> None:
        """A plan found on one leg may be a step of the other."""
        for steps in self._legs.values():
            steps.take(case, plan)
