"""Random ids that tell nothing, and the clock."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

BYTES = 16


def new_id() -> str:
    """32 hexadecimal digits, 128 random bits."""
    return secrets.token_hex(BYTES)


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
