"""Rows moved on the clock: bells rung later, lunch a little earlier."""

from __future__ import annotations

from scenarios.rows import Row, Stretch

LAST_MINUTE = 24 * 60


def shifted(row: Row, minutes: int) -> Row:
    """The row so many minutes later.

    Raises
    ------
    ValueError
        If it has no start and end, or they would leave the day.
    """
    if not isinstance(row, Stretch):
        raise TypeError(f"{type(row).__name__} has no minutes to shift")
    if not 0 <= row.start + minutes < row.end + minutes <= LAST_MINUTE:
        raise ValueError(f"{minutes} minutes lead out of the day")
    moved = {"start": row.start + minutes, "end": row.end + minutes}
    return row.model_copy(update=moved)
