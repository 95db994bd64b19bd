"""A stage settled part by part: the bounds add up, and the companies together make a plan.

Parts have no need and no teacher in common, so the stages that are sums are sums over the parts
and the needs that nobody can teach. What crosses the borders (rooms, adults, pupils, limits of
agreements) is left out, which can only lower a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.parts import parts
from solver.model.grains import most_grains
from solver.plan import Plan
from solver.search.divided import Divided
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.leftovers import ROOM, saved, steps_above, weight, worth_alone
from solver.search.part import Limits, Part
from solver.search.question import Question, of_others, size
from solver.search.turns import take_turns

__all__ = ["SUMS", "ByParts", "Limits", "Part"]

SUMS = (
    StageId.STATUTORY,
    StageId.COVERAGE,
    StageId.CONTINUITY,
    StageId.COST,
    StageId.CONVENIENCE,
)
ASKED_TWICE = (StageId.COVERAGE, StageId.COST)
SHORTEST = 0.2


class ByParts:
    """All parts of the candidates, worked on several at once."""

    def __init__(self, given: Candidates, previous: Plan | None = None) -> None:
        self.given = given
        self.parts = tuple(Part(part, previous) for part in parts(given))
        self._room: Limits = {}
        self._never_served: Limits = {}
        self._divided: dict[StageId, Divided] = {}

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
        plan: Callable[[], Plan | None] = lambda: None,
        on_companies: Callable[[Part, Effort], None] = lambda _part, _effort: None,
        on_plan: Callable[[Plan], bool] = lambda _plan: False,
    ) -> int | None:
        """Grains that no plan within the limits (in units) is below; `None` for other stages.

        Every part is asked quickly first, then those of which the plan has most unproved.

        Parameters
        ----------
        on_companies
            Told each part with new companies.
        on_plan
            Given groups of parts that are better than those of the plan.
        """
        if stage not in SUMS:
            return None
        questions = self._questions(stage, limits)
        for question in questions:
            question.part.reached = None
            self._raise(question, stage, question.asked.settled.bound)
        if stage is StageId.CONVENIENCE and StageId.COST in limits:
            divided = self._divided_for(stage, limits)
            divided.bound(effort, lambda: on_bound(self._least(stage)), plan, on_plan)
        else:
            self._ask_in_turn(questions, stage, effort, on_bound, plan, on_companies)
        self._keep(stage, plan())
        return self._least(stage)

    def clashing(self, stage: StageId) -> Plan | None:
        """The best groups of some parts that did not go together with the rest of the plan."""
        return self._divided[stage].clashing if stage in self._divided else None

    def _ask_in_turn(
        self,
        questions: Sequence[Question],
        stage: StageId,
        effort: Effort,
        on_bound: Callable[[int], None],
        plan: Callable[[], Plan | None],
        on_companies: Callable[[Part, Effort], None],
    ) -> None:
        until = max(0.0, effort.clock.left - effort.seconds)

        def choose(under_way: Sequence[Question]) -> Question | None:
            if effort.clock.left <= until:
                return None
            return self._next(of_others(questions, under_way), stage, plan())

        def ask(question: Question, mine: Effort) -> None:
            part, asked = question.part, question.asked
            left = max(0.0, effort.clock.left - until)
            waiting = self._waiting(questions, stage, plan())
            fresh = sum(other.urgent(stage) for other, _ in waiting)
            share = left * effort.workers / fresh if fresh else left / min(2, len(waiting) or 1)
            seconds = min(asked.seconds, max(SHORTEST, share), left)
            before = asked.settled.companies
            settled = part.settle(stage, question.limits, mine._replace(seconds=seconds))
            self._raise(question, stage, settled.bound)
            on_bound(self._least(stage))
            new = settled.companies != before
            if settled.companies is not None and new and (question.alone or part.reached is None):
                part.companies, part.reached = settled.companies, settled.value
                on_companies(part, mine._replace(seconds=max(0.0, effort.clock.left - until)))

        take_turns(choose, ask, effort)

    def bound_with_clock(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        incumbent: Incumbent,
        on_bound: Callable[[int], None],
        most_candidates: int,
    ) -> None:
        """The same from the models of parts of so many candidates; their plans are tried out.

        Small parts come first. Of the time left each may take what its needs are of all waiting.
        """
        if stage not in SUMS:
            return
        questions = self._questions(stage, limits)
        waiting = sorted((q for q in questions if q.part.given.size <= most_candidates), key=size)
        until = max(0.0, effort.clock.left - effort.seconds)

        def choose(under_way: Sequence[Question]) -> Question | None:
            gaps = self._gaps(waiting, stage, incumbent.plan)
            waiting[:] = [q for q, gap in zip(waiting, gaps, strict=True) if gap > 0]
            free = of_others(waiting, under_way)
            if not free or effort.clock.left <= until:
                return None
            waiting.remove(free[0])
            return free[0]

        def ask(question: Question, mine: Effort) -> None:
            part = question.part
            share = effort.workers * part.needs / sum(map(size, (question, *waiting)))
            seconds = max(0.0, effort.clock.left - until) * min(1.0, share)
            mine = mine._replace(seconds=seconds)
            if stage in self._divided:
                divided = self._divided[stage]
                answer = divided.ask_with_clock(part, mine, incumbent)
                if not divided.was_asked_with_clock(part):
                    waiting.append(question)
            else:
                answer = part.solve_with_clock(stage, question.limits, mine, incumbent)
                self._raise(question, stage, answer.bound)
            on_bound(self._least(stage))
            if answer.plan is not None:
                incumbent.exchange(answer.plan)

        take_turns(choose, ask, effort)

    def _keep(self, stage: StageId, plan: Plan | None) -> None:
        """Where nothing else was found, the companies of a part are those of the plan."""
        for part in self.parts:
            if part.reached is None and plan is not None:
                part.keep(plan, stage)

    def gaps(self, stage: StageId, plan: Plan) -> list[tuple[Part, int]]:
        """Parts of which the plan has more than is proved, with how many grains."""
        both = zip(self.parts, self._shares(stage), strict=True)
        gaps = [(part, part.value_of(plan, stage) - share) for part, share in both]
        return [(part, gap) for part, gap in gaps if gap > 0]

    def _shares(self, stage: StageId) -> list[int]:
        """What each part has of the least of all."""
        if stage in self._divided:
            return [step.bound for step in self._divided[stage].shares()]
        savings = self._saved(stage, self.parts)
        return [p.least(stage) - saving for p, saving in zip(self.parts, savings, strict=True)]

    def _questions(self, stage: StageId, limits: Mapping[StageId, int]) -> list[Question]:
        """What to ask of the parts: with nothing of what is left of the limits, and with all."""
        left = {
            name: most_grains(name, limit)
            - self.never_served(name)
            - sum(part.bounds.get(name, 0) for part in self.parts)
            for name, limit in limits.items()
            if name in PRIORITY and stage in ASKED_TWICE
        }
        left = {name: most for name, most in left.items() if most > 0}
        steps = [steps_above(part.given.scenario.needs, part.bounds, left) for part in self.parts]
        self._room[stage] = ROOM * len({name for more in steps for name in more})
        questions = []
        for part, more in zip(self.parts, steps, strict=True):
            part.left[stage] = {name: left[name] for name in more}
            part.weights[stage] = weight((step, left[name]) for name, step in more.items())
            within = self._within(part, limits)
            alone = within | {name: part.bounds.get(name, 0) for name in left}
            questions.append(Question(part, alone, within, True, part.asked(stage, alone)))
            if more:
                questions.append(Question(part, within, within, False, part.asked(stage, within)))
        return questions

    def _gaps(self, questions: Sequence[Question], stage: StageId, plan: Plan | None) -> list[int]:
        """By question how many grains of the plan an answer may prove."""
        saved_by = dict(zip(self.parts, self._saved(stage, self.parts), strict=True))
        return [
            saved_by[part]
            if not alone
            else 1
            if plan is None
            else part.value_of(plan, stage) - part.least(stage)
            for part, _, _, alone, _ in questions
        ]

    def _waiting(
        self, questions: Sequence[Question], stage: StageId, plan: Plan | None
    ) -> list[tuple[Question, int]]:
        """Questions that somebody may say more about, with their gaps."""
        gaps = self._gaps(questions, stage, plan)
        both = zip(questions, gaps, strict=True)
        return [(question, gap) for question, gap in both if gap > 0 and not question.asked.over]

    def _next(
        self, questions: Sequence[Question], stage: StageId, plan: Plan | None
    ) -> Question | None:
        """Who had no turn is first; else where most is to be gained by the second."""
        waiting = self._waiting(questions, stage, plan)
        fresh = [entry for entry in waiting if entry[0].urgent(stage)]
        best = max(
            fresh or waiting, key=lambda entry: entry[1] / entry[0].asked.effort, default=None
        )
        return best[0] if best else None

    def _divided_for(self, stage: StageId, limits: Mapping[StageId, int]) -> Divided:
        """The stage with what is left of the limit on cost shared among the parts."""
        if stage not in self._divided:
            most = most_grains(StageId.COST, limits[StageId.COST])
            most -= self.never_served(StageId.COST)
            within = [self._within(part, limits) for part in self.parts]
            self._divided[stage] = Divided(self.parts, stage, StageId.COST, within, most)
        return self._divided[stage]

    def _within(self, part: Part, limits: Mapping[StageId, int]) -> Limits:
        """Grains that the part may have at most, all others having as little as they can."""
        return {
            stage: most_grains(stage, limit) - self._least(stage, without=part)
            for stage, limit in limits.items()
            if stage in SUMS
        }

    def _raise(self, question: Question, stage: StageId, bound: int | None) -> None:
        part = question.part
        known = part.bounds_alone if question.alone else part.bounds
        known[stage] = max(known.get(stage, 0), bound or 0)
        if question.alone and part.left[stage]:
            part.spare(stage, question.limits, question.within)
        if part.weights[stage] is None:
            part.bounds[stage] = part.least(stage)

    def _least(self, stage: StageId, without: Part | None = None) -> int:
        """Grains of all parts together but one, and of the needs that belong to none."""
        if stage in self._divided:
            return self._divided[stage].least(without) + self.never_served(stage)
        counted = [part for part in self.parts if part is not without]
        total = sum(part.least(stage) for part in counted) - sum(self._saved(stage, counted))
        return total + self.never_served(stage)

    def _saved(self, stage: StageId, counted: Sequence[Part]) -> list[int]:
        """By part what it may have less because of what is left of earlier limits."""
        return saved((part.savings(stage) for part in counted), self._room.get(stage, 0))

    def never_served(self, stage: StageId) -> int:
        """Grains of the needs that have no candidate and belong to no part."""
        if stage not in self._never_served:
            self._never_served[stage] = worth_alone(self.given, stage)
        return self._never_served[stage]
