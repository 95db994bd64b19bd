"""What a piece of the search may use."""

from __future__ import annotations

from typing import NamedTuple

from solver.search.stop import Clock, Stop


class Effort(NamedTuple):
    """What a call may use."""

    clock: Clock
    stop: Stop
    seconds: float
    workers: int
    seed: int
    thorough: bool = True
