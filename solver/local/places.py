"""Recreate: needs without a group placed one by one, each where it costs least now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from solver.candidates.grid import bits
from solver.local.board import Board
from solver.local.fits import choose_starts, may_join, open_starts, voters
from solver.local.group import Group
from solver.local.measures import Before

if TYPE_CHECKING:
    from solver.local.liking import Liking

OPTIONAL = 2
BLINK = 0.03
AS_BEFORE = 0.85
TRIES = 4


@dataclass
class Prices:
    """What an unserved need counts for against half-cents.

    Attributes
    ----------
    unserved
        By priority, per half pupil-lesson.
    lacking
        Per half lesson by which a used teacher is below the least number.
    change
        Per half of a hundredth of a pupil-lesson changed against the previous plan.
    """

    unserved: list[int]
    lacking: int
    change: int


class Placer:
    """Places needs on a board."""

    def __init__(
        self, board: Board, rng: Random, prices: Prices, only: frozenset[int] | None = None
    ) -> None:
        self.board = board
        self.rng = rng
        self.prices = prices
        self.only = only
        self.liking: Liking | None = None
        self.before: Before | None = None

    def spend(self) -> int:
        """Half-cents of the board, with what lessons are lacking."""
        board = self.board
        return board.supervision + board.teaching + self.prices.lacking * board.lacking

    def place(self, need: int) -> bool:
        """Put the need where it costs least, if that is less than leaving it out."""
        board = self.board
        worth = self._worth(need)
        joins = self._best_join(need)
        opens = self._opens(need)
        if joins is not None and (not opens or joins[0] <= opens[0][0]):
            if joins[0] < worth:
                board.join(joins[1], need, joins[2])
                return True
            return False
        for cost, _, teacher, starts in opens[:TRIES]:
            if self._open(need, teacher, starts, cost, worth):
                return True
        if joins is not None and joins[0] < worth:
            board.join(joins[1], need, joins[2])
            return True
        return False

    def _best_join(self, need: int) -> tuple[int, Group, int] | None:
        board, random = self.board, self.rng.random
        problem = board.problem
        row = problem.needs[need]
        best: tuple[int, Group, int] | None = None
        price = problem.schools[row.school].price
        points = None if self.liking is None else self.liking.comfort.points(need)
        for group in self._groups(need):
            if random() < BLINK:
                continue
            there = group.sites.get(row.school, 0)
            own = row.school == problem.teachers[group.teacher].school
            # At least this much, so dearer groups need no closer look.
            if best is not None and not own and not there and best[0] <= price:
                continue
            attended = may_join(board, group, need)
            if attended:
                cost = 0
                if not own:
                    cost = price * problem.grid.half_worth(attended & ~there)
                if self.before is not None:
                    cost += self._change(need, group.teacher, attended)
                if points is not None:
                    cost += sum(points[bit] for bit in bits(attended))
                if best is None or cost < best[0]:
                    best = (cost, group, attended)
                    if cost == 0:
                        break
        return best

    def _groups(self, need: int) -> list[Group]:
        board = self.board
        row = board.problem.needs[need]
        groups = board.in_course[row.course]
        if len(groups) <= 4 * len(row.teachers):
            return list(groups.values())
        return [
            group
            for teacher in row.teachers
            for group in board.of_teacher[teacher].values()
            if group.course == row.course
        ]

    def _opens(self, need: int) -> list[tuple[int, float, int, int]]:
        board, random = self.board, self.rng.random
        problem = board.problem
        row = problem.needs[need]
        if need in problem.pins.company:
            return []
        found = []
        adults = problem.schools[row.school].price * row.half_lessons
        for teacher in row.teachers:
            if random() < BLINK:
                continue
            starts = open_starts(board, need, teacher)
            if starts:
                who, load = problem.teachers[teacher], board.load[teacher]
                after = load + row.half_lessons
                cost = who.half_cents(after) - who.half_cents(load)
                if who.school != row.school:
                    cost += adults
                if who.least > load:
                    lacking = max(0, who.least - after) - (who.least - load) * (load > 0)
                    cost += self.prices.lacking * lacking
                if self.before is not None:
                    same = self.before.known.get(need, (0, 0))[1] & starts
                    cost += self._change(need, teacher, same)
                found.append((cost, random(), teacher, starts))
        found.sort()
        return found

    def _open(self, need: int, teacher: int, starts: int, cost: int, worth: int) -> bool:
        board = self.board
        problem = board.problem
        rows, row = problem.needs, problem.needs[need]
        course = problem.courses[row.course]
        alone = row.priority == 0 or row.pupils >= course.min_pupils
        if alone and cost >= worth and row.priority != OPTIONAL:
            return False
        pool = list(board.waiting[row.course])
        if self.only is not None:
            pool = [other for other in pool if other in self.only]
        company = voters(board, self.rng, need, teacher, pool)
        chosen = self._starts(need, starts, company)
        if not chosen:
            return False
        near = [other for other, theirs in company.items() if theirs & chosen]
        if not alone and row.pupils + sum(rows[n].pupils for n in near) < course.min_pupils:
            return False
        mark, before = len(board.log), self.spend()
        group = board.open(row.course, teacher, chosen, row.half_lessons)
        attended = may_join(board, group, need)
        if not attended:
            board.undo(mark)
            return False
        board.join(group, need, attended)
        if alone and cost < worth:
            return True
        gained = worth + self._gather(group, near)
        if self._too_few(group) or self.spend() - before >= gained:
            board.undo(mark)
            return False
        return True

    def _worth(self, need: int) -> int:
        """Half-cents that leaving the need out counts for."""
        row, prices = self.board.problem.needs[need], self.prices
        worth = prices.unserved[row.priority] * row.half_pupil_lessons
        if self.before is not None:
            worth += prices.change * self.before.of_none(need)
        return worth

    def _change(self, need: int, teacher: int, attended: int) -> int:
        """Half-cents that a change against the previous plan counts for."""
        if self.before is None:
            return 0
        return self.prices.change * self.before.of_choice(need, teacher, attended)

    def _starts(self, need: int, starts: int, company: dict[int, int]) -> int:
        """Where the need and most of its possible company could meet."""
        problem = self.board.problem
        rows, row = problem.needs, problem.needs[need]
        if self.before is not None and self.rng.random() < AS_BEFORE:
            same = self.before.known.get(need, (0, 0))[1]
            if same and same & starts == same and self._enough(same, row.half_lessons):
                return same
        votes = list(company.values())
        # A need of the same school comes without another adult, so it counts twice.
        votes += [theirs for other, theirs in company.items() if rows[other].school == row.school]
        must = problem.pins.attend_one_of.get(need, [])
        liked = None if self.liking is None else partial(self.liking.best, need)
        return choose_starts(self.board, self.rng, starts, row.half_lessons, votes, must, liked)

    def _enough(self, starts: int, half_lessons: int) -> bool:
        """Whether these are the meetings of such a group: earlier plans may be unsound."""
        grid = self.board.problem.grid
        if any((starts & mask).bit_count() > 1 for mask in grid.day_masks):
            return False
        every_week = (starts & grid.whole).bit_count()
        return (every_week, starts.bit_count() - every_week) == divmod(half_lessons, 2)

    def _gather(self, group: Group, near: list[int]) -> int:
        """Let others join; say what serving them is worth."""
        board, gained = self.board, 0
        rows = board.problem.needs
        for other in sorted(near, key=lambda other: rows[other].school not in group.sites):
            attended = may_join(board, group, other)
            worth = self._worth(other)
            if attended and (self._too_few(group) or self._adults(group, other) < worth):
                board.join(group, other, attended)
                gained += worth
        return gained

    def _adults(self, group: Group, need: int) -> int:
        problem = self.board.problem
        row = problem.needs[need]
        if row.school in group.sites or row.school == problem.teachers[group.teacher].school:
            return 0
        return problem.schools[row.school].price * row.half_lessons

    def _too_few(self, group: Group) -> bool:
        return (
            not group.duties and group.pupils < self.board.problem.courses[group.course].min_pupils
        )

    def clean(self, mark: int) -> None:
        """Dissolve groups that the last changes left with too few pupils."""
        groups = {group.key: group for _, group, _, _ in self.board.log[mark:]}
        for group in groups.values():
            if group.members and self._too_few(group):
                dissolve(self.board, group)


def remove(board: Board, need: int) -> list[int]:
    """Take a need out of its group, with all who cannot stay without it; say who left."""
    group = board.group_of[need]
    if group is None:
        return []
    board.leave(group, need)
    gone = [need]
    for other in board.problem.pins.dependents.get(need, ()):
        if board.group_of[other] is group:
            gone += remove(board, other)
    if not group.members:
        if group.key in board.in_course[group.course]:
            board.close(group)
        return gone
    return gone + _shorten(board, group)


def _shorten(board: Board, group: Group) -> list[int]:
    """Without its longest members a group has fewer meetings, or else it is dissolved."""
    rows, grid = board.problem.needs, board.problem.grid
    longest = max(rows[member].half_lessons for member in group.members)
    if longest == group.half_lessons:
        return []
    kept = 0
    for starts in group.members.values():
        kept |= starts
    halved = longest % 2
    for member, starts in group.members.items():
        whole, rest = divmod(rows[member].half_lessons, 2)
        wanted = (whole, rest) if halved else (whole + rest, 0)
        if ((starts & grid.whole).bit_count(), (starts & ~grid.whole).bit_count()) != wanted:
            return dissolve(board, group)
    if ((kept & grid.whole).bit_count(), (kept & ~grid.whole).bit_count()) != divmod(longest, 2):
        return dissolve(board, group)
    board.meet(group, kept, longest)
    return []


def dissolve(board: Board, group: Group) -> list[int]:
    """Take everybody out and close the group; say who left."""
    members = list(group.members)
    for member in members:
        board.leave(group, member)
    board.close(group)
    return members
