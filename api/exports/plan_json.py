"""The plan with what was reported beside it, as one JSON object."""

from __future__ import annotations

import json

from api.exports.view import View
from api.i18n import catalogue


def plan_json(view: View) -> bytes:
    """`{"plan", "outcome", "reasons": {need: {…, "sentence"}}}`."""
    data = {
        "plan": view.plan.model_dump(mode="json"),
        "outcome": {
            **view.outcome.model_dump(mode="json", exclude={"plan"}),
            "kpis": view.kpis,
        },
        "reasons": {
            need: {
                **reason.model_dump(mode="json"),
                "sentence": catalogue.sentence(reason.code, view.language, **reason.numbers),
            }
            for need, reason in view.reasons.items()
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
