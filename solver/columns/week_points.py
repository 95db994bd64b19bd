"""The least points of a teacher's week with some companies, and meetings that have them.

Without gaps a week with more companies, or with larger ones, has at least as many points. With
gaps it need not: another meeting may fill one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scenarios.needs import Need
from scenarios.times import DAYS, Half
from solver.candidates.free_time import FreeTime
from solver.candidates.presence import hundredths
from solver.columns.column import Column, column_of
from solver.columns.comfort import Comfort
from solver.columns.effort import Effort, Left
from solver.columns.integer import solved
from solver.columns.patterns import Block
from solver.columns.programme import Flags, linear
from solver.columns.rows import Master
from solver.columns.shares import chooses
from solver.columns.timed import Timed
from solver.columns.timetable import Timetable
from solver.plan import Group

IMPOSSIBLE = 1 << 40
"""Points of a week that does not exist."""


class OpenWeekError(Exception):
    """There was no time to search all weeks."""


class Week(NamedTuple):
    """Columns of one teacher, and whether minutes between meetings count."""

    columns: frozenset[Column]
    gaps: bool


@dataclass
class _Known:
    least: int = 0
    most: int = IMPOSSIBLE
    groups: tuple[Group, ...] = ()


class WeekPoints:
    """Weeks that were asked about; points are half-hundredths, teachers' days included."""

    def __init__(self, comfort: Comfort) -> None:
        self._comfort = comfort
        self._known: dict[Week, _Known] = {}

    def least(self, week: Week, enough: int, effort: Effort, left: Left) -> int:
        """Points of the best such week, or `enough` if it has not less.

        Raises
        ------
        OpenWeekError
            If neither could be shown in the time left.
        """
        known = self._known.setdefault(week, _Known())
        if known.least < min(enough, known.most):
            self._look(week, known, enough, effort, left)
        if known.least < min(enough, known.most):
            raise OpenWeekError
        return min(enough, known.least)

    def groups(self, week: Week) -> tuple[Group, ...]:
        """Groups of the best week found."""
        return self._known[week].groups

    def _look(self, week: Week, known: _Known, enough: int, effort: Effort, left: Left) -> None:
        """Search all weeks of less than enough points."""
        seconds = left()
        if seconds <= 0:
            return
        timetable = self._timetable(week, enough)
        if timetable is None:
            known.least = max(known.least, enough)
            return
        found = solved(
            timetable.programme,
            timetable.objective,
            timetable.alive,
            enough - 1,
            seconds,
            effort,
            plain=True,
        )
        if found.bound is None:
            known.least = max(known.least, enough)
            return
        known.least = max(known.least, found.bound)
        if found.value is not None and found.chosen is not None and found.value < known.most:
            known.most = found.value
            known.groups = timetable.plan(found.chosen).groups

    def _timetable(self, week: Week, enough: int) -> Timetable | None:
        """Meetings that a week of less than enough points can have; `None` without any."""
        columns = sorted(week.columns)
        given = self._comfort.given
        master = Master(given, columns, whole=False)
        weight = 2 * hundredths(given.scenario.settings.weight_teacher_day)
        days = linear(dict.fromkeys(master.days.values(), weight))
        alive = np.ones(len(master.programme.most), dtype=np.bool_)
        timed = Timed(master, self._comfort, [], days, alive, gaps=week.gaps)
        kept = [block.points < min(enough, IMPOSSIBLE) for block in timed.blocks]
        if not all(flags.any(axis=1).all() for flags in kept):
            return None
        if all(column == without_choosing(column, given.scenario.need_of) for column in columns):
            _begin_with_a(given.free_time[columns[0].company.teacher], timed.blocks, kept)
        timetable = Timetable(timed, self._comfort, kept, timed.box)
        for index in range(len(columns)):
            timetable.programme.require(linear({index: 1}), least=1)
        return timetable


def _begin_with_a(free_time: FreeTime, blocks: Sequence[Block], kept: Sequence[Flags]) -> None:
    """Where both halves are alike, the first half meeting is in A."""
    alike = all(
        free_time.busy[day, Half.A] == free_time.busy[day, Half.B] for day in range(len(DAYS))
    )
    if not alike or not all(map(_halves_alike, blocks)):
        return
    for block, flags in zip(blocks, kept, strict=True):
        if block.lessons % 2:
            flags[0, [slot.half is Half.B for slot in block.slots]] = False
            return


def _halves_alike(block: Block) -> bool:
    """Whether each slot of A is one of B with the same points."""
    number = {slot: index for index, slot in enumerate(block.slots)}
    pairs = [
        (index, number.get(slot._replace(half=Half.B)))
        for slot, index in number.items()
        if slot.half is Half.A
    ]
    if sum(slot.half is Half.B for slot in block.slots) != len(pairs):
        return False
    return all(
        b is not None and bool((block.points[:, a] == block.points[:, b]).all()) for a, b in pairs
    )


def without_choosing(column: Column, need_of: Mapping[str, Need]) -> Column:
    """Those without a choice of the meetings."""
    kept = [n for n in column.company.needs if not chooses(need_of[n], column.lessons)]
    return with_members(column, kept)


def with_members(column: Column, needs: Collection[str]) -> Column:
    """The column with some of its needs; one of them has as many lessons."""
    kept = tuple(need for need in column.company.needs if need in needs)
    return column_of(column.company._replace(needs=kept), column.lessons)
