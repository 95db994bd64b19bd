"""A plan's row as its resource tells of it."""

from __future__ import annotations

from api.i18n.catalogue import Language
from api.store.rows import Found
from api.store.states import ENDS
from api.web.problems import told
from api.web.shapes.plans import PlanListed, PlanShown, Queued, Result, StageHeard
from scenarios.findings import Finding


def listed(row: Found) -> PlanListed:
    """A line of the list."""
    return PlanListed(
        id=row.id,
        scenario=row.scenario,
        name=row.name,
        status=row.state,
        has_plan=row.hash is not None,
        created=row.created,
        started=row.started,
        ended=row.ended,
    )


def shown(row: Found, whole: bool, language: Language, queue: Queued | None = None) -> PlanShown:
    """The resource; figures only for whoever sees the whole scenario."""
    outcome = row.outcome if whole else None
    findings = [Finding.model_validate(one) for one in row.findings]
    heard = row.live if whole and row.state not in ENDS else None
    return PlanShown(
        **listed(row).model_dump(),
        stop_asked=row.stop_asked,
        previous=row.previous if whole else None,
        parent=row.parent if whole else None,
        priority=row.priority,
        seconds=row.seconds,
        revision=row.revision,
        queue=queue,
        live=heard and {stage: StageHeard.model_validate(one) for stage, one in heard.items()},
        outcome=outcome and Result.model_validate(outcome),
        kpis=outcome and outcome.get("kpis"),
        findings=told(findings, language) if whole else None,
    )
