"""The most profitable company of a teacher, given what serving each need is worth.

For a number of lessons and a range of grades, pupils and sites make a knapsack that dynamic
programming solves from the last need to the first. It leaves times and pins out, so what it says
bounds every way to complete a company; a best-first search along those bounds finds the best
company that has common times too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from scenarios.needs import Priority
from solver.candidates.candidates import Candidates
from solver.candidates.courses import Course
from solver.columns.blocks import blocks_of
from solver.columns.column import Column, Forbidden, Grid, Steps, column_of
from solver.columns.hopes import Attendance, hopes
from solver.columns.programme import Whole
from solver.columns.shares import attended, chooses
from solver.model.company import Company, in_leading_order


class Priced(NamedTuple):
    """What was found of the companies of one length.

    Attributes
    ----------
    most
        No company has more profit.
    found
        Companies with their profits, most first.
    """

    most: int
    found: tuple[tuple[int, Column], ...]


class _Node(NamedTuple):
    """A company begun: the first needs are decided on."""

    position: int
    block: int
    open: int
    led: int
    pupils: int
    sites: int
    common: int
    members: tuple[int, ...]
    profit: int


class CoursePricing:
    """The companies of one course with one teacher, none of them listed.

    Parameters
    ----------
    fee
        Grains that a school with needs in a company costs by half lesson attended; the teacher's
        own costs nothing.
    """

    def __init__(
        self,
        given: Candidates,
        course: Course,
        teacher: str,
        forbidden: Forbidden,
        fee: Mapping[str, int],
    ) -> None:
        self._teacher, self._forbidden = teacher, forbidden
        self._subject = given.scenario.subject_of[course.subject]
        grid = Grid(given, given.courses[course], teacher)
        self._grid = grid
        able = [
            need
            for need in given.courses[course]
            if need.pupils <= self._subject.max_pupils
            and grid.enough_days(need.half_lessons, grid.mask_of[need.need])
            and forbidden.may_have(need.need, teacher)
            and all((other, teacher) in given.slots for other in forbidden.partners(need.need))
        ]
        self.needs = sorted(able, key=lambda need: (need.school, -need.half_lessons, need.need))
        self._masks = [grid.mask_of[need.need] for need in self.needs]
        self._times: dict[tuple[int, int], bool] = {}
        self.blocks = blocks_of(self.needs, self._subject.grade_span)
        sites = min(self._subject.max_sites, len({need.school for need in self.needs}))
        self.room = (self._subject.max_pupils, sites)
        self._attendance = Attendance(self.needs, self.blocks, fee)
        position_of = {need.need: position for position, need in enumerate(self.needs)}
        self._partners = [
            (position_of[need.need], position_of[other])
            for need in self.needs
            for other in forbidden.partners(need.need)
            if other in position_of
        ]

    def singles(self) -> Iterator[Column]:
        """A column for each need alone, as far as it may be alone."""
        for position in range(len(self.needs)):
            column = self.column((position,))
            if self.allowed(column, (position,)):
                yield column

    def best(self, profits: Mapping[str, int], scale: int, most_tries: int) -> dict[int, Priced]:
        """By lessons the most profitable companies, a need's profit being counted in grains/scale.

        Parameters
        ----------
        most_tries
            Companies to look at for each length beyond one for each range of grades. If that is
            not enough to know the best, `most` is what the search had left to hope for.
        """
        search = self._search(profits, scale)
        return {
            lessons: search.run(self._blocks_of(lessons), most_tries) for lessons in self.lessons
        }

    def near(
        self, profits: Mapping[str, int], scale: int, least: Mapping[int, int], steps: Steps
    ) -> list[Column]:
        """Every company with at least the profit that its lessons ask for.

        Raises
        ------
        TooManyColumnsError
            If there are not enough steps to find them.
        """
        search = self._search(profits, scale)
        found: dict[frozenset[str], Column] = {}
        for lessons in self.lessons:
            for column in search.every(self._blocks_of(lessons), least[lessons], steps):
                found[column.members] = column
        return list(found.values())

    @property
    def lessons(self) -> list[int]:
        """Half lessons that companies may have."""
        return sorted({block.lessons for block in self.blocks})

    def _blocks_of(self, lessons: int) -> list[int]:
        return [k for k, block in enumerate(self.blocks) if block.lessons == lessons]

    def _search(self, profits: Mapping[str, int], scale: int) -> _Search:
        gains = np.array([profits[need.need] for need in self.needs], dtype=np.int64)
        true = gains.tolist()
        # A need that is nowhere without its partner may as well leave its profit to it.
        for position, partner in self._partners:
            left = max(0, int(gains[position]))
            gains[position] -= left
            gains[partner] += left
        fees = self._attendance.fees * scale
        hoped = hopes(self.needs, self.blocks, self.room, self._attendance.inside, gains, fees)
        return _Search(self, hoped, gains, fees, true)

    def column(self, members: tuple[int, ...]) -> Column:
        names = in_leading_order(self.needs[k] for k in members)
        lessons = max(self.needs[k].half_lessons for k in members)
        return column_of(Company(self._teacher, names), lessons)

    def allowed(self, column: Column, members: tuple[int, ...]) -> bool:
        needs = [self.needs[k] for k in members]
        large = sum(need.pupils for need in needs) >= self._subject.min_pupils
        statutory = any(need.priority is Priority.STATUTORY for need in needs)
        return (large or statutory) and not self._forbidden.holds(column)

    def _enough(self, lessons: int, mask: int) -> bool:
        key = (lessons, mask)
        if key not in self._times:
            self._times[key] = self._grid.enough_days(lessons, mask)
        return self._times[key]

    def common(
        self, common: int, lessons: int, members: tuple[int, ...], joining: int
    ) -> int | None:
        """Slots of all without a choice when a need joins; `None` if too few are left."""
        need, mask = self.needs[joining], self._masks[joining]
        if chooses(need, lessons):
            return common if self._enough(attended(need, lessons), common & mask) else None
        left = self._grid.left(common, need, lessons)
        fits = self._enough(lessons, left) and all(
            self._enough(attended(self.needs[k], lessons), left & self._masks[k])
            for k in members
            if chooses(self.needs[k], lessons)
        )
        return left if fits else None


class _Search:
    """Companies of one length, the most hopeful first."""

    def __init__(
        self, pricing: CoursePricing, hopes: Whole, gains: Whole, fees: Whole, true: list[int]
    ) -> None:
        self._pricing, self._hopes, self._true_gains = pricing, hopes, true
        self._gains: list[int] = gains.tolist()
        self._fees: list[list[int]] = fees.tolist()
        self._begin()

    def _begin(self) -> None:
        self._waiting: list[tuple[int, int, _Node]] = []
        self._count = 0
        self._found: dict[frozenset[str], tuple[int, Column]] = {}
        self._best = 0

    def _starts(self, blocks: list[int]) -> list[_Node]:
        return [_Node(0, block, 0, 0, *self._pricing.room, -1, (), 0) for block in blocks]

    def every(self, blocks: list[int], least: int, steps: Steps) -> Iterator[Column]:
        """All companies of at least a profit, some more than once."""
        waiting = self._starts(blocks)
        while waiting:
            steps.take()
            node = waiting.pop()
            if node.position < len(self._pricing.blocks[node.block].order):
                both = (self._skipped(node), self._taken(node))
                waiting += [one for one in both if one is not None and self._hope(one) >= least]
                continue
            column = self._pricing.column(node.members) if node.led else None
            if column is not None and self._pricing.allowed(column, node.members):
                yield column

    def run(self, blocks: list[int], most_tries: int) -> Priced:
        """One company for each block, and more until none can be better or the tries are used."""
        self._begin()
        for start in self._starts(blocks):
            self._follow(start, 0)
        for _ in range(most_tries):
            if not self._waiting or -self._waiting[0][0] <= self._best:
                break
            self._follow(heappop(self._waiting)[2], self._best)
        left = -self._waiting[0][0] if self._waiting else 0
        found = sorted(self._found.values(), key=lambda entry: (-entry[0], entry[1].company))
        return Priced(max(self._best, left), tuple(found))

    def _follow(self, node: _Node, floor: int) -> None:
        """Complete a company by the better choice each time; the other choices wait."""
        block = self._pricing.blocks[node.block]
        while node.position < len(block.order):
            skipped = self._skipped(node)
            hope = self._hope(skipped)
            taken = self._taken(node)
            if taken is not None:
                with_it = self._hope(taken)
                if with_it >= hope:
                    skipped, hope, taken, with_it = taken, with_it, skipped, hope
                self._wait(taken, with_it)
            if hope <= floor:
                return
            node = skipped
        column = self._pricing.column(node.members)
        if node.led and self._pricing.allowed(column, node.members):
            more = sum(self._true_gains[k] - self._gains[k] for k in node.members)
            self._found[column.members] = (node.profit + more, column)
            self._best = max(self._best, node.profit + more)

    def _wait(self, node: _Node, hope: int) -> None:
        if hope > self._best:
            self._count += 1
            heappush(self._waiting, (-hope, self._count, node))

    def _hope(self, node: _Node) -> int:
        """Most profit of a company begun like this."""
        order = self._pricing.blocks[node.block].order
        last = node.position == len(order)
        position = len(self._pricing.needs) if last else order[node.position]
        at = (position, node.open, node.led, node.block, node.pupils, node.sites)
        return node.profit + self._hopes.item(at)

    def _skipped(self, node: _Node) -> _Node:
        follows = self._pricing.blocks[node.block].follows[node.position]
        return node._replace(position=node.position + 1, open=node.open if follows else 0)

    def _taken(self, node: _Node) -> _Node | None:
        """The company with the next need; `None` if it does not fit."""
        pricing, block = self._pricing, self._pricing.blocks[node.block]
        index = block.order[node.position]
        need = pricing.needs[index]
        pupils, sites = node.pupils - need.pupils, node.sites - (not node.open)
        if pupils < 0 or sites < 0:
            return None
        common = pricing.common(node.common, block.lessons, node.members, index)
        if common is None:
            return None
        fee = 0 if node.open else self._fees[index][node.block]
        return _Node(
            node.position + 1,
            node.block,
            int(block.follows[node.position]),
            int(node.led or need.half_lessons == block.lessons),
            pupils,
            sites,
            common,
            (*node.members, index),
            node.profit + self._gains[index] - fee,
        )
