"""What a store hands out, by a name that whoever speaks no SQL can use."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import Row

Found: TypeAlias = Row[Any]
"""A row with its columns as attributes."""
