"""`convenience` of parts that share what is left of the limit on cost.

Each part is asked with all and with nothing of what is left, then with amounts between, where
the cheapest division of it turns on them. Plans of parts are put together in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from scenarios.rules import StageId
from solver.measure.objective import stage_values
from solver.model.grains import least_grains, most_grains
from solver.plan import Plan
from solver.search.cpsat import Answer
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.levels import Stairs, Step, cheapest
from solver.search.part import Asked, Limits, Part
from solver.search.turns import take_turns

FEWEST_TURNS = 4
NARROWEST = 16
"""Amounts that are nearer to each other than such a share of all that is left say little more."""
FIRST_SECONDS = 2.0
"""What a level that nobody asked about is thought to take."""


class Found(NamedTuple):
    """A plan of a part; `None` for what the best plan has there."""

    used: int
    value: int
    plan: Plan | None


class _Question(NamedTuple):
    """A part by its number, with at most so much of the room."""

    number: int
    level: int


class Divided:
    """A stage of all parts, one earlier stage shared among them.

    Parameters
    ----------
    within
        By part its most grains of earlier stages, others having as little as they can.
    most
        What the parts may have together of the shared stage.

    Attributes
    ----------
    clashing
        The best groups of some parts, if they did not go together with the rest of the plan.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        stage: StageId,
        shared: StageId,
        within: Sequence[Limits],
        most: int,
    ) -> None:
        self._parts, self._stage, self._shared = parts, stage, shared
        self._within = within
        self._floor = [part.bounds.get(shared, 0) for part in parts]
        self._room = max(0, most - sum(self._floor))
        self._stairs = [Stairs(self._room) for _ in parts]
        self._asked: dict[_Question, Asked] = {}
        self._clocked: set[_Question] = set()
        self._found: list[list[Found]] = [[] for _ in parts]
        self._tried: set[frozenset[int]] = set()
        self.clashing: Plan | None = None

    def least(self, without: Part | None = None) -> int:
        """Grains of all parts together but one."""
        kept = zip(self._parts, self._stairs, strict=True)
        return cheapest([s.steps() for part, s in kept if part is not without], self._room)[0]

    def shares(self) -> list[Step]:
        """What each part has of the least of all."""
        flights = [stairs.steps() for stairs in self._stairs]
        chosen = cheapest(flights, self._room)[1]
        return [steps[number] for steps, number in zip(flights, chosen, strict=True)]

    def bound(
        self,
        effort: Effort,
        on_bound: Callable[[], None],
        plan: Callable[[], Plan | None],
        on_plan: Callable[[Plan], bool],
    ) -> None:
        """Ask where it raises the bound most, as long as there is time and something to ask.

        Parameters
        ----------
        on_plan
            Given groups of some parts that are better than those of the plan.
        """
        until = max(0.0, effort.clock.left - effort.seconds)

        def choose(under_way: Sequence[_Question]) -> _Question | None:
            if effort.clock.left <= until:
                return None
            return self._next({question.number for question in under_way}, plan())

        def ask(question: _Question, mine: Effort) -> None:
            left = max(0.0, effort.clock.left - until)
            self._ask(question, mine._replace(seconds=left), plan())
            on_bound()
            self._offer_better(plan(), on_plan)

        take_turns(choose, ask, effort)

    def _ask(self, question: _Question, effort: Effort, plan: Plan | None) -> None:
        part, limits = self._parts[question.number], self._limits(question)
        asked = self._asked[question] = part.asked(self._stage, limits)
        share = effort.seconds / max(FEWEST_TURNS, self._open(plan))
        seconds = min(max(asked.seconds, share), effort.seconds)
        known = self._known(question.number, plan, question.level)
        before = asked.settled.plan
        settled = part.settle(self._stage, limits, effort._replace(seconds=seconds), known)
        self._raise(question, settled.bound or 0)
        if settled.plan is not None and settled.plan is not before:
            found = self._measured(question.number, settled.plan)
            self._found[question.number].append(found)
            if settled.companies is not None and (known is None or found.value < known):
                part.companies, part.reached = settled.companies, found.value
        elif settled.companies and settled.value is not None:
            # Their weeks exist, but not side by side; others of their times may do.
            part.companies, part.reached = settled.companies, settled.value

    def _open(self, plan: Plan | None) -> int:
        """How many parts may have less than the best plan has there."""
        if plan is None:
            return len(self._parts)
        bounds = [step.bound for step in self.shares()]
        return sum(self._owned(n, plan).value > bound for n, bound in enumerate(bounds))

    def ask_with_clock(self, part: Part, effort: Effort, incumbent: Incumbent) -> Answer:
        """Best plan and bound of a part with as much of the room as the least of all gives it."""
        question = self._least_sure(self._parts.index(part))
        self._clocked.add(question)
        answer = part.solve_with_clock(self._stage, self._limits(question), effort, incumbent)
        self._raise(question, answer.bound or 0)
        return answer

    def was_asked_with_clock(self, part: Part) -> bool:
        """Whether there is nothing new to ask the part with its clock."""
        return self._least_sure(self._parts.index(part)) in self._clocked

    def _least_sure(self, number: int) -> _Question:
        """The part with what the least of all gives it, or more where no more is known of that."""
        bound = self.shares()[number].bound
        steps = self._stairs[number].steps()
        return _Question(number, max(step.level for step in steps if step.bound == bound))

    def _limits(self, question: _Question) -> Limits:
        within = self._within[question.number]
        most = self._floor[question.number] + question.level
        return {**within, self._shared: min(within[self._shared], most)}

    def _raise(self, question: _Question, bound: int) -> None:
        self._stairs[question.number].rise(question.level, bound)
        if question.level == self._room:
            known = self._parts[question.number].bounds
            known[self._stage] = max(known.get(self._stage, 0), bound)

    def _measured(self, number: int, plan: Plan) -> Found:
        part = self._parts[number]
        values = stage_values(part.given.scenario, plan, part.previous)
        most = most_grains(self._shared, values[self._shared])
        value = least_grains(self._stage, values[self._stage])
        return Found(max(0, most - self._floor[number]), value, plan)

    def _owned(self, number: int, plan: Plan) -> Found:
        """What the best plan has in a part."""
        part = self._parts[number]
        used = max(0, part.value_of(plan, self._shared) - self._floor[number])
        return Found(used, part.value_of(plan, self._stage), None)

    def _known(self, number: int, plan: Plan | None, level: int) -> int | None:
        """Fewest grains of the plans known to use no more than a level."""
        found = [*self._found[number], *([self._owned(number, plan)] if plan else [])]
        return min((one.value for one in found if one.used <= level), default=None)

    def _next(self, busy: set[int], plan: Plan | None) -> _Question | None:
        """With all of the room, then with nothing of it, small parts first; then where it pays."""
        for level in (self._room, 0):
            for number in reversed(range(len(self._parts))):
                question = _Question(number, level)
                if (
                    number not in busy
                    and question not in self._asked
                    and self._pays(question, plan)
                ):
                    return question
        ranked = [
            (gain, question)
            for number, step in enumerate(self.shares())
            if number not in busy
            for gain, question in self._rising(number, step, plan)
            if gain > 0
        ]
        return max(ranked, default=(0.0, None))[1]

    def _pays(self, question: _Question, plan: Plan | None) -> bool:
        """Whether a part may have more than is proved of it with the room below."""
        known = self._known(question.number, plan, question.level)
        steps = self._stairs[question.number].steps()
        return known is None or any(
            step.bound < known for step in steps if step.level >= question.level
        )

    def _rising(self, number: int, step: Step, plan: Plan | None) -> list[tuple[float, _Question]]:
        """Questions that may raise a step, by what they may gain in a second."""
        steps = self._stairs[number].steps()
        lower = next((s.bound for s in reversed(steps) if s.level < step.level), None)
        known = self._known(number, plan, step.level)
        most = min((top for top in (lower, known) if top is not None), default=step.bound + 1)
        question = _Question(number, step.level)
        asked = self._asked.get(question)
        found: list[tuple[float, _Question]] = []
        if asked is None or not asked.over:
            seconds = FIRST_SECONDS if asked is None else asked.seconds
            found.append(((most - step.bound) / seconds, question))
        between = self._between(number, step)
        if lower is not None and between is not None:
            rise = (lower - step.bound) / FIRST_SECONDS
            found.append((rise, _Question(number, between)))
        return found

    def _between(self, number: int, step: Step) -> int | None:
        """Just less than the best plan of the step uses, or half way if that is worth it."""
        uses = [
            one.used - 1
            for one in self._found[number]
            if one.value <= step.bound and step.used < one.used <= step.level
        ]
        if uses:
            return min(uses)
        wide = step.level - step.used > self._room // NARROWEST
        return (step.used + step.level) // 2 if wide else None

    def _offer_better(self, plan: Plan | None, on_plan: Callable[[Plan], bool]) -> None:
        """The best groups known that together keep the limit; where they clash, part by part."""
        if plan is None:
            return
        owned = [self._owned(number, plan) for number in range(len(self._parts))]
        flights = [[mine, *found] for mine, found in zip(owned, self._found, strict=True)]
        room = max(self._room, sum(one.used for one in owned))
        steps = [[Step(one.used, one.used, one.value) for one in flight] for flight in flights]
        chosen = cheapest(steps, room)[1]
        new = [
            flight[number].plan
            for flight, number, mine in zip(flights, chosen, owned, strict=True)
            if flight[number].value < mine.value or flight[number].used < mine.used
        ]
        plans = [groups for groups in new if groups is not None]
        key = frozenset(map(id, plans))
        if key in self._tried or not plans:
            return
        self._tried.add(key)
        self.clashing = None
        if not on_plan(_joined(plans)):
            self.clashing = _joined(plans)
            for one in plans if len(plans) > 1 else ():
                on_plan(one)


def _joined(plans: Sequence[Plan]) -> Plan:
    return Plan(
        scenario=plans[0].scenario,
        groups=tuple(group for plan in plans for group in plan.groups),
        unserved=tuple(need for plan in plans for need in plan.unserved),
    )
