"""When a teacher is free for remote lessons, and when they would like them."""

from __future__ import annotations

from scenarios.scenario import Scenario
from scenarios.teachers import AvailabilityKind
from scenarios.times import DAYS, HALVES, Half, Interval, halves_of, holds_in, subtract, union
from solver.candidates.presence import Slot

OFFICE_DAY = Interval(8 * 60, 16 * 60)
DayAndHalf = tuple[int, Half]


class FreeTime:
    """A teacher's week by day and half."""

    def __init__(self, scenario: Scenario, teacher: str) -> None:
        rows = scenario.availability_of.get(teacher, ())
        self._says_when = any(row.kind is not AvailabilityKind.BUSY for row in rows)
        self.free: dict[DayAndHalf, tuple[Interval, ...]] = {}
        self.busy: dict[DayAndHalf, tuple[Interval, ...]] = {}
        self.preferred: dict[DayAndHalf, tuple[Interval, ...]] = {}
        for index, day in enumerate(DAYS):
            for half in HALVES:
                here = [row for row in rows if row.day is day and holds_in(row.half, half)]
                said = [r.interval for r in here if r.kind is not AvailabilityKind.BUSY]
                busy = [r.interval for r in here if r.kind is AvailabilityKind.BUSY]
                liked = [r.interval for r in here if r.kind is AvailabilityKind.PREFERRED]
                key = (index, half)
                self.busy[key] = union(busy)
                self.free[key] = subtract(said if self._says_when else [OFFICE_DAY], busy)
                self.preferred[key] = tuple(sorted(liked))

    def fits(self, slot: Slot, minutes: int) -> bool:
        """Whether a meeting there lies inside the availability in each of its halves."""
        meeting = Interval(slot.start, slot.start + minutes)
        return all(
            any(free.contains(meeting) for free in self.free[slot.day, half])
            for half in halves_of(slot.half)
        )

    def liked(self, slot: Slot, minutes: int) -> bool:
        """Whether it is inside a preferred row in each half whose day has one."""
        meeting = Interval(slot.start, slot.start + minutes)
        return all(
            any(row.contains(meeting) for row in self.preferred[slot.day, half])
            for half in halves_of(slot.half)
            if self.preferred[slot.day, half]
        )
