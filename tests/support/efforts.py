"""How hard a test lets the search try."""

from __future__ import annotations

from solver.search.effort import Effort
from solver.search.stop import Clock, Stop


def five_seconds() -> Effort:
    """From now on, whenever the test is run."""
    return Effort(Clock(600, deterministic=False), Stop(), 5, 1, 1)
