"""The audit log: who did what to which thing, and when."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.access.rights import Action
from api.store import audit
from api.web.depends import Caller, Service, demand
from api.web.paging import CountedPaging, Paged
from api.web.problems import documented
from api.web.strict import Strict

router = APIRouter(tags=["audit"], dependencies=[Strict])


class Entry(BaseModel, from_attributes=True):
    """One thing that somebody did."""

    at: datetime
    actor: str = Field(description="Id of a key or of a person's sign-in.")
    municipality: str | None = Field(description="Of the actor; none of a coordinator.")
    action: str
    noun: str = Field(description="Kind of the thing.")
    id: str = Field(description="Id of the thing.")
    owner: str | None = Field(description="Municipality whose data it was, across a border.")
    request: str | None = Field(description="Id of the request.")


@router.get("/audit", responses=documented(401, 403, 422, 429))
def entries(service: Service, caller: Caller, at: CountedPaging) -> Paged[Entry]:
    """What happened in the area, or to one's own municipality's data, newest first."""
    demand(caller, Action.READ_AUDIT)
    with service.store.read() as connection:
        page = audit.page(connection, caller, at)
    return Paged(items=[Entry.model_validate(row) for row in page.rows], next=page.next)
