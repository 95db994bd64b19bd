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
import numpy.typing as npt

from scenarios.needs import Priority
from solver.candidates.candidates import Candidates
from solver.candidates.courses import Course
from solver.columns.blocks import blocks_of
from solver.columns.column import Column, Forbidden, Grid
from solver.columns.programme import Whole
from solver.columns.shares import attended
from solver.model.company import Company, in_leading_order

NONE = -(1 << 58)
"""Profit of what is impossible; two of them still fit in a word."""


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
        self._inside, self._fees = self._attendance(fee)
        same = [
            one.school == two.school for one, two in zip(self.needs, self.needs[1:], strict=False)
        ]
        position_of = {need.need: position for position, need in enumerate(self.needs)}
        self._partners = [
            (position_of[need.need], position_of[other])
            for need in self.needs
            for other in forbidden.partners(need.need)
            if other in position_of
        ]
        self._same = [*same, False]

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
        gains = np.array([profits[need.need] for need in self.needs], dtype=np.int64)
        true = gains.tolist()
        # A need that is nowhere without its partner may as well leave its profit to it.
        for position, partner in self._partners:
            left = max(0, int(gains[position]))
            gains[position] -= left
            gains[partner] += left
        fees = self._fees * scale
        hopes = self._hopes(gains, fees)
        found: dict[int, Priced] = {}
        for lessons in sorted({block.lessons for block in self.blocks}):
            search = _Search(self, hopes, gains, fees, true)
            chosen = [k for k, block in enumerate(self.blocks) if block.lessons == lessons]
            found[lessons] = search.run(chosen, most_tries)
        return found

    def _attendance(self, fee: Mapping[str, int]) -> tuple[npt.NDArray[np.bool_], Whole]:
        """By need and block whether it may take part, and what its school costs if it is first."""
        shape = (len(self.needs), len(self.blocks))
        inside = np.zeros(shape, dtype=np.bool_)
        fees = np.zeros(shape, dtype=np.int64)
        for k, block in enumerate(self.blocks):
            for position in block.order:
                need = self.needs[position]
                inside[position, k] = True
                fees[position, k] = fee[need.school] * attended(need, block.lessons)
        return inside, fees

    def _hopes(self, gains: Whole, fees: Whole) -> Whole:
        """Most profit still to come, by position, school open, led, block, pupils and sites left.

        Needs of a school are in order of attendance, so the first one taken says what it costs.
        """
        pupils = self.room[0] + 1
        shape = (len(self.needs) + 1, 2, 2, len(self.blocks), pupils, self.room[1] + 1)
        hopes = np.zeros(shape, dtype=np.int64)
        hopes[-1, :, 0] = NONE
        lessons = np.array([block.lessons for block in self.blocks])
        for position in reversed(range(len(self.needs))):
            need, after = self.needs[position], hopes[position + 1]
            then = after[int(self._same[position])]
            leads = (lessons == need.half_lessons)[:, None, None]
            taken = np.stack([np.where(leads, then[1], then[0]), then[1]])
            gain = np.where(self._inside[position], gains[position], NONE)[:, None, None]
            taken = taken[:, :, : pupils - need.pupils] + gain
            here = hopes[position]
            here[1], here[0] = then, after[0]
            at = here[1][:, :, need.pupils :]
            np.maximum(at, taken, out=at)
            at = here[0][:, :, need.pupils :, 1:]
            np.maximum(at, (taken - fees[position][:, None, None])[..., :-1], out=at)
        return hopes

    def column(self, members: tuple[int, ...]) -> Column:
        names = in_leading_order(self.needs[k] for k in members)
        lessons = max(self.needs[k].half_lessons for k in members)
        return Column(Company(self._teacher, names), lessons, frozenset(names))

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
        """Slots common to all with most lessons when a need joins; `None` if too few are left."""
        need, mask = self.needs[joining], self._masks[joining]
        if need.half_lessons < lessons:
            return common if self._enough(need.half_lessons, common & mask) else None
        both = common & mask
        short = [k for k in members if self.needs[k].half_lessons < lessons]
        fits = self._enough(lessons, both) and all(
            self._enough(self.needs[k].half_lessons, both & self._masks[k]) for k in short
        )
        return both if fits else None


class _Search:
    """Companies of one length, the most hopeful first."""

    def __init__(
        self, pricing: CoursePricing, hopes: Whole, gains: Whole, fees: Whole, true: list[int]
    ) -> None:
        self._pricing, self._hopes, self._true_gains = pricing, hopes, true
        self._gains: list[int] = gains.tolist()
        self._fees: list[list[int]] = fees.tolist()
        self._waiting: list[tuple[int, int, _Node]] = []
        self._count = 0
        self._found: dict[frozenset[str], tuple[int, Column]] = {}
        self._best = 0

    def run(self, blocks: list[int], most_tries: int) -> Priced:
        """One company for each block, and more until none can be better or the tries are used."""
        starts = [_Node(0, block, 0, 0, *self._pricing.room, -1, (), 0) for block in blocks]
        for start in starts:
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
