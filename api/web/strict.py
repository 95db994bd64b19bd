"""Parameters that a route does not know are refused: one that is ignored misleads its sender."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.web.problems import Problem
from scenarios.findings import Finding

EVERYWHERE = frozenset(["language"])


def known_parameters(request: Request) -> None:
    """Refuse query parameters that the route of the request does not have, and repeated ones."""
    route = request.scope.get("route")
    known = set(_query(route.dependant)) if isinstance(route, APIRoute) else set()
    given = [name for name, _ in request.query_params.multi_items()]
    findings = [_finding(name, "unknown") for name in given if name not in known | EVERYWHERE]
    findings += [_finding(name, "repeated") for name in known if given.count(name) > 1]
    if findings:
        raise Problem(422, "request_unreadable", findings)


def _finding(name: str, why: str) -> Finding:
    return Finding(code="request_field", numbers={"path": f"query.{name}"[:80], "why": why})


def _query(dependant: Dependant) -> Iterator[str]:
    yield from (one.alias for one in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _query(inner)


Strict = Depends(known_parameters)
