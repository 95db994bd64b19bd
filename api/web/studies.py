"""Studies as the routes ask for them: what may be asked, the row that it makes, how it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.access.rights import Action
from api.i18n.catalogue import Language
from api.jobs.requests import StudyRequest, asked
from api.reported import Reported, formats
from api.store import plans, studies
from api.store.engine import Transaction
from api.store.ids import is_id
from api.store.requests import Made
from api.store.rows import Found
from api.store.states import State
from api.web.depends import demand
from api.web.idempotent import Once
from api.web.problems import Problem, told
from api.web.reading import Reader
from api.web.shapes.studies import Progress, StudyListed, StudyShown, StudyWanted
from api.web.solves import not_there_yet, too_many_workers
from scenarios.findings import Finding
from solver.study.settings import read_settings

PLANS = "plans"


def submitted(reader: Reader, once: Once, named: str, wanted: StudyWanted) -> Made:
    """Ask for a study of a scenario; it is done when this is committed.

    Raises
    ------
    Problem
        404 or 403 if the caller may not, 422 with all that is wrong.
    """
    with reader.service.store.write() as connection:
        reader.check_may(connection, Action.SOLVE, named)
        request = _request(reader, connection, named, wanted)

        def make() -> Made:
            made = reader.queue(connection, asked(request, named, wanted.priority), "study")
            return Made(202, f"/v1/studies/{made}", "study", made)

        return once.made(connection, reader.caller, make)


def _request(
    reader: Reader, connection: Transaction, scenario: str, wanted: StudyWanted
) -> StudyRequest:
    settings = dict(wanted.settings)
    named = settings.pop(PLANS, {}) if wanted.kind == "stress" else {}
    findings = [
        *read_settings(wanted.kind, settings).findings,
        *too_many_workers(wanted.workers, reader.service.settings),
        *_unusable(reader, connection, scenario, named),
    ]
    if findings:
        raise Problem(422, "study_refused", findings)
    return StudyRequest(
        study=wanted.kind,
        settings=settings,
        plans=named,
        case_seconds=wanted.seconds,
        seconds=wanted.total_seconds,
        workers=wanted.workers or reader.service.settings.solver_workers,
        seed=wanted.seed,
    )


def _unusable(
    reader: Reader, connection: Transaction, scenario: str, named: Any
) -> Iterator[Finding]:
    """Plans that are not this scenario's, not ended or empty; all of them."""
    if not isinstance(named, dict):
        yield Finding(code="study_plans_not_ids")
        return
    for name, given in named.items():
        subjects = (f"plan:{name}",)
        is_known = isinstance(given, str) and is_id(given)
        row = plans.find(connection, reader.caller, given) if is_known else None
        if row is None or row.scenario != scenario:
            yield Finding(code="no_such_plan", subjects=subjects)
        else:
            yield from not_there_yet(row, subjects)


def found(reader: Reader, connection: Transaction, named: str) -> Found:
    """The row of a study of whose scenario the caller sees everything.

    Raises
    ------
    Problem
        404 if there is none to be reached, 403 if not all of its scenario may be seen.
    """
    row = studies.find(connection, reader.caller, named) if is_id(named) else None
    if row is None:
        raise Problem(404, "not_found")
    demand(reader.caller, Action.STUDY, reader.sight(connection, row).whole)
    return row


def listed(row: Found) -> StudyListed:
    """A line of the list."""
    return StudyListed(
        id=row.id,
        scenario=row.scenario,
        kind=row.request["study"],
        status=row.state,
        created=row.created,
        started=row.started,
        ended=row.ended,
    )


def shown(connection: Transaction, row: Found, language: Language) -> StudyShown:
    """The resource."""
    progress = studies.progress(connection, row.id)
    report = _report(row)
    kind = row.request["study"]
    return StudyShown(
        **listed(row).model_dump(),
        seconds=row.seconds,
        stop_asked=row.stop_asked,
        progress=progress and Progress.model_validate(progress),
        report=report,
        files=[] if report is None else list(formats(kind)),
        findings=told([Finding.model_validate(one) for one in row.findings], language),
    )


def reported(reader: Reader, connection: Transaction, row: Found, language: Language) -> Reported:
    """The report of a study that has one.

    Raises
    ------
    Problem
        409 as long as there is none.
    """
    if _report(row) is None:
        raise Problem(409, "study_without_report")
    scenario = reader.scenario(connection, row.scenario)
    return Reported(scenario, row.result, language.value)


def _report(row: Found) -> dict[str, Any] | None:
    """What came of it; a stopped study has none."""
    if row.state != State.COMPLETED or row.result is None:
        return None
    report: dict[str, Any] | None = row.result["report"]
    return report
