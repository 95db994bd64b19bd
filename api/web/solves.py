"""Solves as the routes ask for them: what may be asked, and the rows that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from api.access.rights import Action
from api.jobs import queue
from api.jobs.requests import SolveRequest, asked
from api.settings import Settings
from api.store import plans, scenarios
from api.store.deletion import was_plan
from api.store.engine import Transaction
from api.store.rows import Found
from api.store.states import ENDS
from api.web.problems import Problem
from api.web.reading import Reader
from api.web.shapes.plans import PlanWanted, Queued
from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind, apply


class Prepared(NamedTuple):
    """A solve that may be asked for.

    Attributes
    ----------
    variant
        To be kept first, and solved in the place of the scenario.
    """

    scenario: str
    wanted: PlanWanted
    variant: Variant | None


class Variant(NamedTuple):
    """The scenario with another order of its stages."""

    scenario: Scenario
    warnings: tuple[Finding, ...]
    edit: Edit


def prepared(reader: Reader, named: str, wanted: PlanWanted) -> Prepared:
    """What a request for a plan of a scenario comes to, before anything is written.

    Raises
    ------
    Problem
        404 or 403 if the caller may not, 422 with all that is wrong.
    """
    with reader.service.store.read() as connection:
        reader.check_may(connection, Action.SOLVE, named)
        order = wanted.priorities
        scenario = reader.scenario(connection, named) if order is not None else None
        findings = [
            *_above_the_limits(wanted, reader.service.settings),
            *_unusable(reader, connection, wanted.previous),
        ]
    if findings:
        raise Problem(422, "solve_refused", findings)
    variant = _reordered(scenario, tuple(order)) if scenario and order else None
    return Prepared(named, wanted, variant)


def submitted(reader: Reader, connection: Transaction, asked_for: Prepared) -> str:
    """Keep what was prepared and say the plan's id; it is solved when this is committed.

    Raises
    ------
    Problem
        404 if the scenario has been deleted in between.
    """
    scenario = asked_for.scenario
    if scenarios.find(connection, reader.caller, scenario) is None:
        raise Problem(404, "not_found")
    if asked_for.variant is not None:
        variant, warnings, edit = asked_for.variant
        origin = scenarios.Origin(scenario, [edit.model_dump(mode="json")])
        scenario = scenarios.add(connection, reader.caller, variant, warnings, origin)
        reader.changed(connection, "scenario.added", "scenario", scenario)
    return _added(reader, connection, scenario, asked_for.wanted)


def _above_the_limits(wanted: PlanWanted, settings: Settings) -> Iterator[Finding]:
    if wanted.seconds > settings.most_seconds:
        numbers = {"given": wanted.seconds, "most": settings.most_seconds}
        yield Finding(code="solve_too_long", numbers=numbers)
    yield from too_many_workers(wanted.workers, settings)


def too_many_workers(workers: int | None, settings: Settings) -> Iterator[Finding]:
    """Said of search threads that the service does not allow."""
    if workers is not None and workers > settings.solver_workers:
        numbers = {"given": workers, "most": settings.solver_workers}
        yield Finding(code="solve_too_many_workers", numbers=numbers)


def _unusable(reader: Reader, connection: Transaction, previous: str | None) -> Iterator[Finding]:
    """A plan to compare with that the caller cannot reach, or that has nothing in it."""
    if previous is None:
        return
    subjects = (f"plan:{previous}",)
    caller = reader.caller
    row = plans.find(connection, caller, previous)
    if row is None and caller.sees_area and was_plan(connection, caller.area, previous):
        yield Finding(code="previous_deleted", subjects=subjects)
    elif row is None or not reader.sight(connection, row).whole:
        yield Finding(code="no_such_plan", subjects=subjects)
    else:
        yield from not_there_yet(row, subjects)


def not_there_yet(row: Found, subjects: tuple[str, ...]) -> Iterator[Finding]:
    """Said of a plan that has not ended, or without a group."""
    if row.state not in ENDS:
        yield Finding(code="previous_not_ended", subjects=subjects)
    elif row.hash is None:
        yield Finding(code="previous_is_empty", subjects=subjects)


def _reordered(scenario: Scenario, order: tuple[StageId, ...]) -> Variant | None:
    """The variant with an order of the stages, if the scenario has another."""
    if order == scenario.settings.priorities:
        return None
    cells = {"priorities": tuple(stage.value for stage in order)}
    edit = Edit(edit=EditKind.CHANGE, table="settings", cells=cells)
    applied = apply(scenario, [edit])
    if applied.scenario is None:
        raise Problem(422, "solve_refused", applied.findings)
    return Variant(applied.scenario, applied.findings, edit)


def _added(reader: Reader, connection: Transaction, scenario: str, wanted: PlanWanted) -> str:
    """The rows of the job and the plan, and the job handed to the engine."""
    workers = wanted.workers or reader.service.settings.solver_workers
    request = SolveRequest(
        seconds=wanted.seconds, workers=workers, seed=wanted.seed, previous=wanted.previous
    )
    named = reader.queue(connection, asked(request, scenario, wanted.priority), "plan")
    plans.add(
        connection,
        reader.caller,
        plans.PlanAsked(named, scenario, wanted.name, previous=wanted.previous),
    )
    return named


def expected(connection: Transaction, named: str) -> Queued | None:
    """What a plan that waits can expect; nothing if a worker has taken it by now."""
    found = queue.waits(connection, named)
    return None if found is None else Queued(position=found.position, seconds=found.seconds)
