"""A solve as a job: it goes on from the best plan stored, and stores every better one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from api.child import SOLVER
from api.jobs.attempt import Attempt, Ended, Why
from api.jobs.recording import Recorder
from api.jobs.requests import SolveRequest
from api.jobs.standing import merged
from api.principal import Principal, Role
from api.solving import Effort, Solve, Solved
from api.store import plans, scenarios
from api.store.states import State
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.outcome import Outcome
from solver.plan import Plan

LEAST_SECONDS = 1.0
"""Of a search that goes on: enough to look again at the plan that is there."""
LEAST_SECONDS_FIRST = 5.0
"""Of a search without any plan: enough to find one."""
UNFINISHED = frozenset({"request", "crash"})
"""How a search is said to have ended that another attempt may go on with."""
command: Sequence[str] = SOLVER
"""The child; another one in tests."""


class Question(NamedTuple):
    """What is to be solved, and what is known."""

    scenario: Scenario
    previous: Plan | None
    best: plans.Best | None


class MissingError(Exception):
    """Something that the job needs is not there any more."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


def solve(attempt: Attempt) -> Ended:
    """Run a job of kind `solve`."""
    request = SolveRequest.model_validate(attempt.row.request)
    try:
        question = attempt.read(lambda connection: _question(connection, attempt, request))
    except MissingError as missing:
        return Ended(State.FAILED, (missing.finding,))
    recorder = Recorder(attempt, *question)
    work = Solve(
        question.scenario,
        question.previous,
        _effort(attempt, request, question.best),
        recorder.hear,
        command,
        start=None if question.best is None else question.best.plan,
        yielding=True,
    )
    if question.best is not None and (attempt.stop.is_set() or attempt.left < LEAST_SECONDS):
        outcome = work.without_search(question.best.plan, attempt.stop)
        solved = Solved(outcome, attempt.stop.is_set(), ())
    elif attempt.stop.is_set():
        return Ended(State.STOPPED)
    else:
        with recorder:
            solved = work.run(attempt.stop)
    return _ended(attempt, work, recorder, solved)


def _question(connection: Connection, attempt: Attempt, request: SolveRequest) -> Question:
    everything = Principal("jobs", attempt.row.area, Role.COORDINATOR)
    row = scenarios.find(connection, everything, attempt.row.scenario)
    if row is None:
        raise MissingError(Finding(code="job_scenario_gone"))
    previous = None
    if request.previous is not None:
        before = plans.find(connection, everything, request.previous)
        previous = None if before is None else plans.load(connection, before)
        if previous is None:
            raise MissingError(Finding(code="job_previous_gone"))
    return Question(scenarios.load(connection, row), previous, plans.best(connection, attempt.job))


def _effort(attempt: Attempt, request: SolveRequest, best: plans.Best | None) -> Effort:
    least = LEAST_SECONDS_FIRST if best is None else LEAST_SECONDS
    return Effort(max(least, attempt.left), request.workers, request.seed)


def _ended(attempt: Attempt, work: Solve, recorder: Recorder, solved: Solved) -> Ended:
    """How the job ends, with the best of what was found now and before."""
    outcome = solved.outcome
    findings = (*outcome.findings, *solved.faults)
    if solved.faults:
        return Ended(State.FAILED, findings)
    if outcome.plan is not None:
        recorder.offer(outcome.plan, recorder.reached)
    if attempt.leaves and (outcome.run is None or outcome.run.stopped_by in UNFINISHED):
        return Ended(State.STOPPED, also=recorder.store, again=True)
    kept = recorder.kept
    asked = attempt.why is Why.ASKED
    if kept is None:
        state = State.STOPPED if asked else State.FAILED
    else:
        state = State.STOPPED if asked else State.COMPLETED
        if outcome.plan is None:
            outcome = work.without_search(kept.plan, attempt.stop)
        elif kept.plan != outcome.plan:
            outcome = work.measured(merged(outcome, kept.standing, kept.plan))
        outcome = outcome.model_copy(update={"findings": findings})

    def also(connection: Connection) -> None:
        recorder.finish(connection)
        plans.set_outcome(connection, attempt.job, _told(outcome))

    return Ended(state, findings, also=also)


def _told(outcome: Outcome) -> Any:
    return outcome.model_dump(mode="json", exclude={"plan"})
