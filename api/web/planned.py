"""The routes about plans, and what they have in common."""

from __future__ import annotations

from fastapi import FastAPI

from api.web.depends import Parts
from api.web.desk import Desk
from api.web.following import Following
from api.web.routes import (
    changes,
    comparisons,
    events,
    explanations,
    exports,
    plans,
    schedule,
    substitutes,
)

ROUTES = (
    plans,
    events,
    schedule,
    explanations,
    exports,
    changes,
    substitutes,
    comparisons,
)


def install(app: FastAPI, parts: Parts, prefix: str = "/v1") -> None:
    """Add them to the application."""
    app.state.desk = Desk()
    app.state.following = Following(parts.store)
    for routes in ROUTES:
        app.include_router(routes.router, prefix=prefix)
