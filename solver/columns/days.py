"""A teacher's days as paths from meeting to meeting, in rows and variables of a programme.

On each weekday a unit of flow starts at a first meeting, passes to the end of its changeover,
waits there at a price by the minute, takes the next meeting, and ends after the last. A path
takes no two meetings at once, waits as long as the gaps are, and exists on days used only, so
its linear relaxation says together what clashes, gaps and days cost. Waiting while busy is free;
where a changeover is busy too its minutes are given back, which can only be too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from scenarios.times import DAYS, HALVES, Half, Interval, covered, holds_in
from solver.candidates.presence import Slot, hundredths
from solver.columns.patterns import Block
from solver.columns.programme import Programme, linear
from solver.columns.rows import Master

Entries = tuple[tuple[int, int], ...]


class Stop(NamedTuple):
    """A moment on a weekday of a half at which a teacher begins or has changed over."""

    day: int
    half: Half
    minute: int


class Days:
    """Paths of all teachers, added to a programme.

    Attributes
    ----------
    costs
        Of the new variables, in half-hundredths of a point.
    used
        By teacher and weekday whether anything is taught.
    """

    def __init__(self, master: Master, programme: Programme, blocks: Iterable[Block]) -> None:
        self._master = master
        self._programme = programme
        self._changeover = master.scenario.settings.changeover_minutes
        self._weight = hundredths(master.scenario.settings.weight_teacher_gap_minute)
        self.costs: dict[int, int] = {}
        self._before: dict[tuple[str, Stop], int] = {}
        self._after: dict[tuple[str, Stop], int] = {}
        self._at_most: dict[tuple[str, int, Half], int] = {}
        self.used: dict[tuple[str, int], int] = {}
        self._of_need: dict[tuple[str, str, int], int] = {}
        self._halves: dict[str, tuple[Half, ...]] = {}
        of_teacher: defaultdict[str, list[Block]] = defaultdict(list)
        for block in blocks:
            of_teacher[block.teacher].append(block)
        for teacher, own in of_teacher.items():
            self._teacher(teacher, own)

    def entries(self, teacher: str, slot: Slot, minutes: int) -> Entries:
        """Rows of a meeting with its factor in each."""
        found: list[tuple[int, int]] = []
        for half in self._halves[teacher]:
            if holds_in(slot.half, half):
                begin = Stop(slot.day, half, slot.start)
                end = Stop(slot.day, half, slot.start + minutes + self._changeover)
                found.append((self._before[teacher, begin], -1))
                found.append((self._after[teacher, end], 1))
                found.append((self._at_most[teacher, slot.day, half], 1))
        return tuple(found)

    def of_need(self, teacher: str, need: str, day: int) -> int | None:
        """The row that has a need taught on days used only."""
        return self._of_need.get((teacher, need, day))

    def _worth(self, teacher: str) -> int:
        return self._weight * (2 if len(self._halves[teacher]) == 1 else 1)

    def _teacher(self, teacher: str, blocks: list[Block]) -> None:
        busy = self._master.given.free_time[teacher].busy
        alike = all(slot.half is Half.ALL for block in blocks for slot in block.slots) and all(
            busy[day, Half.A] == busy[day, Half.B] for day in range(len(DAYS))
        )
        self._halves[teacher] = HALVES[:1] if alike else HALVES
        of_all: dict[int, int] = {}
        for day in range(len(DAYS)):
            here = [(s, b.minutes) for b in blocks for s in b.slots if s.day == day]
            if not here:
                continue
            used = self.used[teacher, day] = self._programme.new(1)
            of_all[used] = 1
            for half in self._halves[teacher]:
                self._path(teacher, half, used, [(s, m) for s, m in here if holds_in(s.half, half)])
            self._needs(teacher, day, used, blocks)
        of_all[self._master.days[teacher]] = -1
        self._programme.require(linear(of_all), most=0)

    def _path(self, teacher: str, half: Half, used: int, meetings: list[tuple[Slot, int]]) -> None:
        if not meetings:
            return
        programme, day = self._programme, meetings[0][0].day
        first = {slot.start for slot, _ in meetings}
        last = {slot.start + minutes + self._changeover for slot, minutes in meetings}
        inflow: dict[int, dict[int, int]] = {minute: {} for minute in sorted(first | last)}
        busy = self._master.given.free_time[teacher].busy[day, half]
        self._ends(teacher, Stop(day, half, 0), last, inflow)
        starts = []
        for minute in inflow:
            if minute in first:
                starts.append(programme.new(1))
                inflow[minute][starts[-1]] = 1
        for one, other in pairwise(inflow):
            wait = programme.new(1)
            inflow[one][wait] = -1
            inflow[other][wait] = 1
            idle = other - one - covered(Interval(one, other), busy)
            self.costs[wait] = self._worth(teacher) * idle
        for minute, terms in inflow.items():
            here = (teacher, Stop(day, half, minute))
            self._before[here] = len(programme.rows)
            if minute in last:
                self._after.setdefault(here, self._before[here])
            programme.require(linear(terms), least=0, most=0)
        programme.require(linear({**dict.fromkeys(starts, 1), used: -1}), most=0)
        self._at_most[teacher, day, half] = len(programme.rows)
        most = self._master.scenario.teacher_of[teacher].max_lessons_day
        programme.require(linear({used: -most}), most=0)

    def _ends(
        self, teacher: str, where: Stop, last: set[int], inflow: dict[int, dict[int, int]]
    ) -> None:
        """After each changeover the day ends, or goes on with its busy minutes given back.

        Where none are busy both are the same moment.
        """
        programme = self._programme
        busy = self._master.given.free_time[teacher].busy[where.day, where.half]
        for minute in sorted(last):
            end = programme.new(1)
            back = covered(Interval(minute - self._changeover, minute), busy)
            if not back:
                inflow[minute][end] = -1
                continue
            on = programme.new(1)
            self.costs[on] = -self._worth(teacher) * back
            inflow[minute][on] = 1
            self._after[teacher, where._replace(minute=minute)] = len(programme.rows)
            programme.require(linear({end: -1, on: -1}), least=0, most=0)

    def _needs(self, teacher: str, day: int, used: int, blocks: list[Block]) -> None:
        """A need has one meeting a day at most."""
        columns = self._master.columns
        names = {
            need
            for block in blocks
            for index in block.columns.tolist()
            for need in columns[index].company.needs
        }
        for need in sorted(names):
            self._of_need[teacher, need, day] = len(self._programme.rows)
            self._programme.require(linear({used: -1}), most=0)
