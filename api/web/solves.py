"""Solves as the routes ask for them: what may be asked, and the rows that it makes."""

from __future__ import annotations

from collections.abc import Iterator

from api.jobs.port import Submitted
from api.jobs.requests import SolveRequest, asked
from api.settings import Settings
from api.store import jobs, plans, scenarios
from api.store.rows import Connection
from api.store.states import ENDS, Kind
from api.web.problems import Problem
from api.web.reading import Reader
from api.web.shapes.plans import PlanWanted
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind, apply


def submitted(reader: Reader, connection: Connection, named: str, wanted: PlanWanted) -> str:
    """Ask for a plan of a scenario, and say its id; it is solved when this is committed.

    Raises
    ------
    Problem
        404 or 403 if the caller may not, 422 with all that is wrong.
    """
    scenario = reader.solvable(connection, named)
    findings = [
        *_above_the_limits(wanted, reader.service.settings),
        *_unusable(reader, connection, wanted.previous),
    ]
    if findings:
        raise Problem(422, "solve_refused", findings)
    if wanted.priorities is not None:
        named = _reordered(reader, connection, named, scenario, wanted)
    return _added(reader, connection, named, wanted)


def _above_the_limits(wanted: PlanWanted, settings: Settings) -> Iterator[Finding]:
    if wanted.seconds > settings.most_seconds:
        numbers = {"given": wanted.seconds, "most": settings.most_seconds}
        yield Finding(code="solve_too_long", numbers=numbers)
    if wanted.workers is not None and wanted.workers > settings.solver_workers:
        numbers = {"given": wanted.workers, "most": settings.solver_workers}
        yield Finding(code="solve_too_many_workers", numbers=numbers)


def _unusable(reader: Reader, connection: Connection, previous: str | None) -> Iterator[Finding]:
    """A plan to compare with that does not exist for the caller, or that has nothing in it."""
    if previous is None:
        return
    subjects = (f"plan:{previous}",)
    row = plans.find(connection, reader.caller, previous)
    if row is None or not reader.sight(connection, row).whole:
        yield Finding(code="no_such_plan", subjects=subjects)
    elif row.state not in ENDS:
        yield Finding(code="previous_not_ended", subjects=subjects)
    elif row.hash is None:
        yield Finding(code="previous_is_empty", subjects=subjects)


def _reordered(
    reader: Reader, connection: Connection, parent: str, scenario: Scenario, wanted: PlanWanted
) -> str:
    """The variant with another order of the stages; the scenario itself if it has that order."""
    order = tuple(wanted.priorities or ())
    if order == scenario.settings.priorities:
        return parent
    cells = {"priorities": tuple(stage.value for stage in order)}
    edit = Edit(edit=EditKind.CHANGE, table="settings", cells=cells)
    applied = apply(scenario, [edit])
    if applied.scenario is None:
        raise Problem(422, "solve_refused", applied.findings)
    return scenarios.add(
        connection,
        reader.caller,
        applied.scenario,
        applied.findings,
        scenarios.Origin(parent, [edit.model_dump(mode="json")]),
    )


def _added(reader: Reader, connection: Connection, scenario: str, wanted: PlanWanted) -> str:
    """The rows of the job and the plan, and the job handed to the engine."""
    workers = wanted.workers or reader.service.settings.solver_workers
    request = SolveRequest(
        seconds=wanted.seconds, workers=workers, seed=wanted.seed, previous=wanted.previous
    )
    job = asked(request, scenario, wanted.priority)
    named = jobs.add(connection, reader.caller, job)
    plans.add(
        connection,
        reader.caller,
        plans.PlanAsked(named, scenario, wanted.name, previous=wanted.previous),
    )
    share = jobs.share_of(reader.caller)
    reader.service.jobs.submit(connection, Submitted(named, Kind.SOLVE, share, wanted.priority))
    return named
