"""What a secret looks like in a text, so that none comes into a log or an answer."""

from __future__ import annotations

import re

from api.access.tokens import KEY
from scenarios.files.personal import IDENTITY_CODE

STRUCK_OUT = "***"
# Up to the end of a word, of a JSON string or of one setting of a cookie.
_WORD = r"[^\s\"'\\,;&}\])]+"
_SHAPES = (
    KEY,
    IDENTITY_CODE,
    re.compile(rf"(?P<kept>__Host-etalukkari(?:-attempt)?=){_WORD}"),
    re.compile(rf"(?P<kept>\b(?:bearer|basic)\s+){_WORD}", re.IGNORECASE),
    re.compile(r"(?P<kept>://[^:/@\s\"]*:)[^@\s\"]+(?=@)"),
    re.compile(
        r"(?P<kept>\b(?:code|code_verifier|state|nonce|id_token|access_token|client_secret"
        rf"|csrf_token|x-csrf-token|password)(?:=|\\?[\"']?:\s*\\?[\"']?)){_WORD}",
        re.IGNORECASE,
    ),
)


def redacted(text: str) -> str:
    """The text with everything struck out that has the shape of a secret.

    Keys, cookies, what an `Authorization` header holds, the password in an address, what goes to
    and fro with a provider of sign-ins, and personal identity codes.
    """
    for shape in _SHAPES:
        text = shape.sub(_replaced, text)
    return text


def _replaced(found: re.Match[str]) -> str:
    return (found.groupdict().get("kept") or "") + STRUCK_OUT
