"""Clock times, weekdays, halves and intervals of minutes: the arithmetic of a school week."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

MINUTES_PER_DAY = 24 * 60


class Day(StrEnum):
    """A weekday on which schools teach, in calendar order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"

    # The text's own hash: days and halves are in the keys of most tables.
    __hash__ = str.__hash__


class Half(StrEnum):
    """Every week, or one of the two halves (odd/even ISO weeks, or autumn/spring term)."""

    ALL = "all"
    A = "A"
    B = "B"

    __hash__ = str.__hash__


DAYS: tuple[Day, ...] = tuple(Day)
HALVES: tuple[Half, Half] = (Half.A, Half.B)


def halves_of(half: Half) -> tuple[Half, ...]:
    """Halves in which a row or a meeting marked `half` takes place."""
    return HALVES if half is Half.ALL else (half,)


def holds_in(marked: Half, half: Half) -> bool:
    """Whether a row marked `marked` is in force in the single half `half` (A or B)."""
    return marked is Half.ALL or marked is half


class Interval(NamedTuple):
    """Minutes after midnight, start included, end excluded."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length in minutes, never negative."""
        return max(0, self.end - self.start)

    def overlap(self, other: Interval) -> int:
        """Minutes common to both."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Interval) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Disjoint intervals in time order with the same minutes; touching ones are joined."""
    joined: list[Interval] = []
    for interval in sorted(i for i in intervals if i.minutes):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)


def subtract(whole: Iterable[Interval], cuts: Iterable[Interval]) -> tuple[Interval, ...]:
    """Maximal intervals of the minutes of `whole` that are in no cut."""
    remaining = list(union(whole))
    for cut in union(cuts):
        pieces: list[Interval] = []
        for piece in remaining:
            pieces.append(Interval(piece.start, min(piece.end, cut.start)))
            pieces.append(Interval(max(piece.start, cut.end), piece.end))
        remaining = [piece for piece in pieces if piece.minutes]
    return tuple(sorted(set(remaining)))


def covered(interval: Interval, by: Iterable[Interval]) -> int:
    """Minutes of `interval` that lie in at least one of `by`."""
    return sum(interval.overlap(part) for part in union(by))


_CLOCK = re.compile(r"(?:klo?\.?\s*)?(\d{1,2})[:.,](\d{2})(?:[:.]00)?", re.ASCII | re.IGNORECASE)


def parse_clock(text: str) -> int:
    """Minutes after midnight of a clock time as people type it.

    Reads `8:15`, `08:15`, `8.15`, `8,15`, `klo 8.15`, `8:15:00` and `24:00`.

    Raises
    ------
    ValueError
        If the text is no clock time of one day.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a clock time: {text!r}")
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59 or hours * 60 + minutes > MINUTES_PER_DAY:
        raise ValueError(f"not a clock time of one day: {text!r}")
    return hours * 60 + minutes


def clock_of_day_fraction(fraction: float) -> int:
    """Minutes after midnight of a spreadsheet time, stored as a fraction of a day.

    Raises
    ------
    ValueError
        If it lies outside 0–1 or more than half a second from a whole minute.
    """
    minutes = fraction * MINUTES_PER_DAY
    whole = math.floor(minutes + 0.5)
    if not 0 <= fraction <= 1 or abs(minutes - whole) > 1 / 120:
        raise ValueError(f"not a clock time: {fraction!r}")
    return whole


def clock(minute: int) -> str:
    """`HH:MM` of minutes after midnight (0–1440; the end of the day is `24:00`)."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
