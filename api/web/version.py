"""Which program answers."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version


@cache
def program_version() -> str:
    """Version of the installed program."""
    return version("etalukkari")
