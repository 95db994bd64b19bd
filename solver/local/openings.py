"""Starts still open on a board: those of teachers, and those at which schools can still receive.

Changes come by the dozen between two questions, so that what they leave open is worked out when
somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from solver.candidates.grid import bits
from solver.local.group import Group
from solver.local.problem import Problem

UNKNOWN = -1


class Openings:
    """What groups leave open.

    Parameters
    ----------
    of_teacher
        By teacher the groups as they are now; `count` is told of every change.
    """

    def __init__(self, problem: Problem, of_teacher: Sequence[Mapping[int, Group]]) -> None:
        self._problem = problem
        self._of_teacher = of_teacher
        self._lengths = len(problem.grid.lengths)
        self._daily = [[[0] * 5, [0] * 5] for _ in problem.teachers]
        self._held: list[dict[int, int]] = [{} for _ in problem.schools]
        self._free = [[UNKNOWN] * self._lengths for _ in problem.teachers]
        self._full = [UNKNOWN] * len(problem.schools)
        self._closed = [[UNKNOWN] * self._lengths for _ in problem.schools]
        self._day_masks = self._masks_by_day_and_half()

    def _masks_by_day_and_half(self) -> list[list[int]]:
        grid = self._problem.grid
        if grid.planes == 1:
            return [[mask, mask] for mask in grid.day_masks]
        in_b = grid.whole << 2 * grid.height
        in_a = grid.whole << grid.height
        return [[mask & ~in_b, mask & ~in_a] for mask in grid.day_masks]

    def free(self, teacher: int, length: int) -> int:
        """Starts at which the teacher has time for one more lesson of this length index."""
        found = self._free[teacher][length]
        if found == UNKNOWN:
            found = self._free[teacher][length] = self._left_to(teacher, length)
        return found

    def closed(self, school: int, length: int) -> int:
        """Starts at which the school can receive no more lesson of this length index."""
        found = self._closed[school][length]
        if found == UNKNOWN:
            if self._full[school] == UNKNOWN:
                self._full[school] = self._full_steps(school)
            full, grid = self._full[school], self._problem.grid
            found = grid.starts_touching(full, length) if full else 0
            self._closed[school][length] = found
        return found

    def count(self, teacher: int, starts: int, sign: int) -> None:
        """Meetings at these starts came to the teacher, or went."""
        grid, daily = self._problem.grid, self._daily[teacher]
        for bit in bits(starts):
            plane, day = bit // grid.height, grid.day_of[bit]
            if plane != 2:
                daily[0][day] += sign
            if plane != 1:
                daily[1][day] += sign
        self._free[teacher] = [UNKNOWN] * self._lengths

    def receive(self, school: int, group: Group, starts: int) -> None:
        """The school attends the group at these starts now, or no more."""
        if starts:
            length = self._problem.courses[group.course].length
            self._held[school][group.key] = self._problem.grid.occupied(starts, length)
        else:
            del self._held[school][group.key]
        if self._problem.schools[school].at_most:
            self._full[school] = UNKNOWN
            self._closed[school] = [UNKNOWN] * self._lengths

    def _left_to(self, teacher: int, length: int) -> int:
        problem, row = self._problem, self._problem.teachers[teacher]
        grid, taken = problem.grid, 0
        for half, counts in enumerate(self._daily[teacher]):
            for day, count in enumerate(counts):
                if count >= row.most_a_day:
                    taken |= self._day_masks[day][half]
        for group in self._of_teacher[teacher].values():
            own = problem.courses[group.course].length
            taken |= grid.blocked(group.starts, own, length, grid.changeover)
        return row.open[length] & ~taken

    def _full_steps(self, school: int) -> int:
        """Steps of the week at which the school holds as many lessons as it may."""
        at_most = self._problem.schools[school].at_most
        if not at_most:
            return 0
        full, top = at_most[0], len(at_most) - 1
        if top == 1:
            taken = 0
            for steps in self._held[school].values():
                taken |= steps
            full |= taken & at_most[1]
        elif top:
            levels = [-1] + [0] * top
            for steps in self._held[school].values():
                for groups in range(top, 0, -1):
                    levels[groups] |= levels[groups - 1] & steps
            for groups in range(1, top + 1):
                full |= levels[groups] & at_most[groups]
        return full
