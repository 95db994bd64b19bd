"""The audit log: who did what to which thing and when, in ids alone; it is only ever added to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, insert, or_, select

from api.principal import Principal
from api.store.ids import is_id, now
from api.store.pages import At, Page, numbered
from api.store.schema import audit

# A sentence, a count or a name of a subject is no word of this kind, and no id.
_WORDS = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z][a-z0-9]*)*")
_ACTOR = re.compile(r"[0-9a-z_]{1,64}")
_REQUEST = re.compile(r"[0-9A-Za-z._-]{1,64}")
_MOST_OF_ACTION, _MOST_OF_NOUN = 60, 30


def record(
    connection: Connection,
    principal: Principal,
    action: str,
    noun: str,
    id: str,
    owner: str | None = None,
    request: str | None = None,
) -> None:
    """Add an entry, in the transaction of the change that it tells of.

    Parameters
    ----------
    action
        What was done, `plan.stopped`, in small letters.
    noun
        Kind of the thing, `plan`.
    id
        Random id of the thing: 32 hexadecimal digits.
    owner
        Municipality whose data was read or changed across a border.
    request
        Id of the request, as the log lines have it.

    Raises
    ------
    ValueError
        For anything that is not of these shapes: nothing about a pupil may come in here.
    """
    _check(principal.actor, action, noun, id, request)
    connection.execute(
        insert(audit).values(
            at=now(),
            area=principal.area,
            actor=principal.actor,
            municipality=principal.municipality,
            action=action,
            noun=noun,
            id=id,
            owner=owner,
            request=request,
        )
    )


def record_across(
    connection: Connection,
    principal: Principal,
    action: str,
    noun: str,
    id: str,
    owners: Iterable[str],
    request: str | None = None,
) -> None:
    """Add one entry for each municipality, other than one's own, whose data was read."""
    for owner in sorted(set(owners) - {principal.municipality}):
        record(connection, principal, action, noun, id, owner, request)


def page(connection: Connection, principal: Principal, at: At) -> Page:
    """Entries that somebody may read, newest first.

    Those of the whole area for its coordinator; for others what they did themselves, and what was
    done with their municipality's data.
    """
    query = select(audit).where(audit.c.area == principal.area)
    if not principal.sees_area:
        own = principal.municipality
        query = query.where(or_(audit.c.municipality == own, audit.c.owner == own))
    return numbered(connection, query, audit.c.number, at)


def _check(actor: str, action: str, noun: str, id: str, request: str | None) -> None:
    fits = (
        _ACTOR.fullmatch(actor)
        and _WORDS.fullmatch(action)
        and len(action) <= _MOST_OF_ACTION
        and _WORDS.fullmatch(noun)
        and len(noun) <= _MOST_OF_NOUN
        and is_id(id)
        and (request is None or _REQUEST.fullmatch(request))
    )
    if not fits:
        raise ValueError("the audit log takes ids and names of actions, and nothing else")
