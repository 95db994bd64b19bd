"""The language of an answer, from what the caller accepts."""

from __future__ import annotations

from babel import negotiate_locale
from starlette.requests import HTTPConnection

from api.i18n.catalogue import LANGUAGES, Language


def language_of(request: HTTPConnection) -> Language:
    """By `?language=`, else by `Accept-Language` (RFC 9110, 12.5.4), else Finnish."""
    asked = request.query_params.get("language")
    if asked in {one.value for one in LANGUAGES}:
        return Language(asked)
    found = negotiate_locale(
        _accepted(request.headers.get("accept-language", "")),
        [one.value for one in LANGUAGES],
        sep="-",
    )
    return Language(found) if found else LANGUAGES[0]


def _accepted(header: str) -> list[str]:
    """Language tags, the most wanted first."""
    weighted = []
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((float(weight or 1), tag))
        except ValueError:
            continue
    ranked = sorted(weighted, key=lambda one: -one[0])
    return [tag for weight, tag in ranked if tag and weight > 0]
