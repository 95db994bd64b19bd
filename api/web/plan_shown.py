"""A plan's row as its resource tells of it."""

from __future__ import annotations

from typing import Any

from api.i18n.catalogue import Language
from api.store.rows import Found
from api.store.states import ENDS
from api.views.sight import Glance, Sight
from api.views.status import seen_status
from api.web import conditions
from api.web.problems import told
from api.web.shapes.plans import Live, PlanListed, PlanShown, Queued, Result
from scenarios.findings import Finding


def listed(row: Found) -> PlanListed:
    """A line of the list."""
    return PlanListed(**_common(row))


def shown(
    row: Found, sight: Sight | Glance, language: Language, queue: Queued | None = None
) -> PlanShown:
    """The resource; figures only for whoever sees the whole scenario."""
    outcome = row.outcome
    findings = [Finding.model_validate(one) for one in row.findings]
    heard = row.live if row.state not in ENDS else None
    everything = {
        **_common(row),
        "has_plan": row.hash is not None,
        "stop_asked": row.stop_asked,
        "previous": row.previous,
        "parent": row.parent,
        "priority": row.priority,
        "seconds": row.seconds,
        "revision": row.revision,
        "queue": queue,
        "live": Live.model_validate(heard) if heard else None,
        "outcome": outcome and Result.model_validate(outcome),
        "kpis": outcome and outcome.get("kpis"),
        "findings": told(findings, language),
    }
    return PlanShown(**seen_status(everything, sight))


def tag_of(shown: PlanShown) -> str:
    """The tag of what is shown; its edition is the revision of the plan."""
    return conditions.tag(shown.model_dump(mode="json"), edition=shown.revision or 0)


def _common(row: Found) -> dict[str, Any]:
    return {
        "id": row.id,
        "scenario": row.scenario,
        "name": row.name,
        "status": row.state,
        "created": row.created,
        "started": row.started,
        "ended": row.ended,
    }
