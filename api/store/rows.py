"""What a store hands out, by names that whoever speaks no SQL can use."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection as Connection
from sqlalchemy import Row

Found = Row[Any]
"""A row with its columns as attributes."""
