"""`Idempotency-Key`: a request that is sent again makes nothing anew.

A client that has not heard the answer sends the same request with the same key; it gets the
status, place and id of the first. The key belongs to who sent it, and to one request: with
another body or address it is a conflict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request

from api.principal import Principal
from api.store import requests
from api.store.engine import Transaction
from api.store.requests import Made, OtherRequestError
from api.web.problems import Problem

KEY_PATTERN = "^[!-~]{1,200}$"


@dataclass(frozen=True)
class Once:
    """A request that may be sent again.

    Attributes
    ----------
    asked
        Hash of everything that it asks for.
    """

    key: str | None
    asked: str

    def made(self, connection: Transaction, caller: Principal, make: Callable[[], Made]) -> Made:
        """What `make` makes, or what it made when the same was asked before.

        `make` works in the transaction of the connection: what it made and that it was made are
        kept together or not at all.
        """
        if self.key is None:
            return make()
        try:
            earlier = requests.begun(connection, caller, self.key, self.asked)
        except OtherRequestError as other:
            raise Problem(409, "key_used_before") from other
        if earlier is not None:
            return earlier
        made = make()
        requests.done(connection, caller, self.key, made)
        return made


async def _once(
    request: Request,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            pattern=KEY_PATTERN,
            description="Chosen by the client, new for each thing it wants made: the same request "
            "sent again within a day is answered as the first time.",
        ),
    ] = None,
) -> Once:
    if key is None:
        return Once(None, "")
    asked = hashlib.sha256()
    about = (request.method, str(request.url.path), request.url.query)
    for part in (*about, request.headers.get("content-type", "")):
        asked.update(part.encode() + b"\n")
    asked.update(await request.body())
    return Once(key, asked.hexdigest())


Repeatable = Annotated[Once, Depends(_once)]
