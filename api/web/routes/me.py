"""Who I am, and what I may do."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.access.forgery import HEADER, token_of
from api.access.rights import Action, Reach, reach
from api.principal import LOCAL, Role
from api.web.depends import Inside
from api.web.problems import documented
from api.web.strict import Strict

router = APIRouter(tags=["me"], dependencies=[Strict])


class Way(StrEnum):
    """How somebody came in."""

    MACHINE = "machine"
    KEY = "key"
    SIGN_IN = "sign_in"


class Me(BaseModel):
    """Who asks."""

    actor: str = Field(description="Id in the audit log: of the key or of the person's sign-in.")
    way: Way = Field(description="At the machine itself, with a key, or signed in.")
    area: str
    role: Role
    municipality: str | None
    school: str | None
    may: dict[Action, Reach] = Field(
        description="Everywhere (`yes`) or where the whole scenario is one's own (`own`)."
    )
    csrf_token: str | None = Field(
        description=f"What a page sends in the header {HEADER} with whatever changes something."
    )


@router.get("/me", responses=documented(401, 429))
def me(visitor: Inside) -> Me:
    """Who I am, and what I may do."""
    principal, secret = visitor
    if secret is not None:
        way = Way.SIGN_IN
    else:
        way = Way.KEY if principal.actor != LOCAL.actor else Way.MACHINE
    granted = {action: reach(principal.role, action) for action in Action}
    return Me(
        actor=principal.actor,
        way=way,
        area=principal.area,
        role=principal.role,
        municipality=principal.municipality,
        school=principal.school,
        may={action: one for action, one in granted.items() if one is not Reach.NO},
        csrf_token=None if secret is None else token_of(secret),
    )
