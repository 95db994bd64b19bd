"""Requests that are sent again where that is safe, and events that are followed to their end."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx2

from api.client.faults import ProblemError, UnreachableError, UnsafeAddressError, problem_in
from api.entering_settings import is_loopback, is_safe_address

ONCE = "Idempotency-Key"
PATIENCE_SECONDS = 30.0
FIRST_SECONDS = 3.0
PAUSE_SECONDS = 0.5
ANSWER_SECONDS = 120.0
SILENCE_SECONDS = 60.0
"""Of a stream of events; the service says something in less."""
_AGAIN = (429, 502, 503, 504)
_SAFE_TO_REPEAT = ("GET", "DELETE")
ENDED = "ended"


class Event(NamedTuple):
    """Something that a job told.

    Attributes
    ----------
    kind
        `queued`, `started`, `live`, `plan`, `progress`, …, at last `ended`.
    """

    kind: str
    data: Any
    id: str


class Connection:
    """A service that is asked patiently.

    Parameters
    ----------
    server
        Its address, such as `https://etalukkari.example.fi`.
    key
        Is sent by https only, or to this machine.
    patience
        Seconds in which a request is sent again that found nobody, or a busy service.

    Raises
    ------
    UnsafeAddressError
        If the key would be sent in the clear.
    """

    def __init__(
        self,
        server: str,
        key: str | None,
        language: str,
        patience: float = PATIENCE_SECONDS,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._server = server.rstrip("/")
        self._patience = patience
        self._met = False
        headers = {"Accept-Language": language, "User-Agent": "etalukkari"}
        if key:
            if not is_safe_address(self._server):
                raise UnsafeAddressError(self._server)
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx2.Client(
            base_url=self._server,
            headers=headers,
            timeout=ANSWER_SECONDS,
            transport=transport,
            # A proxy of the environment would get the key of a service on this machine to read.
            trust_env=not is_loopback(httpx2.URL(self._server).host),
        )

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def ask(self, method: str, path: str, **given: Any) -> httpx2.Response:
        """The answer to a request.

        A `POST` gets a key by which it is done once, however often it has to be sent.

        Raises
        ------
        ProblemError, UnreachableError
            If there is none.
        """
        headers = dict(given.pop("headers", {}))
        if method == "POST":
            headers.setdefault(ONCE, secrets.token_hex(16))
        overdue = time.monotonic() + self._patience_now()
        repeatable = method in _SAFE_TO_REPEAT or ONCE in headers
        while True:
            pause = PAUSE_SECONDS
            try:
                answer = self._http.request(method, path, headers=headers, **given)
            except httpx2.InvalidURL as error:
                raise UnreachableError(self._server, repr(error)) from error
            except httpx2.RequestError as error:
                if not repeatable or time.monotonic() > overdue:
                    raise UnreachableError(self._server, repr(error)) from error
            else:
                self._met = True
                pause = _pause(answer)
                late = time.monotonic() + pause > overdue
                if answer.status_code not in _AGAIN or not repeatable or late:
                    return self._checked(answer)
            time.sleep(pause)

    def data(self, method: str, path: str, **given: Any) -> Any:
        """The JSON that answers a request.

        Raises
        ------
        ProblemError, UnreachableError
            If there is none.
        """
        answer = self.ask(method, path, **given)
        try:
            return answer.json()
        except ValueError as error:
            raise UnreachableError(self._server, "answers something else") from error

    def follow(self, path: str) -> Iterator[Event]:
        """Events of a job from the first on; where the connection breaks, on from the last heard.

        Raises
        ------
        ProblemError, UnreachableError
            If the service does not come back.
        """
        headers = {"Accept": "text/event-stream"}
        alone_since: float | None = None
        timeout = httpx2.Timeout(ANSWER_SECONDS, read=SILENCE_SECONDS)
        while True:
            try:
                with self._http.stream("GET", path, headers=headers, timeout=timeout) as answer:
                    if answer.status_code not in _AGAIN:
                        alone_since = None
                        for event in self._events(answer):
                            if event.id:
                                headers["Last-Event-ID"] = event.id
                            yield event
                            if event.kind == ENDED:
                                return
            except httpx2.RequestError as error:
                why = repr(error)
            else:
                why = "the events broke off"
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since > self._patience:
                raise UnreachableError(self._server, why)
            time.sleep(PAUSE_SECONDS)

    def _events(self, answer: httpx2.Response) -> Iterator[Event]:
        if answer.status_code != httpx2.codes.OK:
            answer.read()
            self._checked(answer)
        for event in httpx2.EventSource(answer):
            if event.data:
                try:
                    data = json.loads(event.data)
                except ValueError as error:
                    raise UnreachableError(self._server, "answers something else") from error
                yield Event(event.event, data, event.id)

    def _patience_now(self) -> float:
        """A service that was never met is hardly about to come back."""
        return self._patience if self._met else min(self._patience, FIRST_SECONDS)

    def _checked(self, answer: httpx2.Response) -> httpx2.Response:
        if answer.is_success:
            return answer
        raise _fault(self._server, answer)


def _fault(server: str, answer: httpx2.Response) -> ProblemError | UnreachableError:
    try:
        problem = problem_in(answer.status_code, answer.json())
    except ValueError:
        problem = None
    # A proxy on the way, or something else that listens there.
    return problem or UnreachableError(server, f"answers {answer.status_code}")


def _pause(answer: httpx2.Response) -> float:
    given = answer.headers.get("Retry-After", "")
    return float(given) if given.isdecimal() else PAUSE_SECONDS
