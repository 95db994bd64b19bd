"""When to stop: at the deadline, or when asked from another thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

DETERMINISTIC_PER_SECOND = 0.25
"""Deterministic units given per second asked for, so that they end before the wall clock does.

A unit takes between half a second and two seconds on the machines measured, busy or not.
"""

UNITS_PER_CALL, UNITS_PER_DECISION_BUILT = 0.01, 2e-5
"""Deterministic cost of building a model, which the solver does not count itself."""

MOVES_PER_UNIT = 4_000
"""Moves of the local search that count as one deterministic unit."""


class Stop:
    """A request to end with the best plan so far; safe to make from any thread."""

    def __init__(self) -> None:
        self._requested = threading.Event()
        self._lock = threading.Lock()
        self._running: list[Callable[[], object]] = []
        self._heirs: list[Stop] = []

    @property
    def requested(self) -> bool:
        """Whether somebody asked."""
        return self._requested.is_set()

    def request(self) -> None:
        """Ask for the end, now."""
        self._requested.set()
        with self._lock:
            for end in self._running:
                end()
            for heir in self._heirs:
                heir.request()

    @contextmanager
    def heir(self) -> Iterator[Stop]:
        """While inside, a stop for a part of the work that a request to the whole also ends."""
        heir = Stop()
        with self._lock:
            self._heirs.append(heir)
        if self.requested:
            heir.request()
        try:
            yield heir
        finally:
            with self._lock:
                self._heirs.remove(heir)

    @contextmanager
    def may_end(self, end: Callable[[], object]) -> Iterator[None]:
        """While inside, a request also ends a call: `end` is how, from another thread."""
        with self._lock:
            self._running.append(end)
        try:
            yield
        finally:
            with self._lock:
                self._running.remove(end)


class Clock:
    """Time spent and left: wall time, or with one worker deterministic work.

    With one worker shares of the limit are measured in the solver's deterministic units, so
    that the same seed gives the same plan; the wall clock remains as the outer limit.
    """

    def __init__(self, seconds: float, *, deterministic: bool) -> None:
        self._started = time.monotonic()
        self._seconds = seconds
        self._deterministic = deterministic
        self._set_aside = 0.0
        self._not_counted = 0.0
        self._worked = 0.0
        self.ended_by_wall = False

    def set_aside(self, seconds: float) -> None:
        """Keep so many of the seconds for what comes after the search."""
        self._set_aside = seconds

    @contextmanager
    def not_counting(self) -> Iterator[None]:
        """While inside, the deadline moves away as fast as time passes."""
        began = self.elapsed
        try:
            yield
        finally:
            self._not_counted += self.elapsed - began

    @property
    def elapsed(self) -> float:
        """Wall seconds since the start."""
        return time.monotonic() - self._started

    @property
    def wall_left(self) -> float:
        """Wall seconds to the deadline without those set aside, never negative."""
        return max(0.0, self._seconds + self._not_counted - self._set_aside - self.elapsed)

    @property
    def left(self) -> float:
        """Seconds to share out: wall seconds, or deterministic work in the same measure."""
        if not self._deterministic:
            return self.wall_left
        if self.wall_left <= 0:
            self.ended_by_wall = True
            return 0.0
        return max(0.0, self._seconds - self._worked / DETERMINISTIC_PER_SECOND)

    def limit(self, solver: cp_model.CpSolver, seconds: float) -> None:
        """Give a solver call at most these seconds, in the measure of `left`."""
        solver.parameters.max_time_in_seconds = max(0.01, self.wall_left)
        if self._deterministic:
            units = max(0.001, seconds * DETERMINISTIC_PER_SECOND)
            solver.parameters.max_deterministic_time = units
        else:
            solver.parameters.max_time_in_seconds = max(0.01, min(seconds, self.wall_left))

    def charge(self, solver: cp_model.CpSolver, decisions: int) -> None:
        """Count the work of a finished call: building a model of so many decisions, solving it."""
        self._worked += solver.response_proto.deterministic_time
        self.ended_by_wall = self.ended_by_wall or self.wall_left <= 0
        self.charge_built(decisions)

    def charge_built(self, decisions: int) -> None:
        """Count the building of a model of so many decisions, or a linear programme over them."""
        self._worked += UNITS_PER_CALL + decisions * UNITS_PER_DECISION_BUILT

    def charge_moves(self, moves: int) -> None:
        """Count moves of the local search."""
        self._worked += moves / MOVES_PER_UNIT
        self.ended_by_wall = self.ended_by_wall or self.wall_left <= 0
