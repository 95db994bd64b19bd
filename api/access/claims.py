"""What a provider says of a person, read as a role of ours.

A role is a word of the claim: `etalukkari:AREA:coordinator`, `etalukkari:AREA:municipality:297`,
`etalukkari:AREA:school:297:SCHOOL`, `etalukkari:AREA:viewer` or, of one municipality's plans,
`etalukkari:AREA:viewer:297`. Words that do not begin so are other programs' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.access.tokens import hash_of
from api.principal import Principal, Role

BEGINNING = "etalukkari"
_PARTS = {
    Role.COORDINATOR: (0,),
    Role.MUNICIPALITY: (1,),
    Role.SCHOOL: (2,),
    Role.VIEWER: (0, 1),
}
_STRONGEST_FIRST = (Role.COORDINATOR, Role.MUNICIPALITY, Role.SCHOOL, Role.VIEWER)


class NoRole(Exception):  # noqa: N818  (what somebody has, not a fault)
    """The provider knows the person, and nobody has given them a role here."""


class RoleUnclear(Exception):  # noqa: N818
    """Two roles of the same rank: which one is meant, only a person can say."""


def actor_of(issuer: str, subject: str) -> str:
    """Id of a person in the audit log.

    The provider's administrator can find whose it is by the same sum; nobody else learns a name.
    """
    return hash_of(f"{issuer} {subject}")[:32]


def principal_of(
    claims: Mapping[str, Any], path: str, named: Mapping[str, str], actor: str
) -> Principal:
    """Who a person is here: of several roles the one that may do most.

    Parameters
    ----------
    path
        Where the roles stand among the claims; dots lead into it.
    named
        Role of each word that the provider calls by a name of its own.

    Raises
    ------
    NoRole, RoleUnclear
        If no role, or no single strongest one, was given.
    """
    words = (named.get(word, word) for word in _words(claims, path))
    given = {one for word in words if (one := _read(word, actor)) is not None}
    for role in _STRONGEST_FIRST:
        found = [one for one in given if one.role is role]
        if len(found) > 1:
            raise RoleUnclear
        if found:
            return found[0]
    raise NoRole


def _words(claims: Mapping[str, Any], path: str) -> Iterable[str]:
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return (one for one in listed if isinstance(one, str))


def _read(word: str, actor: str) -> Principal | None:
    beginning, *parts = word.split(":")
    if beginning != BEGINNING or len(parts) < 2 or not all(parts):
        return None
    area, named, *own = parts
    role = next((one for one in Role if one.value == named), None)
    if role is None or len(own) not in _PARTS[role]:
        return None
    try:
        return Principal(actor, area, role, *own)
    except ValueError:
        return None
