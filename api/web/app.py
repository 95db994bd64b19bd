"""The web application: its routes, in the order of the contract, and what surrounds them."""

from __future__ import annotations

from fastapi import FastAPI

from api.access.entrance import Entrance
from api.web import (
    conditions,
    health,
    problems,
)
from api.web.depends import Parts
from api.web.routes import (
    audit,
    me,
    scenarios,
)
from api.web.security import Guarded

TITLE = "Etälukkari"
VERSION = "/v1"
MEGABYTE = 2**20


def application(parts: Parts) -> FastAPI:
    """The service's HTTP door on top of its parts, which the caller opens and closes."""
    app = Guarded(
        title=TITLE,
        version="1",
        openapi_url=f"{VERSION}/openapi.json",
        docs_url=None,
        redoc_url=None,
        max_body_size=parts.settings.body_megabytes * MEGABYTE,
    )
    app.state.parts = parts
    app.state.entrance = Entrance(parts.settings, parts.store)
    app.state.probe = health.Probe(parts)
    problems.install(app)
    conditions.install(app)
    for routes in (
        audit,
        health,
        me,
        scenarios,
    ):
        app.include_router(routes.router, prefix=VERSION)
    # Where those who run services expect them.
    app.include_router(health.router, include_in_schema=False)
    return app
