"""What every route is handed: the parts of the service, and who asks in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.i18n.catalogue import Language
from api.i18n.negotiated import language_of
from api.jobs.port import JobEngine
from api.principal import Principal
from api.settings import Settings
from api.store.engine import Store
from api.web.entering import entered


@dataclass(frozen=True)
class Parts:
    """The parts of a running service."""

    settings: Settings
    store: Store
    jobs: JobEngine


def parts(request: Request) -> Parts:
    """The parts that this application was made with."""
    found: Parts = request.app.state.parts
    return found


def caller(request: Request) -> Principal:
    """Who asks."""
    return entered(request)


async def sent(request: Request) -> bytes:
    """The body as it was sent, for files that are read by their own readers."""
    return await request.body()


Service = Annotated[Parts, Depends(parts)]
Caller = Annotated[Principal, Depends(caller)]
Sent = Annotated[bytes, Depends(sent)]
Tongue = Annotated[Language, Depends(language_of)]
