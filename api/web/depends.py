"""What every route is handed: the parts of the service, and who asks in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.access.rights import Action, allowed
from api.i18n.catalogue import Language
from api.i18n.negotiated import language_of
from api.jobs.port import JobEngine
from api.jobs.removing import Remover
from api.principal import Principal
from api.settings import Settings
from api.store.engine import Store
from api.web.entering import Entered, entered, form_token
from api.web.problems import Problem


@dataclass(frozen=True)
class Parts:
    """The parts of a running service."""

    settings: Settings
    store: Store
    jobs: JobEngine

    @property
    def remover(self) -> Remover:
        """Deletes whole scenarios, plans and studies."""
        return Remover(self.store, self.jobs, self.settings.state)


def parts(request: Request) -> Parts:
    """The parts that this application was made with."""
    found: Parts = request.app.state.parts
    return found


def inside(request: Request, token: Annotated[str | None, Depends(form_token)]) -> Entered:
    """Who asks, and how they came in."""
    return entered(request, token)


def caller(visitor: Annotated[Entered, Depends(inside)]) -> Principal:
    """Who asks."""
    return visitor.principal


def demand(principal: Principal, action: Action, whole: bool = False) -> None:
    """Go on only if somebody may do this: `api.access.rights.allowed`.

    Raises
    ------
    Problem
        403, for a thing that they reach; one that they do not reach is not found before.
    """
    if not allowed(principal, action, whole):
        raise Problem(403, "not_allowed")


async def sent(request: Request) -> bytes:
    """The body as it was sent, for files that are read by their own readers."""
    return await request.body()


Service = Annotated[Parts, Depends(parts)]
Inside = Annotated[Entered, Depends(inside)]
Caller = Annotated[Principal, Depends(caller)]
Sent = Annotated[bytes, Depends(sent)]
Known = Depends(caller)
"""Of routes for everybody who may come in, whoever it is."""
Tongue = Annotated[Language, Depends(language_of)]
