"""A solve as a job: it goes on from the best plan stored, and stores every better one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from api.child import SOLVER
from api.jobs.attempt import Attempt, Ended, Why
from api.jobs.material import plan_of, scenario_of
from api.jobs.recording import Recorder
from api.jobs.requests import SolveRequest
from api.jobs.standing import merged
from api.solving import Effort, Solve, Solved
from api.store import plans
from api.store.states import State
from scenarios.scenario import Scenario
from solver.outcome import Outcome
from solver.plan import Plan

LEAST_SECONDS = 1.0
"""Of a search that goes on: enough to look again at the plan that is there."""
LEAST_SECONDS_FIRST = 5.0
"""Of a search without any plan: enough to find one."""
REQUEST, CRASH = "request", "crash"
"""How a search is said to have ended that another attempt may go on with."""
MOST_CRASHES = 4
"""Crashes of its child after which a job is given up; workers that died do not count."""
command: Sequence[str] = SOLVER
"""The child; another one in tests."""


class Question(NamedTuple):
    """What is to be solved, and what is known."""

    scenario: Scenario
    previous: Plan | None
    best: plans.Best | None


def solve(attempt: Attempt) -> Ended:
    """Run a job of kind `solve`."""
    request = SolveRequest.model_validate(attempt.row.request)
    question = attempt.read(lambda connection: _question(connection, attempt, request))
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
        return Ended(State.STOPPED, again=attempt.leaves)
    else:
        with recorder:
            solved = work.run(attempt.stop)
    return _ended(attempt, work, recorder, solved)


def _question(connection: Connection, attempt: Attempt, request: SolveRequest) -> Question:
    row, previous = attempt.row, request.previous
    return Question(
        scenario_of(connection, row),
        None if previous is None else plan_of(connection, row.area, previous),
        plans.best(connection, attempt.job),
    )


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
    if _goes_on(attempt, outcome, recorder.kept is not None):
        crashed = not attempt.leaves
        return Ended(State.STOPPED, also=recorder.store, again=True, crashed=crashed)
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


def _goes_on(attempt: Attempt, outcome: Outcome, has_plan: bool) -> bool:
    """Whether the search is unfinished, and another attempt is to go on with it.

    One without any plan is tried again also when its seconds are over: those that were killed
    have spent them.
    """
    ended_by = CRASH if outcome.run is None else outcome.run.stopped_by
    if attempt.leaves:
        return ended_by in (REQUEST, CRASH)
    crashed = ended_by == CRASH and not attempt.stop.is_set()
    worth_it = attempt.left > LEAST_SECONDS or not has_plan
    return crashed and worth_it and attempt.row.crashes < MOST_CRASHES


def _told(outcome: Outcome) -> Any:
    return outcome.model_dump(mode="json", exclude={"plan"})
