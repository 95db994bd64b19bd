"""A solve from scenario to checked answer: the child, one more try after a crash, the recheck."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from api.child import SOLVER, Ending, Event, run
from scenarios.findings import Finding, Severity
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from solver.measure.unproved import unproved_stages
from solver.outcome import Outcome, Run, Status
from solver.plan import Plan
from solver.verify.recheck import recheck

LEAST_SECONDS_AGAIN = 5.0


class Effort(NamedTuple):
    """How hard to try: seconds of wall clock, search workers, seed."""

    seconds: float = 60.0
    workers: int = 2
    seed: int = 1


class Solved(NamedTuple):
    """The outcome, and what must not be: if `faults` is not empty the plan must not leave."""

    outcome: Outcome
    stopped: bool
    faults: tuple[Finding, ...]


@dataclass
class Solve:
    """One scenario to be solved by a child process.

    Attributes
    ----------
    start
        A plan to start from, if it keeps the rules.
    caps
        By stage the largest value that the plan may have.
    yielding
        Whether the child leaves the machine to others where they want it.
    """

    scenario: Scenario
    previous: Plan | None = None
    effort: Effort = Effort()
    on_progress: Callable[[Event], None] = lambda event: None
    command: Sequence[str] = SOLVER
    start: Plan | None = None
    caps: Mapping[StageId, int] = field(default_factory=dict)
    yielding: bool = False

    def without_search(self, plan: Plan, stop: threading.Event) -> Outcome:
        """The outcome of a plan that was found earlier, where there is nothing more to search."""
        told = plan.model_dump(mode="json")
        return self.measured(self._outcome(Ending(None, told, 0, False, ""), stop, 0.0))

    def run(self, stop: threading.Event) -> Solved:
        """Solve, once more after a crash, and check again what came out."""
        began = time.monotonic()
        start = None if self.start is None else self.start.model_dump(mode="json")
        first = self._attempt(self.effort, start, stop)
        findings: tuple[Finding, ...] = ()
        ending = first
        if _crashed(first, stop):
            left = max(LEAST_SECONDS_AGAIN, self.effort.seconds - (time.monotonic() - began))
            calmer = Effort(left, workers=1, seed=self.effort.seed + 1)
            second = self._attempt(calmer, first.plan or start, stop)
            ending = second._replace(plan=second.plan or first.plan)
            again = Finding(code="retried_with_one_worker", severity=Severity.INFO)
            findings = (crash(first, Severity.WARNING), again)
            if _crashed(second, stop):
                findings = (crash(second, Severity.WARNING if ending.plan else Severity.ERROR),)
        outcome = self._outcome(ending, stop, time.monotonic() - began)
        outcome = outcome.model_copy(update={"findings": (*outcome.findings, *findings)})
        faults = (
            recheck(self.scenario, outcome.plan, outcome.stages, self.previous)
            if outcome.plan is not None
            else ()
        )
        return Solved(self.measured(outcome), stop.is_set(), faults)

    def _attempt(self, effort: Effort, start: Event | None, stop: threading.Event) -> Ending:
        job: dict[str, Any] = {
            "scenario": self.scenario.normal_form(),
            "previous": None if self.previous is None else self.previous.model_dump(mode="json"),
            "params": effort._asdict(),
            "caps": {stage.value: most for stage, most in self.caps.items()},
        }
        if start is not None:
            job["start"] = start
        return run(job, self.on_progress, stop, self.command, yielding=self.yielding)

    def _outcome(self, ending: Ending, stop: threading.Event, seconds: float) -> Outcome:
        if ending.outcome is not None:
            return Outcome.model_validate(ending.outcome)
        plan = None if ending.plan is None else Plan.model_validate(ending.plan)
        return Outcome(
            status=Status.FAILED if plan is None else Status.FEASIBLE,
            plan=plan,
            stages=() if plan is None else unproved_stages(self.scenario, plan, self.previous),
            run=Run(
                seed=self.effort.seed,
                workers=self.effort.workers,
                seconds_limit=self.effort.seconds,
                seconds=round(seconds, 3),
                strategy="unknown: the solver ended without its report",
                stopped_by="request" if stop.is_set() else "crash",
                versions={},
            ),
        )

    def measured(self, outcome: Outcome) -> Outcome:
        """The outcome with the key figures of its plan."""
        if outcome.plan is None or outcome.kpis:
            return outcome
        return outcome.model_copy(update={"kpis": kpis(self.scenario, outcome.plan, self.previous)})


def _crashed(ending: Ending, stop: threading.Event) -> bool:
    return ending.outcome is None and not stop.is_set()


def crash(ending: Ending, severity: Severity) -> Finding:
    """The finding about a child that ended without its report."""
    code = "out_of_memory" if ending.out_of_memory else "solver_crashed"
    if ending.killed:
        code = "solver_overdue"
    return Finding(code=code, severity=severity, numbers={"exit_code": ending.exit_code})
