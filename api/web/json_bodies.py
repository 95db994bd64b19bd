"""JSON requests: only JSON is taken, and nothing that must not or cannot be kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from fastapi import Depends, Request

from api.web.problems import Problem
from api.web.uploads import JSON, media_type_of
from scenarios.files.headers import EDITS
from scenarios.files.personal import holds_identity_code
from scenarios.findings import Finding, Place

# PostgreSQL keeps no NUL, and half of a pair of surrogates is no character at all.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


async def clean_json(request: Request) -> None:
    """Refuse a request before anything is said about what it holds.

    Raises
    ------
    Problem
        415 for what is no JSON, 422 with the places where a personal identity code stands.
    """
    if media_type_of(request) != JSON:
        raise Problem(415, "json_only", headers={"Accept": JSON})
    try:
        body = json.loads(await request.body())
        personal, unkept = list(_personal(body)), any(map(_UNKEPT.search, _texts(body)))
    except (ValueError, RecursionError):
        # Whoever reads the body next says that it is no JSON.
        return
    if personal:
        raise Problem(422, "personal_data", personal)
    if unkept:
        finding = Finding(code="request_field", numbers={"path": "body", "why": "character"})
        raise Problem(422, "request_unreadable", [finding])


def _personal(body: Any) -> Iterator[Finding]:
    edits = body.get(EDITS) if isinstance(body, dict) else None
    if isinstance(edits, list):
        for number, edit in enumerate(edits, start=1):
            if holds_identity_code(edit):
                yield Finding(code="personal_data", place=Place(table=EDITS, row=number))
        body = {key: part for key, part in body.items() if key != EDITS}
    if holds_identity_code(body):
        yield Finding(code="personal_data", place=Place(table="file"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from _texts(part)


CleanJson = Depends(clean_json)
