"""JSON requests: only JSON is taken, and nothing in which a personal identity code stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fastapi import Depends, Request

from api.web.problems import Problem
from api.web.uploads import JSON, media_type_of
from scenarios.files.headers import EDITS
from scenarios.files.personal import holds_identity_code
from scenarios.findings import Finding, Place


async def json_without_identity_codes(request: Request) -> None:
    """Refuse the request with its places, before anything else is said about what it holds."""
    if media_type_of(request) != JSON:
        raise Problem(415, "json_only", headers={"Accept": JSON})
    try:
        found = list(_places(json.loads(await request.body())))
    except (ValueError, RecursionError):
        # Whoever reads the body next says that it is no JSON.
        return
    if found:
        raise Problem(422, "personal_data", found)


def _places(body: Any) -> Iterator[Finding]:
    edits = body.get(EDITS) if isinstance(body, dict) else None
    if not isinstance(edits, list):
        edits = []
    for number, edit in enumerate(edits, start=1):
        if holds_identity_code(edit):
            yield Finding(code="personal_data", place=Place(table=EDITS, row=number))
    rest = {key: part for key, part in body.items() if part is not edits} if edits else body
    if holds_identity_code(rest):
        yield Finding(code="personal_data", place=Place(table="file"))


Impersonal = Depends(json_without_identity_codes)
