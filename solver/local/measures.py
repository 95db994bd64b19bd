"""The stage values of a board, each as the measures of a plan would find it."""

from __future__ import annotations

from collections import Counter

from scenarios.rules import StageId
from solver.candidates.presence import hundredths, slot_of
from solver.local.board import Board
from solver.local.comfort import Comfort
from solver.plan import Plan

OPTIONAL = 2


class Measures:
    """Values in the unit of each stage, except that those in halves stay doubled.

    `statutory` and `coverage` count half pupil-lessons and `fairness` per mille, as always;
    `cost`, `continuity` and `convenience` are kept in halves of their unit until `values`.
    """

    def __init__(self, board: Board, previous: Plan | None) -> None:
        self.board = board
        self.comfort = Comfort(board)
        self.worth_optional = hundredths(board.problem.scenario.settings.worth_optional)
        self._wanted: Counter[int] | None = None
        self._counted: frozenset[int] = frozenset()
        self.before = Before(board, previous) if previous is not None else None

    def doubled(self, stage: StageId) -> int:
        """The value now, in halves for the stages that have halves."""
        board = self.board
        if stage is StageId.STATUTORY:
            return board.unserved[0]
        if stage is StageId.COVERAGE:
            return board.unserved[1]
        if stage is StageId.COST:
            unserved = board.unserved[OPTIONAL] * self.worth_optional
            return board.supervision + board.teaching + unserved
        if stage is StageId.CONVENIENCE:
            return self.comfort.total()
        if stage is StageId.FAIRNESS:
            return self._fairness()
        return 0 if self.before is None else self.before.total()

    def value(self, stage: StageId) -> int:
        """The value now, in the unit of the stage, a half rounded up."""
        doubled = self.doubled(stage)
        return (doubled + 1) // 2 if stage in IN_HALVES else doubled

    def _fairness(self) -> int:
        needs = self.board.problem.needs
        if self._wanted is None:
            counted = [n for n, row in enumerate(needs) if row.priority != OPTIONAL]
            self._counted = frozenset(n for n in counted if self._servable(n))
            self._wanted = Counter()
            for number in sorted(self._counted):
                self._wanted[needs[number].buyer] += needs[number].half_pupil_lessons
        unserved: Counter[int] = Counter()
        for waiting in self.board.waiting:
            for number in waiting:
                if number in self._counted:
                    unserved[needs[number].buyer] += needs[number].half_pupil_lessons
        shares = (-(-1000 * unserved[buyer] // self._wanted[buyer]) for buyer in unserved)
        return max(shares, default=0)

    def _servable(self, number: int) -> bool:
        """Whether some permitted teacher has time, whatever the pins say."""
        problem = self.board.problem
        row = problem.needs[number]
        starts = problem.starts_of(row.row)
        return any(
            problem.grid.enough_days(
                starts & problem.teachers[teacher].open[row.length], row.half_lessons
            )
            for teacher in problem.staff.for_need(row.row)
        )


IN_HALVES = (StageId.CONTINUITY, StageId.COST, StageId.CONVENIENCE)


class Before:
    """Changes against the previous plan, kept need by need.

    Attributes
    ----------
    known
        By need served then its teacher and starts; starts that no meeting has now are 0.
    """

    def __init__(self, board: Board, previous: Plan) -> None:
        self.board = board
        settings = board.problem.scenario.settings
        self._dropped = hundredths(settings.weight_dropped)
        self._teacher = hundredths(settings.weight_teacher_changed)
        self._time = hundredths(settings.weight_time_changed)
        self.known: dict[int, tuple[int, int]] = {}
        for number, row in enumerate(board.problem.needs):
            found = previous.group_of.get(row.row.continues or row.row.need)
            if found is not None:
                group, member = found
                starts = board.problem.grid.mask(map(slot_of, group.attended(member)))
                teacher = board.problem.teacher_number.get(group.teacher, -1)
                self.known[number] = (teacher, starts)
        board.before.update({need: starts for need, (_, starts) in self.known.items()})
        self._of_need = {number: self._change(number) for number in self.known}
        self._total = sum(self._of_need.values())
        board.touched_needs.clear()

    def total(self) -> int:
        """Halves of hundredths of a pupil-lesson."""
        for need in self.board.touched_needs:
            if need in self.known:
                now = self._change(need)
                self._total += now - self._of_need[need]
                self._of_need[need] = now
        self.board.touched_needs.clear()
        return self._total

    def _change(self, need: int) -> int:
        group = self.board.group_of[need]
        if group is None:
            return self.of_none(need)
        return self.of_choice(need, group.teacher, group.members[need])

    def of_none(self, need: int) -> int:
        """What it changes that the need is not served."""
        if need not in self.known:
            return 0
        return self.board.problem.needs[need].half_pupil_lessons * self._dropped

    def of_choice(self, need: int, teacher: int, attended: int) -> int:
        """What it changes that the need has this teacher and attends these starts."""
        before, starts = self.known.get(need, (teacher, attended))
        change = self._teacher * (before != teacher) + self._time * (starts != attended)
        return self.board.problem.needs[need].half_pupil_lessons * change
