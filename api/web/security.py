"""What surrounds every answer, faults and refusals included: names, headers, problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.entrance import Entrance
from api.i18n.negotiated import language_of
from api.web.problems import Problem, response

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser hides the origin of our own forms, too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ENCRYPTED = "max-age=31536000; includeSubDomains"
VARY = "Accept-Language, Authorization, Cookie"
ALLOWANCE = "allowance"
# Whoever watches the machines asks by number; the answer is a word.
PROBED = frozenset(["/health", "/ready"])
# The framework answers these itself, as plain text, from outside of every handler.
_CODES = {413: "body_too_large"}


class Guarded(FastAPI):
    """An application in which nothing is answered but through the guard."""

    def build_middleware_stack(self) -> ASGIApp:
        """The guard stands around all, so that even a fault has its headers."""
        inner = super().build_middleware_stack()
        return Guard(inner, self.state.entrance)


class Guard:
    """Takes requests that call the service by its name, and makes every answer safe."""

    def __init__(self, inner: ASGIApp, entrance: Entrance) -> None:
        self._inner = inner
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        scope.setdefault("state", {})
        asked = HTTPConnection(scope)
        guarded = _Answer(scope, receive, send)
        host = asked.headers.get("host", "")
        if scope["path"] not in PROBED and not self._entrance.names.known(host):
            refusal = response(Problem(421, "host_unknown"), language_of(asked))
            await refusal(scope, receive, guarded.send)
            return
        await self._inner(scope, receive, guarded.send)


class _Answer:
    """One answer on its way out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._replaced = False

    async def send(self, message: Message) -> None:
        """Pass a message on, with its headers, or a problem in the place of plain text."""
        if message["type"] != "http.response.start":
            if not self._replaced:
                await self._send(message)
            return
        headers = MutableHeaders(raw=list(message["headers"]))
        plain = headers.get("content-type", "").startswith("text/plain")
        if message["status"] >= 400 and plain:
            self._replaced = True
            await self._tell(message["status"])
            return
        self._add(headers)
        await self._send({**message, "headers": headers.raw})

    async def _tell(self, status: int) -> None:
        problem = Problem(status, _CODES.get(status, "our_fault"))
        told = response(problem, language_of(HTTPConnection(self._scope)))
        headers = MutableHeaders(raw=list(told.raw_headers))
        self._add(headers)
        start = {"type": "http.response.start", "status": status, "headers": headers.raw}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": told.body})

    def _add(self, headers: MutableHeaders) -> None:
        state: Mapping[str, Any] = self._scope["state"]
        is_page = headers.get("content-type", "").startswith("text/html")
        added = {
            **ALWAYS,
            "Content-Security-Policy": PAGE_POLICY if is_page else DATA_POLICY,
            # Whoever keeps an answer with a mark asks each time whether it still holds.
            "Cache-Control": "private, no-cache" if "etag" in headers else "no-store",
            **state.get(ALLOWANCE, {}),
        }
        for name, value in added.items():
            headers.setdefault(name, value)
        headers.add_vary_header(VARY)
        if self._scope["scheme"] == "https":
            headers.setdefault("Strict-Transport-Security", ENCRYPTED)
