"""Columns with their meetings as a whole-number programme, and the plan of its solution."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from scenarios.times import DAYS, Half, clock
from solver.candidates.courses import course_of
from solver.candidates.presence import Slot, hundredths
from solver.columns.column import Column
from solver.columns.comfort import NEVER, Comfort
from solver.columns.patterns import Block
from solver.columns.programme import Flags, Linear, Programme, linear
from solver.columns.shares import attended
from solver.columns.timed import Box, Timed
from solver.model.company import Company
from solver.plan import Group, Meeting, Member, Plan, with_groups

Terms = dict[int, int]
Found = dict[int, int]


class Limited(NamedTuple):
    """A sum over columns and its most."""

    sum: Linear
    most: int


class _Variables(NamedTuple):
    """Of a column: its meetings by slot, and by need and slot who of fewer lessons attends."""

    block: Block
    meets: Terms
    attends: dict[str, Terms]


class Timetable:
    """The programme of some columns and slots; every plan of them is a solution of as much.

    Attributes
    ----------
    programme
        Its rows; columns left out have no meeting and are not alive.
    objective
        Half-hundredths of a point.
    alive
        What takes part.

    Parameters
    ----------
    bill
        Half-cents where they are limited. Columns count the adults of a school once for all who
        attend one of two meetings; here they cost more if they attend different ones.
    """

    def __init__(
        self,
        timed: Timed,
        comfort: Comfort,
        kept: list[Flags],
        box: Box,
        bill: Limited | None = None,
    ) -> None:
        self._timed, self._comfort = timed, comfort
        self.blocks = timed.blocks
        self._columns = timed.master.columns
        self.programme = Programme(box.most.tolist(), list(timed.programme.rows))
        self._terms = {index: cost for index, cost in enumerate(timed.costs.tolist()) if cost}
        self._of_row: defaultdict[int, Terms] = defaultdict(dict)
        self._of: dict[int, _Variables] = {}
        self._adults: defaultdict[int, int] = defaultdict(int)
        for number, flags in enumerate(kept):
            for position in np.flatnonzero(flags.any(axis=1)).tolist():
                self._column(number, position, np.flatnonzero(flags[position]).tolist())
        for row, terms in self._of_row.items():
            old = self.programme.rows[row]
            self.programme.rows[row] = old._replace(sum=_with(old.sum, terms))
        if bill is not None and self._adults:
            self.programme.require(_with(bill.sum, self._adults), most=bill.most)
        for index in np.flatnonzero(box.least).tolist():
            self.programme.require(linear({index: 1}), least=int(box.least[index]))
        self.alive = np.ones(len(self.programme.most), dtype=np.bool_)
        self.alive[: timed.columns] = False
        self.alive[list(self._of)] = True
        self.objective: Linear = linear(self._terms)

    def companies(self, found: Found) -> tuple[Company, ...]:
        """Companies of a solution."""
        return tuple(self._columns[index].company for index in self._of if index in found)

    def plan(self, found: Found) -> Plan:
        """Groups with the meetings of a solution."""
        taught = [column for column in self._of if column in found]
        groups = [self._group(f"g{n}", index, found) for n, index in enumerate(taught, start=1)]
        return with_groups(self._timed.master.scenario, groups)

    def _column(self, number: int, row: int, slots: list[int]) -> None:
        block = self._timed.blocks[number]
        index = int(block.columns[row])
        column = self._columns[index]
        meets = {slot: self.programme.new(1) for slot in slots}
        for slot, meeting in meets.items():
            self._terms[meeting] = int(block.points[row, slot])
            for there, factor in self._timed.rows_of(number, index, slot).items():
                self._of_row[there][meeting] = factor
        self._terms[index] = self._comfort.always(column)
        self._as_many(block, meets, block.lessons, index)
        for day in range(len(DAYS)):
            on_day = {x: 1 for slot, x in meets.items() if block.slots[slot].day == day}
            self.programme.require(linear({**on_day, index: -1}), most=0)
        self._adjacent(block, meets, index)
        attends: dict[str, Terms] = {}
        for need, points in self._comfort.attendances(column):
            could = [slot for slot in slots if points[slot] < NEVER]
            own = attends[need.need] = {slot: self.programme.new(1) for slot in could}
            for slot, present in own.items():
                self._terms[present] = int(points[slot])
                self.programme.require(linear({present: 1, meets[slot]: -1}), most=0)
            self._as_many(block, own, attended(need, block.lessons), index)
        self._apart_at_schools(block, column, attends, index)
        self._of[index] = _Variables(block, meets, attends)

    def _apart_at_schools(
        self, block: Block, column: Column, attends: dict[str, Terms], index: int
    ) -> None:
        """Adults of schools whose members attend one meeting each, beyond those of one of them."""
        scenario = self._timed.master.scenario
        at_school: defaultdict[str, list[str]] = defaultdict(list)
        for need in column.company.needs:
            at_school[scenario.need_of[need].school].append(need)
        for school, needs in at_school.items():
            own = scenario.teacher_of[column.company.teacher].school == school
            if own or len(needs) < 2 or not attends.keys() >= set(needs):
                continue
            price = hundredths(scenario.supervisor_cost_of(school))
            longest = max(attended(scenario.need_of[need], block.lessons) for need in needs)
            self._adults[index] -= price * longest
            for slot in sorted({slot for need in needs for slot in attends[need]}):
                some = self.programme.new(1)
                self._adults[some] = price * (2 if block.when(slot)[1] else 1)
                for need in needs:
                    if slot in attends[need]:
                        terms = {attends[need][slot]: 1, some: -1}
                        self.programme.require(linear(terms), most=0)

    def _as_many(self, block: Block, decisions: Terms, lessons: int, index: int) -> None:
        for is_whole, count in ((True, lessons // 2), (False, lessons % 2)):
            some = {x: 1 for slot, x in decisions.items() if block.when(slot)[1] == is_whole}
            self.programme.require(linear({**some, index: -count}), least=0, most=0)

    def _adjacent(self, block: Block, meets: Terms, index: int) -> None:
        points = block.apart(((0, True), (1, True)))
        if block.lessons <= 2 or not points:
            return
        for day in range(len(DAYS) - 1):
            both = {x: 1 for slot, x in meets.items() if block.when(slot)[0] in (day, day + 1)}
            pair = self.programme.new(1)
            self._terms[pair] = points
            self.programme.require(linear({**both, index: -1, pair: -1}), most=0)

    def _group(self, name: str, index: int, found: Found) -> Group:
        scenario = self._timed.master.scenario
        company = self._columns[index].company
        block, meets, attends = self._of[index]
        course = course_of(scenario, scenario.need_of[company.needs[0]])
        slots = sorted(slot for slot, x in meets.items() if x in found)
        members = []
        for need in sorted(company.needs):
            here = attended(scenario.need_of[need], block.lessons)
            kinds = [here % 2 > 0, here // 2 > 0]
            own = attends.get(need) or {s: x for s, x in meets.items() if kinds[block.when(s)[1]]}
            present = tuple(n for n, slot in enumerate(slots) if own.get(slot) in found)
            members.append(Member(need=need, meetings=present))
        return Group(
            group=name,
            subject=course.subject,
            level=course.level,
            language=course.language,
            teacher=company.teacher,
            meetings=tuple(_meeting(block.slots[slot], block.minutes) for slot in slots),
            members=tuple(members),
        )


def _with(sum_: Linear, terms: Terms) -> Linear:
    more = linear(terms)
    return Linear(
        np.concatenate([sum_.indices, more.indices]),
        np.concatenate([sum_.factors, more.factors]),
        sum_.constant,
    )


def _meeting(slot: Slot, minutes: int) -> Meeting:
    return Meeting.model_validate(
        {
            "day": DAYS[slot.day],
            "start": clock(slot.start),
            "end": clock(slot.start + minutes),
            "half": Half(slot.half),
        }
    )
