"""Random ids that tell nothing, and the clock."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime

BYTES = 16
ID = f"[0-9a-f]{{{2 * BYTES}}}"
"""The form of an id, as a regular expression."""
_ID = re.compile(ID)


def new_id() -> str:
    """32 hexadecimal digits, 128 random bits."""
    return secrets.token_hex(BYTES)


def is_id(given: str) -> bool:
    """Whether something could be an id; a database does not even take every text."""
    return _ID.fullmatch(given) is not None


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
