"""What surrounds every request: its id, its line in the log, its place in the metrics."""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.i18n.negotiated import language_of
from api.metrics import UNKNOWN_ROUTE, Answered, Metrics
from api.principal import Principal
from api.store.ids import is_id, new_id
from api.store.steady import is_away
from api.web.problems import Problem, response

REQUEST_ID = "x-request-id"
AGAIN_SECONDS = 5
"""After which a client may ask again where the database was away."""
ROUTINE = frozenset(["/health", "/ready", "/metrics"])
# Of a proxy or a client; nothing that could break a line or carry a text.
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_STREAM = b"text/event-stream"

log = structlog.get_logger("etalukkari.requests")


class Surrounded:
    """The whole application with what surrounds each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = named
        answer = _Answer(send, named)
        began = time.perf_counter()
        self._metrics.under_way.inc()
        with structlog.contextvars.bound_contextvars(request=named):
            try:
                await self._app(scope, receive, answer.send)
            except Exception as error:
                problem = _of(error, _route(scope))
                if answer.status is not None:
                    raise
                told = response(problem, language_of(Request(scope)))
                await told(scope, receive, answer.send)
            finally:
                self._metrics.under_way.dec()
                self._tell(scope, answer, time.perf_counter() - began)

    def _tell(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        # A request that was given up before its answer began has none.
        status = answer.status or 499
        route, method = _route(scope), _method(scope)
        self._metrics.answered(Answered(method, route, status, seconds, answer.streamed))
        # What asks every few seconds would fill the log with its success.
        routine = route in ROUTINE and status < HTTPStatus.BAD_REQUEST
        (log.debug if routine else log.info)(
            "request",
            method=method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
            **_ids(scope),
            **_who(scope),
        )


def _of(error: Exception, route: str) -> Problem:
    if is_away(error):
        log.warning("database away", route=route)
        again = {"Retry-After": str(AGAIN_SECONDS)}
        return Problem(503, "database_away", headers=again, seconds=AGAIN_SECONDS)
    log.exception("fault", route=route)
    return Problem(500, "our_fault")


class _Answer:
    """Passes an answer on and remembers how it began."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id.encode()
        self.status: int | None = None
        self.streamed = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", ()))
            self.streamed = any(
                name.lower() == b"content-type" and value.startswith(_STREAM)
                for name, value in headers
            )
            message = {**message, "headers": [*headers, (REQUEST_ID.encode(), self._request_id)]}
        await self._send(message)


def _request_id(scope: Scope) -> str:
    given = Request(scope).headers.get(REQUEST_ID, "")
    return given if _SANE.fullmatch(given) else new_id()


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", UNKNOWN_ROUTE))


def _method(scope: Scope) -> str:
    """One of those there are: a client could invent any number."""
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "OTHER"


def _who(scope: Scope) -> dict[str, str]:
    """Ids of who asked, once they were let in."""
    principal: Principal | None = scope["state"].get("principal")
    if principal is None:
        return {}
    bound = {} if principal.municipality is None else {"municipality": principal.municipality}
    return {"actor": principal.actor, **bound}


def _ids(scope: Scope) -> dict[str, Any]:
    """Ids of ours in the path; anything else may be what somebody typed."""
    found = scope.get("path_params") or {}
    return {name: value for name, value in found.items() if isinstance(value, str) and is_id(value)}
