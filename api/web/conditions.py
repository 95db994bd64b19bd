"""Conditional requests (RFC 9110, 13): read again only what has changed, overwrite nobody.

A tag is `"<edition>-<hash>"`. The hash is of what is shown, to whom and in which language, with
the resource's own random id: never of a content alone, which somebody could guess and compare.
The edition counts what people change. A change is compared by its edition only: the live value
of a running solve, which is new with every second, gets in nobody's way.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response

from api.i18n.catalogue import Language
from api.i18n.negotiated import language_of
from api.principal import Principal
from api.web.problems import Problem
from api.web.version import program_version

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "Not changed since."}}
"""Among the `responses` of a route that asks whether its reader is `Fresh`."""
_HASH_DIGITS = 32

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="`ETag` of what is to be changed; `*` changes anything."),
]
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="`ETag` of what is known; answered by 304."),
]


class NotModified(Exception):  # noqa: N818  (what RFC 9110 calls it)
    """A request ends here: the reader has what there is."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


def seen_by(principal: Principal, language: Language) -> tuple[str | None, ...]:
    """What an immutable resource's look depends on, beside its id."""
    return (
        principal.area,
        principal.role,
        principal.municipality,
        principal.school,
        language.value,
    )


def tag(*parts: Any, edition: int = 0) -> str:
    """The tag of a resource.

    Parameters
    ----------
    parts
        JSON values: the id and `seen_by` of what never changes, or all that is shown, the id
        included, of what does.
    edition
        How often people have changed it.
    """
    text = json.dumps([program_version(), *parts], ensure_ascii=False, sort_keys=True)
    return f'"{edition}-{hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]}"'


class Freshness:
    """What the reader of a request has already."""

    def __init__(self, response: Response, known: IfNoneMatch = None) -> None:
        self._response = response
        self._known = known

    def check(self, now: str) -> None:
        """Give the answer its tag; where the reader has just that, there is nothing more to do.

        Raises
        ------
        NotModified
            Which the application answers by 304.
        """
        if matches(self._known, now):
            raise NotModified(now)
        self._response.headers["ETag"] = now


Fresh = Annotated[Freshness, Depends(Freshness)]
Conditional = Depends(Freshness)
"""Among the `dependencies` of a route that sends a file, which looks at the condition itself."""


def matches(header: str | None, known: str) -> bool:
    """Whether an `If-None-Match` names a tag; a weak one counts (RFC 9110, 13.1.2)."""
    return any(one in ("*", known) for one in _tags(header))


def to_change(header: str | None, edition: int) -> None:
    """Let a change through only if nobody has changed the resource since it was read.

    The write itself must be conditional on the edition, too.

    Raises
    ------
    Problem
        428 without a condition, 412 where the edition is another.
    """
    if header is None:
        raise Problem(428, "condition_missing")
    if not any(one == "*" or one.startswith(f'"{edition}-') for one in _tags(header)):
        raise changed_meanwhile()


def changed_meanwhile() -> Problem:
    """Somebody else was faster."""
    return Problem(412, "changed_meanwhile")


def install(app: FastAPI) -> None:
    """Answer what the reader has already by 304."""

    @app.exception_handler(NotModified)
    def unchanged(request: Request, known: NotModified) -> Response:
        return Response(
            status_code=304,
            headers={"ETag": known.tag, "Content-Language": language_of(request).value},
        )


def _tags(header: str | None) -> list[str]:
    return [one.strip().removeprefix("W/") for one in (header or "").split(",") if one.strip()]
