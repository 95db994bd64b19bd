"""What became of jobs, judged from the database alone: once, verified, never worse than stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from api.store.contents import content
from api.store.engine import Store
from api.store.schema import events, jobs, plan_steps, plans, scenarios
from api.store.states import ENDS, State
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify

ENDED = "ended"


class Judgement(NamedTuple):
    """How many jobs and stored plans were looked at, and what is wrong with them."""

    jobs: int
    steps: int
    by_state: dict[str, int]
    faults: list[str]


def judge(store: Store, accepted: Collection[str], deleted: Collection[str] = ()) -> Judgement:
    """Judge the accepted jobs, and that there are no others.

    Parameters
    ----------
    accepted
        Every job that the service said it took, those deleted since included.
    """
    with store.read() as connection:
        known = {row.id: row for row in connection.execute(select(jobs))}
        faults = [f"{job}: was never handed in" for job in known.keys() - set(accepted)]
        faults += [f"{job}: lost" for job in set(accepted) - set(deleted) - known.keys()]
        faults += [f"{job}: deleted, and here" for job in known.keys() & set(deleted)]
        steps = 0
        by_state: dict[str, int] = {}
        for job, row in known.items():
            stored = _steps(connection, job)
            steps += len(stored)
            by_state[row.state] = by_state.get(row.state, 0) + 1
            found = [*_of_end(connection, row), *_of_plan(connection, row, stored)]
            faults += [f"{job}: {text}" for text in found]
    return Judgement(len(known), steps, by_state, faults)


def _steps(connection: Connection, job: str) -> Sequence[Row[Any]]:
    asked = select(plan_steps).where(plan_steps.c.plan == job).order_by(plan_steps.c.number)
    return connection.execute(asked).all()


def _of_end(connection: Connection, row: Row[Any]) -> Iterator[str]:
    if row.state not in ENDS:
        yield f"is {row.state} after {row.attempts} attempts"
        return
    asked = select(events.c.kind).where(events.c.job == row.id).order_by(events.c.number)
    told = [event.kind for event in connection.execute(asked)]
    if told.count(ENDED) != 1:
        yield f"told its end {told.count(ENDED)} times"
    elif told[-1] != ENDED:
        yield f"told {told[-1]!r} after its end"
    if row.owner is not None or row.ended is None:
        yield "has ended, and its row does not say so"
    if row.state == State.FAILED:
        yield f"failed: {row.findings}"


def _of_plan(connection: Connection, row: Row[Any], steps: Sequence[Row[Any]]) -> Iterator[str]:
    plan = connection.execute(select(plans).where(plans.c.id == row.id)).first()
    if plan is None:
        yield "has no plan resource"
        return
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        yield "has gaps in its stored plans"
    attempts = [step.attempt for step in steps]
    if attempts != sorted(attempts) or (attempts and attempts[-1] > row.attempts):
        yield f"was written to by an attempt that had lost it: {attempts}"
    if row.state == State.COMPLETED and (plan.hash is None or plan.outcome is None):
        yield "is completed and has no plan or no outcome"
    yield from _worse_or_wrong(connection, row, plan, steps)


def _worse_or_wrong(
    connection: Connection, row: Row[Any], plan: Row[Any], steps: Sequence[Row[Any]]
) -> Iterator[str]:
    named = connection.execute(select(scenarios).where(scenarios.c.id == row.scenario)).one()
    scenario = _scenario(connection, named.area, named.hash)
    previous = None
    if plan.previous is not None:
        other = connection.execute(select(plans).where(plans.c.id == plan.previous)).one()
        previous = Plan.model_validate(content(connection, other.area, other.hash))
    order = [s for s in scenario.settings.priorities if s != StageId.CONTINUITY or previous]
    earlier: list[tuple[int, ...]] = []
    said = [step.values for step in steps]
    for number, hashed in enumerate([*(step.hash for step in steps), plan.hash]):
        if hashed is None:
            continue
        one = Plan.model_validate(content(connection, row.area, hashed))
        if broken := verify(scenario, one):
            yield f"a stored plan breaks {[finding.code for finding in broken]}"
        counted = stage_values(scenario, one, previous)
        if number < len(said) and any(counted.get(s) != v for s, v in said[number].items()):
            yield f"a stored plan is said to be {said[number]} and is {counted}"
        values = tuple(counted[stage] for stage in order)
        slacks = [scenario.settings.slack(stage) for stage in order]
        for before in earlier:
            if is_worse(values, before, earlier, slacks):
                yield f"a later plan is worse: {values} after {before}"
        earlier.append(values)


def is_worse(
    now: Sequence[int],
    before: Sequence[int],
    earlier: Sequence[Sequence[int]],
    slacks: Sequence[Decimal],
) -> bool:
    """Whether a plan is worse than one before it.

    It is where it is worse in the first stage in which they differ; unless that is by no more
    than the stage's slack of the least reached there, and a later stage is better for it.

    Parameters
    ----------
    now, before
        Values by stage, in the order of the scenario's priorities.
    earlier
        Of all plans that were stored before.
    slacks
        By stage, in percent.
    """
    for stage, (new, old) in enumerate(zip(now, before, strict=True)):
        if new < old:
            return False
        if new > old:
            beginning = tuple(now[:stage])
            least = min([old, *(e[stage] for e in earlier if tuple(e[:stage]) == beginning)])
            beyond = new > int(least * (100 + slacks[stage]) / 100)
            rest = (*now[:stage], old, *now[stage + 1 :])
            return beyond or rest == tuple(before) or is_worse(rest, before, earlier, slacks)
    return False


_KNOWN: dict[tuple[str, str], Scenario] = {}


def _scenario(connection: Connection, area: str, hashed: str) -> Scenario:
    if (area, hashed) not in _KNOWN:
        body = dict(content(connection, area, hashed))
        body.pop("schema_version", None)
        _KNOWN[area, hashed] = Scenario.model_validate(body)
    return _KNOWN[area, hashed]
