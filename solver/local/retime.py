"""Groups at other times: the same members, where pupils and teachers like it better."""

from __future__ import annotations

from random import Random

import numpy as np

from scenarios.times import DAYS
from solver.local.board import Board
from solver.local.fits import choose_starts, may_join, present
from solver.local.group import Group
from solver.local.liking import Liking
from solver.local.places import dissolve

CLOSER_LOOK = 10
OTHER_TEACHER = 0.2
AT_RANDOM = 0.1


class Retime:
    """Moves whole groups in time, and sometimes to another teacher."""

    def __init__(
        self, board: Board, liking: Liking, rng: Random, only: frozenset[int] | None
    ) -> None:
        self.board = board
        self.liking = liking
        self.rng = rng
        self.only = only

    def __call__(self, seed: int) -> None:
        """Move the group of this need, or it and others of its teacher or its school."""
        board, rng = self.board, self.rng
        group = board.group_of[seed]
        if group is None:
            return
        groups = [group]
        draw = rng.random()
        if draw < 0.3:
            groups += self._some(list(board.of_teacher[group.teacher].values()), group)
        elif draw < 0.5:
            school = board.problem.needs[seed].school
            here = (board.group_of[need] for need in board.needs_of_school[school])
            unique = {other.key: other for other in here if other is not None}
            groups += self._some(list(unique.values()), group)
        groups = [g for g in groups if self.only is None or self.only.issuperset(g.members)]
        members = [dict(g.members) for g in groups]
        for moved in groups:
            dissolve(board, moved)
        for moved, needs in sorted(
            zip(groups, members, strict=True), key=lambda pair: -pair[0].half_lessons
        ):
            self._put_back(moved, needs)

    def _some(self, groups: list[Group], but: Group) -> list[Group]:
        others = [group for group in groups if group is not but]
        self.rng.shuffle(others)
        return others[: self.rng.randint(1, 2)]

    def _put_back(self, was: Group, members: dict[int, int]) -> None:
        """Open the group anew; members it has no time for stay without one."""
        board, rng = self.board, self.rng
        rows = board.problem.needs
        teacher = was.teacher
        if rng.random() < OTHER_TEACHER:
            shared = set.intersection(*(set(rows[need].teachers) for need in members))
            if shared:
                teacher = rng.choice(sorted(shared))
        if board.load[teacher] + was.half_lessons > board.problem.teachers[teacher].most:
            return
        leaders = [need for need in members if rows[need].half_lessons == was.half_lessons]
        starts = self._common(leaders, teacher)
        must = [m for need in leaders for m in board.problem.pins.attend_one_of.get(need, ())]
        length = board.problem.courses[was.course].length
        chosen = self.choose(starts, teacher, length, was.half_lessons, list(members), must)
        if not chosen:
            return
        group = board.open(was.course, teacher, chosen, was.half_lessons)
        for need in sorted(members, key=lambda need: (-rows[need].half_lessons, need)):
            attended = may_join(board, group, need)
            if attended:
                board.join(group, need, attended)
        if not group.members or not any(need in group.members for need in leaders):
            dissolve(board, group)

    def _common(self, needs: list[int], teacher: int) -> int:
        """Starts that all of the needs and the teacher have."""
        board, problem = self.board, self.board.problem
        length = problem.needs[needs[0]].length
        found = board.openings.free(teacher, length)
        for need in needs:
            found &= present(board, need, None)
            school = problem.needs[need].school
            if school != problem.teachers[teacher].school:
                found &= ~board.openings.closed(school, length)
        return found

    def choose(
        self,
        starts: int,
        teacher: int,
        length: int,
        half_lessons: int,
        needs: list[int],
        must: list[int],
    ) -> int:
        """Starts on different days with few points for these needs and the teacher."""
        if not starts:
            return 0
        if must or self.rng.random() < AT_RANDOM:
            return choose_starts(self.board, self.rng, starts, half_lessons, [], must)
        grid = self.board.problem.grid
        whole, rest = divmod(half_lessons, 2)
        chosen = 0
        for meeting in range(whole + rest):
            plane = starts & grid.whole if meeting < whole else starts & ~grid.whole
            if not plane:
                return 0
            bit = self._best(plane, teacher, length, needs, chosen)
            chosen |= 1 << bit
            starts &= ~grid.day_masks[grid.day_of[bit]]
        return chosen

    def _best(self, starts: int, teacher: int, length: int, needs: list[int], chosen: int) -> int:
        random = self.rng.random
        grid = self.board.problem.grid
        open_, points = self.liking.rated(starts, needs, teacher, length)
        noise = 400 * random()
        noisy = points + noise * np.array([random() for _ in range(len(open_))])
        order = np.argsort(noisy, kind="stable")
        # The days are told apart by what they cost the teacher, so each has its best few.
        seen = [0] * len(DAYS)
        one_more = self.liking.comfort.one_more(teacher, length, chosen)
        best, least = -1, float("inf")
        for rating, bit in zip(noisy[order].tolist(), open_[order].tolist(), strict=True):
            day = grid.day_of[bit]
            seen[day] += 1
            if seen[day] <= CLOSER_LOOK and rating < least:
                cost = rating + one_more(bit)
                if cost < least:
                    best, least = bit, cost
        return best
