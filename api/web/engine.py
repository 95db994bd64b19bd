"""Questions to the engine while somebody waits: in a child, in turn, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.asking_child import ChildOverdueError
from api.web.desk import SECONDS_UNTIL_AGAIN, Seats
from api.web.problems import Problem

SECONDS = 30.0
"""What a child may take while somebody waits."""

PATIENT_SECONDS, LONG_SECONDS = 8.0, 600.0
"""How long somebody waits for answers that are kept, and what their child may take."""


@contextmanager
def child_of(seats: Seats, seconds: float | None = None) -> Iterator[float]:
    """A seat for a child, and the seconds that it may take: those given, or `SECONDS`.

    Raises
    ------
    Problem
        503 if there is no seat, or the child took too long.
    """
    with seats.taken():
        given = SECONDS if seconds is None else seconds
        try:
            yield given
        except ChildOverdueError as error:
            raise overdue(given) from error


def overdue(seconds: float) -> Problem:
    """Whoever waits has waited long enough."""
    headers = {"Retry-After": str(SECONDS_UNTIL_AGAIN)}
    return Problem(503, "engine_overdue", headers=headers, seconds=seconds)
