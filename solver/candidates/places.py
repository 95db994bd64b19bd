"""How many groups a school can receive at a minute."""

from __future__ import annotations

from typing import NamedTuple

from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half, holds_in


class Stretch(NamedTuple):
    """Minutes of a day in which a school's numbers stay the same."""

    start: int
    end: int
    rooms: int
    adults: int


def stretches(scenario: Scenario, school: str, day: int, half: Half) -> tuple[Stretch, ...]:
    """The whole day of a school, cut where a capacity row starts or ends."""
    rows = [
        row
        for row in scenario.capacity_of.get(school, ())
        if row.day is DAYS[day] and holds_in(row.half, half)
    ]
    own = scenario.school_of[school]
    cuts = sorted({0, 24 * 60, *(row.start for row in rows), *(row.end for row in rows)})
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        here = [row for row in rows if row.start <= start < row.end]
        rooms = [row.remote_rooms for row in here if row.remote_rooms is not None]
        adults = [row.supervisors for row in here if row.supervisors is not None]
        found.append(
            Stretch(
                start,
                end,
                min(rooms, default=own.remote_rooms),
                min(adults, default=own.supervisors),
            )
        )
    return tuple(found)


def least_capacity(parts: tuple[Stretch, ...], start: int, minutes: int) -> int:
    """Groups that a school with this day can receive through the whole of a meeting."""
    end = start + minutes
    return min(
        min(part.rooms, part.adults) for part in parts if part.start < end and start < part.end
    )
