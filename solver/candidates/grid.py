"""The week as bits: one bit per start that a meeting may have.

A set of starts is one integer. Its lowest part, the plane `all`, holds meetings of every week;
two more planes hold those of the halves A and B, where some need has half a lesson. Days stand
apart by more than any lesson lasts, so that what spills over a day's edge meets no start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress

from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, Half
from solver.candidates.free_time import FreeTime
from solver.candidates.presence import Slot

PLANES = (Half.ALL, Half.A, Half.B)
MOST_REMEMBERED = 200_000
AS_NUMBERS = bytes.maketrans(b"01", b"\0\1")


class Grid:
    """Bits and what they stand for.

    Attributes
    ----------
    lengths
        Distinct lesson lengths in minutes, sorted; a length is named by its index.
    whole
        All bits of the plane `all`.
    height
        Bits of one plane.
    day_masks
        By weekday its bits in every plane.
    """

    def __init__(self, scenario: Scenario, free_time: list[FreeTime]) -> None:
        settings = scenario.settings
        self.step = settings.start_step_minutes
        self.changeover = settings.changeover_minutes
        self.lengths = sorted({subject.lesson_minutes for subject in scenario.subjects})
        open_minutes = [i for mine in free_time for rows in mine.free.values() for i in rows]
        self.first = min((i.start for i in open_minutes), default=0) // self.step
        last = -(-max((i.end for i in open_minutes), default=0) // self.step)
        self.pad = -(-(max(self.lengths, default=0) + self.changeover) // self.step) + 1
        self.per_day = last - self.first + self.pad
        self.height = self.pad + len(DAYS) * self.per_day
        self.planes = 3 if any(need.half_lessons % 2 for need in scenario.needs) else 1
        self.whole = (1 << self.height) - 1
        self.day_masks = [self._day_mask(day) for day in range(len(DAYS))]
        self.day_of, self.start_of = self._tables()
        self._slots = [self._slot(bit) for bit in range(self.planes * self.height)]
        # As sorted, the halves of a start stand side by side: A, B, all.
        beside = range(self.height) if self.planes == 3 else ()
        self._in_order = [self._slots[p * self.height + b] for b in beside for p in (1, 2, 0)]
        self._known_slots: dict[int, tuple[Slot, ...]] = {}
        self._blocks: dict[tuple[int, int, int], dict[int, int]] = {}
        self._steps: dict[int, dict[int, int]] = {}

    def _day_mask(self, day: int) -> int:
        one = ((1 << self.per_day) - 1) << (self.pad + day * self.per_day)
        return sum(one << (plane * self.height) for plane in range(self.planes))

    def _tables(self) -> tuple[list[int], list[int]]:
        days, starts = [], []
        for bit in range(self.planes * self.height):
            day, unit = divmod(max(0, bit % self.height - self.pad), self.per_day)
            days.append(day)
            starts.append((unit + self.first) * self.step)
        return days, starts

    def bit(self, slot: Slot) -> int:
        """Index of a slot's bit."""
        unit = slot.start // self.step - self.first
        plane = PLANES.index(slot.half) * self.height
        return plane + self.pad + slot.day * self.per_day + unit

    def mask(self, slots: Iterable[Slot]) -> int:
        """The slots as a set of starts, or 0 if one of them is no start of this week."""
        found, past = 0, self.first + self.per_day - self.pad
        for slot in slots:
            unit, beside = divmod(slot.start, self.step)
            if beside or not self.first <= unit <= past:
                return 0
            if slot.half is not Half.ALL and self.planes == 1:
                return 0
            found |= 1 << self.bit(slot)
        return found

    def by_bit(self, points: Mapping[Slot, int]) -> dict[int, int]:
        """The same table by bit; starts at which no teacher is free are left out."""
        past = self.first + self.per_day - self.pad
        return {
            self.bit(slot): amount
            for slot, amount in points.items()
            if self.first <= slot.start // self.step <= past
        }

    def _slot(self, bit: int) -> Slot:
        return Slot(self.day_of[bit], self.start_of[bit], PLANES[bit // self.height])

    def slot(self, bit: int) -> Slot:
        """The slot of a bit."""
        return self._slots[bit]

    def slots(self, mask: int) -> tuple[Slot, ...]:
        """The starts of a set, sorted; equal sets are given the same tuple."""
        found = self._known_slots.get(mask)
        if found is None:
            chosen = f"{mask:0{len(self._slots)}b}"[::-1].encode().translate(AS_NUMBERS)
            if self.planes == 1:
                found = tuple(compress(self._slots, chosen))
            else:
                mixed = bytearray(len(chosen))
                whole, in_a, in_b = (chosen[p * self.height :][: self.height] for p in range(3))
                mixed[0::3], mixed[1::3], mixed[2::3] = in_a, in_b, whole
                found = tuple(compress(self._in_order, mixed))
            self._known_slots[mask] = found
        return found

    def enough_days(self, starts: int, half_lessons: int) -> bool:
        """Whether the starts have a different day for every meeting of so many half lessons."""
        whole, rest = divmod(half_lessons, 2)
        every_week = some_weeks = 0
        for mask in self.day_masks:
            here = starts & mask
            if here:
                some_weeks += 1
                every_week += here & self.whole != 0
        return every_week >= whole and some_weeks >= whole + rest

    def open_starts(self, mine: FreeTime, minutes: int) -> int:
        """Starts of meetings of so many minutes that lie inside a teacher's availability."""
        in_a, in_b = (
            sum(
                self.stretch(day, free.start, free.end - minutes)
                for day in range(len(DAYS))
                for free in mine.free[day, half]
                if free.end - minutes >= free.start
            )
            for half in HALVES
        )
        return self.in_planes(in_a, in_b)

    def stretch(self, day: int, first_minute: int, last_minute: int) -> int:
        """Starts of a weekday from the first to the last minute, both included, in one plane."""
        low = max(-(-first_minute // self.step), self.first)
        high = min(last_minute // self.step, self.first + self.per_day - self.pad)
        if high < low:
            return 0
        return ((1 << (high - low + 1)) - 1) << (self.pad + day * self.per_day + low - self.first)

    def in_planes(self, in_a: int, in_b: int) -> int:
        """Starts possible in A and in B, as one set: those of both in the plane `all`."""
        if self.planes == 1:
            return in_a & in_b
        return (in_a & in_b) | in_a << self.height | in_b << 2 * self.height

    def units(self, length: int) -> int:
        """Steps that a meeting of this length index touches."""
        return -(-self.lengths[length] // self.step)

    def halves(self, mask: int) -> tuple[int, int]:
        """Starts as they are met in A and in B, each in the lowest plane."""
        whole = mask & self.whole
        if self.planes == 1:
            return whole, whole
        in_a = (mask >> self.height) & self.whole
        return whole | in_a, whole | mask >> 2 * self.height

    def blocked(self, mask: int, length: int, other: int, changeover: int) -> int:
        """Starts of meetings of the other length that overlap a meeting at one of these starts.

        Parameters
        ----------
        length, other
            Length index of the meetings in `mask` and of those that would be blocked.
        changeover
            Minutes that must lie between two meetings.
        """
        known = self._blocks.setdefault((length, other, changeover), {})
        found = known.get(mask)
        if found is None:
            after = -(-(self.lengths[length] + changeover) // self.step) - 1
            before = -(-(self.lengths[other] + changeover) // self.step) - 1
            in_a, in_b = self.halves(mask)
            late = spread(in_a, before, after)
            if self.planes == 1:
                found = late
            else:
                later = spread(in_b, before, after) if in_b != in_a else late
                found = (late | later) | late << self.height | later << 2 * self.height
            if len(known) > MOST_REMEMBERED:
                known.clear()
            known[mask] = found
        return found

    def occupied(self, mask: int, length: int) -> int:
        """Steps that meetings at these starts touch: A in the lowest plane, B in the next."""
        known = self._steps.setdefault(length, {})
        found = known.get(mask)
        if found is None:
            in_a, in_b = self.halves(mask)
            after = self.units(length) - 1
            found = spread(in_a, 0, after)
            if self.planes > 1:
                found |= spread(in_b, 0, after) << self.height
            if len(known) > MOST_REMEMBERED:
                known.clear()
            known[mask] = found
        return found

    def starts_touching(self, steps: int, length: int) -> int:
        """Starts at which a meeting would touch one of the occupied steps."""
        before = self.units(length) - 1
        if self.planes == 1:
            return spread(steps, before, 0)
        in_a = spread(steps & self.whole, before, 0)
        in_b = spread(steps >> self.height, before, 0)
        return (in_a | in_b) | in_a << self.height | in_b << 2 * self.height

    def half_worth(self, mask: int) -> int:
        """Twice the worth of meetings at these starts."""
        return mask.bit_count() + (mask & self.whole).bit_count()


def spread(mask: int, before: int, after: int) -> int:
    """Every bit copied to so many bits below and above it."""
    out = mask >> before
    done, wanted = 1, before + after + 1
    while done < wanted:
        shift = min(done, wanted - done)
        out |= out << shift
        done += shift
    return out


def bits(mask: int) -> Iterator[int]:
    """Indices of the bits set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
