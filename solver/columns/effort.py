"""What a caller grants, said so that this package need not know the search."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from ortools.sat.python import cp_model

Left = Callable[[], float]
"""Seconds that are left."""


class Clock(Protocol):
    """Time to share out, in seconds of its own measure."""

    @property
    def left(self) -> float:
        """What is left of it."""
        ...

    def limit(self, solver: cp_model.CpSolver, seconds: float) -> None:
        """Give a call at most these seconds."""
        ...

    def charge(self, solver: cp_model.CpSolver, decisions: int) -> None:
        """Count a finished call over so many decisions."""
        ...

    def charge_built(self, decisions: int) -> None:
        """Count the work of a programme over so many decisions."""
        ...


class Stop(Protocol):
    """A request to end."""

    @property
    def requested(self) -> bool:
        """Whether somebody asked."""
        ...

    def may_end(self, end: Callable[[], object]) -> AbstractContextManager[None]:
        """While inside, a request also ends a call: `end` is how, from another thread."""
        ...


class Effort(Protocol):
    """What settling a stage may use."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def stop(self) -> Stop:
        """Asked before each call and listened to during it."""
        ...

    @property
    def seconds(self) -> float:
        """Most seconds, in the measure of the clock."""
        ...

    @property
    def seed(self) -> int:
        """Seed of every call."""
        ...


class Share(NamedTuple):
    """A part of an effort."""

    clock: Clock
    stop: Stop
    seconds: float
    seed: int


def time_left(effort: Effort) -> Left:
    """What is left of an effort from now on; nothing once somebody asked to end."""
    # Not below nothing: a clock that has run out says nothing is left, not less.
    until = max(0.0, effort.clock.left - effort.seconds)
    return lambda: 0.0 if effort.stop.requested else max(0.0, effort.clock.left - until)
