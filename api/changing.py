"""Changes to a plan through the engine: a re-plan with least change, substitutes together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from api.asking_child import answer_of
from api.child import Event
from api.solving import Effort, Solve, Solved
from scenarios.findings import Finding, Severity
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.change.moves import Move
from solver.measure.objective import attended_slots
from solver.plan import Plan
from solver.verify.report import verify

CHANGER, BY_HAND = "solver.change", "solver.change.by_hand"
SHARE_OF_LEAST = 0.25
"""Of the time, with a limit on what may move: for the plan that moves as little as any."""


class Replanned(NamedTuple):
    """The new plan and the way to it; without a plan, why there is none.

    Attributes
    ----------
    steps
        As `python -m solver.change` gives them.
    moved
        Pupil-lessons that are taught otherwise than before, or no longer.
    solved
        What the solver said last; `None` if it was not asked.
    findings
        Why there is no such plan, each published group that cannot stay and each limit.
    faults
        What must not be; if there are any, the plan is not given.
    """

    plan: Plan | None
    steps: tuple[dict[str, Any], ...] = ()
    values: dict[StageId, int] = {}  # noqa: RUF012  (never changed)
    moved: float = 0
    solved: Solved | None = None
    findings: tuple[Finding, ...] = ()
    faults: tuple[Finding, ...] = ()


@dataclass
class Replan:
    """A changed scenario, to be planned with as little change as possible.

    Attributes
    ----------
    published, open_
        Names of groups of the previous plan that may not move, and that may move freely.
    most_moved
        Largest value of `continuity`, in pupil-lessons; no limit if it is not given.
    """

    scenario: Scenario
    previous: Plan
    published: Collection[str] = ()
    open_: Collection[str] = ()
    most_moved: Decimal | None = None
    effort: Effort = field(default_factory=Effort)
    on_progress: Callable[[Event], None] = lambda event: None

    def run(self, stop: threading.Event) -> Replanned:
        """Plan again, and find the order in which to get there."""
        question = self._prepared()
        if question.impossible:
            return Replanned(None, findings=question.impossible)
        seconds, start = self.effort.seconds, question.start
        if self.most_moved is not None:
            least = self._solve(_least(question), SHARE_OF_LEAST * seconds, start, stop)
            too_much = self._too_much(least)
            if too_much is not None or least.outcome.plan is None:
                return Replanned(None, solved=least, findings=tuple(filter(None, [too_much])))
            seconds, start = (1 - SHARE_OF_LEAST) * seconds, least.outcome.plan
        solved = self._solve(question, seconds, start, stop)
        if solved.outcome.plan is None or solved.faults:
            return Replanned(None, solved=solved, faults=solved.faults)
        return self._walked(solved, solved.outcome.plan)

    @property
    def _cap(self) -> int | None:
        """In the unit of the stage."""
        return None if self.most_moved is None else int(100 * self.most_moved)

    def _prepared(self) -> _Question:
        told = answer_of(
            CHANGER,
            {
                "ask": "prepare",
                "scenario": self.scenario.normal_form(),
                "previous": self.previous.model_dump(mode="json"),
                "published": sorted(self.published),
                "open": sorted(self.open_),
            },
        )
        tables = {name: rows for name, rows in told["scenario"].items() if name != "schema_version"}
        return _Question(
            Scenario.model_validate(tables),
            Plan.model_validate(told["previous"]),
            Plan.model_validate(told["start"]),
            tuple(Finding.model_validate(one) for one in told["impossible"]),
        )

    def _solve(
        self, question: _Question, seconds: float, start: Plan, stop: threading.Event
    ) -> Solved:
        only_least = question.scenario.settings.priorities == (StageId.CONTINUITY,)
        return Solve(
            question.scenario,
            question.previous,
            self.effort._replace(seconds=max(1.0, seconds)),
            self.on_progress,
            start=start,
            caps={} if self._cap is None or only_least else {StageId.CONTINUITY: self._cap},
        ).run(stop)

    def _too_much(self, least: Solved) -> Finding | None:
        """Said when even the plan that moves least moves more than it may."""
        for stage in least.outcome.stages:
            value, bound = stage.final or 0, stage.bound or 0
            if self._cap is not None and value > self._cap:
                code = "moves_less_not_found" if bound <= self._cap else "moves_less_impossible"
                numbers = {"most": self._cap / 100, "least": value / 100, "proved": bound / 100}
                return Finding(code=code, numbers=numbers)
        return None

    def _walked(self, solved: Solved, plan: Plan) -> Replanned:
        told = answer_of(
            CHANGER,
            {
                "ask": "steps",
                "scenario": self.scenario.normal_form(),
                "previous": self.previous.model_dump(mode="json"),
                "plan": plan.model_dump(mode="json"),
                "open": sorted(self.open_),
            },
        )
        named = Plan.model_validate(told["plan"])
        faults = (*verify(self.scenario, named), *self._above_the_limit(told["values"]))
        return Replanned(
            plan=None if faults else named,
            steps=tuple(told["steps"]),
            values={StageId(name): value for name, value in told["values"].items()},
            moved=told["moved"] / 2,
            solved=solved,
            findings=self._published_otherwise(named),
            faults=faults,
        )

    def _above_the_limit(self, values: dict[str, int]) -> tuple[Finding, ...]:
        stage, cap = StageId.CONTINUITY, self._cap
        if cap is None or values[stage] <= cap:
            return ()
        numbers = {"stage": stage, "said": cap, "counted": values[stage]}
        return (Finding(code="value_differs", numbers=numbers),)

    def _published_otherwise(self, plan: Plan) -> tuple[Finding, ...]:
        """Warnings of published needs that have got another lesson, as their numbers asked."""
        today = {need.continues or need.need: need.need for need in self.scenario.needs}
        found = []
        for group in self.previous.groups:
            for member in group.members if group.group in self.published else ():
                need = member.need if member.need in self.scenario.need_of else ""
                now = plan.group_of.get(today.get(member.need, need))
                if now is not None and attended_slots(*now) != attended_slots(group, member):
                    subjects = (f"group:{group.group}", f"need:{now[1].need}")
                    code = "published_has_other_lessons"
                    found.append(Finding(code=code, severity=Severity.WARNING, subjects=subjects))
        return tuple(found)


class _Question(NamedTuple):
    """What the solver is asked, as `python -m solver.change` prepares it."""

    scenario: Scenario
    previous: Plan
    start: Plan
    impossible: tuple[Finding, ...]


def _least(question: _Question) -> _Question:
    """The same with nothing in mind but moving little."""
    settings = question.scenario.settings
    only = settings.model_copy(update={"priorities": (StageId.CONTINUITY,)})
    return question._replace(scenario=question.scenario.replace(settings=only))


def of_today(scenario: Scenario, plan: Plan) -> Plan:
    """The plan as one of this scenario: needs that it does not know are unserved in it."""
    unserved = tuple(need.need for need in scenario.needs if need.need not in plan.group_of)
    return plan.model_copy(update={"scenario": scenario.content_hash, "unserved": unserved})


def covered(
    scenario: Scenario, plan: Plan, absence: dict[str, str], seconds: float | None = None
) -> dict[str, Any]:
    """Substitutes for all lessons of an absence together, as `solver.change.cover` has them.

    Parameters
    ----------
    absence
        `teacher`, `first`, `last`, the days in ISO form.
    seconds
        After which there is no answer; no limit if not given.
    """
    told: dict[str, Any] = answer_of(
        CHANGER,
        {
            "ask": "cover",
            "scenario": scenario.normal_form(),
            "plan": plan.model_dump(mode="json"),
            "absence": absence,
        },
        seconds,
    )
    return told


@dataclass(frozen=True)
class ByHand:
    """Questions to the engine about changes by hand to a plan.

    Attributes
    ----------
    seconds
        After which a question has no answer.
    """

    scenario: Scenario
    plan: Plan
    previous: Plan | None
    seconds: float

    def check(self, moves: Sequence[Move]) -> dict[str, Any]:
        """All that the moves do together, as `solver.change.by_hand` tells it."""
        return self._ask("check", moves=[one.model_dump(mode="json") for one in moves])

    def commit(self, moves: Sequence[Move]) -> dict[str, Any]:
        """The same, with the changed plan and what pins it, if nothing is broken."""
        return self._ask("commit", moves=[one.model_dump(mode="json") for one in moves])

    def places(self, noun: str, name: str, most: int) -> dict[str, Any]:
        """Where a `group` or a `need` could go, best first."""
        return self._ask("places", **{noun: name}, most=most)

    def alternatives(self, need: str) -> dict[str, Any]:
        """The next best for a served need."""
        return self._ask("alternatives", need=need)

    def _ask(self, ask: str, **asked: Any) -> dict[str, Any]:
        told: dict[str, Any] = answer_of(
            BY_HAND,
            {
                "ask": ask,
                "scenario": self.scenario.normal_form(),
                "plan": self.plan.model_dump(mode="json"),
                "previous": self.previous and self.previous.model_dump(mode="json"),
                **asked,
            },
            self.seconds,
        )
        return told
