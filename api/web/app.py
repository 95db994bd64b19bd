"""The web application: its routes, and what surrounds them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from api.access.entrance import Entrance
from api.web import conditions, openapi, planned, problems
from api.web.depends import Parts
from api.web.middleware import Surrounded
from api.web.routes import (
    archives,
    audit,
    checks,
    demo_data,
    health,
    imports,
    me,
    metrics,
    scenarios,
    signing_in,
    studies,
    templates,
    variants,
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
    app.state.watch = metrics.Watch(parts)
    problems.install(app)
    conditions.install(app)
    for routes in (
        archives,
        audit,
        checks,
        demo_data,
        health,
        imports,
        me,
        metrics,
        scenarios,
        signing_in,
        studies,
        templates,
        variants,
    ):
        app.include_router(routes.router, prefix=VERSION)
    planned.install(app, parts)
    openapi.install(app)
    # Where those who run services expect them.
    for routes in (health, metrics):
        app.include_router(routes.router, include_in_schema=False)
    app.add_route("/openapi.json", lambda _: JSONResponse(app.openapi()), include_in_schema=False)
    app.add_middleware(Surrounded, metrics=app.state.watch.metrics)
    return app
