"""Who asks, from what a request brings along."""

from __future__ import annotations

from fastapi import Request

from api.access.entrance import Entrance
from api.principal import Principal
from api.web.problems import Problem

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="etalukkari"'}


def entrance_of(request: Request) -> Entrance:
    """The entrance of this application."""
    found: Entrance = request.app.state.entrance
    return found


def entered(request: Request) -> Principal:
    """Who asks.

    Raises
    ------
    Problem
        401, the same for whatever is wrong with what was brought.
    """
    entrance = entrance_of(request)
    brought = request.headers.get("authorization")
    principal = entrance.local if brought is None else _bearer(entrance, brought)
    if principal is None:
        raise Problem(401, "sign_in", headers=CHALLENGE)
    return principal


def _bearer(entrance: Entrance, brought: str) -> Principal | None:
    scheme, _, key = brought.partition(" ")
    return entrance.bearer(key.strip() if scheme.lower() == "bearer" else "")
