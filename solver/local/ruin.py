"""Ruin: which needs to take out of their groups, so that they can be placed anew."""

from __future__ import annotations

from random import Random

from solver.local.board import Board
from solver.local.group import Group
from solver.local.places import dissolve, remove

NEAR_ONE_LEFT_OUT, MOST_STEPS = 0.6, 3


class Ruin:
    """Takes needs off a board in several ways.

    Attributes
    ----------
    movable
        Needs that may be taken out, in order.
    wanted
        Rank of the needs of which none should be left out, if these count most: 0 for statutory
        and 1 for promised ones.
    """

    def __init__(
        self, board: Board, rng: Random, movable: list[int], wanted: int | None = None
    ) -> None:
        self.board = board
        self.rng = rng
        self.movable = movable
        self.wanted = wanted
        self._all = len(movable) == len(board.problem.needs)
        self._may_move = frozenset(movable)

    def __call__(self) -> list[int]:
        """Take some needs out; say which."""
        draw = self.rng.random()
        seed = self.seed()
        if draw < 0.25:
            waiting = self._owed() if draw < 0.15 else self._waiting()
            if waiting is not None:
                return self._for_a_waiting(waiting)
        if draw < 0.5:
            return self._course(seed)
        if draw < 0.7:
            return self._teacher(seed)
        if draw < 0.85:
            return self._school(seed)
        return self._members(seed)

    def seed(self) -> int:
        """A need that may move, drawn by chance; mostly one in the way of those left out."""
        if self.wanted is not None and self.rng.random() < NEAR_ONE_LEFT_OUT:
            need = self._one_of([*self.board.owed[self.wanted]])
            for _ in range(self.rng.randint(1, MOST_STEPS)):
                need = need if need is None else self._beside(need)
            if need in self._may_move:
                return need
        return self.movable[self.rng.randrange(len(self.movable))]

    def _beside(self, need: int) -> int:
        """Another need of its school, or one that a teacher has who could have it."""
        row, rng = self.board.problem.needs[need], self.rng
        groups: list[Group] = []
        if row.teachers and rng.random() < 0.5:
            groups += self.board.of_teacher[rng.choice(row.teachers)].values()
        if groups:
            return rng.choice(list(rng.choice(groups).members))
        return rng.choice(self.board.needs_of_school[row.school])

    def _owed(self) -> int | None:
        """A statutory or promised need without a group, if chance finds one that may move."""
        statutory, promised = self.board.owed
        return self._one_of([*statutory, *promised])

    def _one_of(self, needs: list[int]) -> int | None:
        for _ in range(4 if needs else 0):
            need = self.rng.choice(needs)
            if need in self._may_move:
                return need
        return None

    def _waiting(self) -> int | None:
        """Of a few needs drawn one without a group that somebody could teach."""
        needs = self.board.problem.needs
        courses = self.board.waiting
        for _ in range(8):
            waiting = courses[needs[self.seed()].course]
            if waiting:
                need = list(waiting)[self.rng.randrange(len(waiting))]
                if needs[need].teachers and need in self._may_move:
                    return need
        return None

    def _take(self, groups: list[Group]) -> list[int]:
        gone: list[int] = []
        for group in groups:
            if group.members and (self._all or self._may_move.issuperset(group.members)):
                gone += dissolve(self.board, group)
        return gone

    def _for_a_waiting(self, need: int) -> list[int]:
        """Groups of a teacher who could have it, or of its course, or of its school's hour."""
        board, rng = self.board, self.rng
        row = board.problem.needs[need]
        teacher = row.teachers[rng.randrange(len(row.teachers))]
        groups = list(board.of_teacher[teacher].values())
        if rng.random() < 0.4:
            groups += list(board.in_course[row.course].values())
        rng.shuffle(groups)
        gone = self._take(groups[: rng.randint(1, 4)])
        if rng.random() < 0.4:
            gone += self._members_of_school(row.school, 4)
        return [need, *gone]

    def _course(self, seed: int) -> list[int]:
        """Groups of one course, near each other by school or teacher."""
        board, rng = self.board, self.rng
        group = board.group_of[seed]
        groups = list(board.in_course[board.problem.needs[seed].course].values())
        if group is None or len(groups) < 2:
            return self._teacher(seed)

        def far(other: Group) -> float:
            near = len(group.sites.keys() & other.sites.keys())
            near += 2 * (group.teacher == other.teacher)
            return rng.random() * 3 - near - (other is group) * 9

        if len(groups) > 40:
            groups = [group, *rng.sample(groups, 40)]
        groups.sort(key=far)
        return self._take(groups[: rng.randint(2, 4)])

    def _teacher(self, seed: int) -> list[int]:
        board, rng = self.board, self.rng
        group = board.group_of[seed]
        if group is None:
            return self._members(seed)
        groups = list(board.of_teacher[group.teacher].values())
        rng.shuffle(groups)
        return self._take([group, *groups[: rng.randint(1, 4)]])

    def _school(self, seed: int) -> list[int]:
        return self._members_of_school(
            self.board.problem.needs[seed].school, self.rng.randint(3, 9)
        )

    def _members_of_school(self, school: int, most: int) -> list[int]:
        board = self.board
        members = [need for need in board.needs_of_school[school] if need in self._may_move]
        self.rng.shuffle(members)
        gone: list[int] = []
        for need in members[:most]:
            gone += remove(board, need)
        return gone

    def _members(self, seed: int) -> list[int]:
        """Some members of groups of the course, one by one."""
        board, rng = self.board, self.rng
        row = board.problem.needs[seed]
        needs = board.problem.courses[row.course].needs
        some = list(needs) if len(needs) < 60 else rng.sample(needs, 60)
        some = [need for need in some if need in self._may_move]
        rng.shuffle(some)
        gone = remove(board, seed)
        for need in some[: rng.randint(3, 9)]:
            gone += remove(board, need)
        return gone
