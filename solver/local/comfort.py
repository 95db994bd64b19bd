"""The stage `convenience` of a board, kept up to date group by group and teacher by teacher."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.needs import Pin, PinKind
from scenarios.times import DAYS, HALVES, Interval, covered
from solver.candidates.grid import bits
from solver.candidates.presence import Slot, hundredths
from solver.local.board import Board
from solver.local.group import Group


class Comfort:
    """Half-hundredths of a point."""

    def __init__(self, board: Board) -> None:
        self.board = board
        scenario = board.problem.scenario
        weights = scenario.settings
        self._mix = 2 * hundredths(weights.weight_grade_mix)
        self._unqualified = 2 * hundredths(weights.weight_unqualified)
        self.unliked_points = 2 * hundredths(weights.weight_unpreferred)
        self._adjacent = 2 * hundredths(weights.weight_adjacent_days)
        self._day = 2 * hundredths(weights.weight_teacher_day)
        self._gap = hundredths(weights.weight_teacher_gap_minute)
        self._wish = 2 * hundredths(weights.weight_wish)
        self._wishes = [
            pin
            for pin in scenario.pins
            if pin.kind in (PinKind.PREFER, PinKind.AVOID) and pin.need in board.problem.number_of
        ]
        self._points: list[dict[int, int] | None] = [None] * len(board.problem.needs)
        self._shared: dict[int, dict[int, int]] = {}
        self._of_teacher = [0] * len(board.problem.teachers)
        self._unliked_starts: dict[tuple[int, int], int] = {}
        self._total = 0

    def total(self) -> int:
        """All of it, now."""
        board = self.board
        for key, group in board.touched_groups.items():
            stands = group.members and key in board.in_course[group.course]
            now = self.of_group(group) if stands else 0
            self._total += now - group.counted
            group.counted = now
        for teacher in board.touched_teachers:
            now = self._teacher(teacher)
            self._total += now - self._of_teacher[teacher]
            self._of_teacher[teacher] = now
        board.touched_groups.clear()
        board.touched_teachers.clear()
        return self._total + self._wish * sum(map(self._wish_not_followed, self._wishes))

    def of_group(self, group: Group) -> int:
        """What a group costs its pupils and by its make-up."""
        if group.points < 0:
            group.points = self._at_meetings(group) + self._of_make_up(group)
        return group.points

    def points(self, need: int) -> dict[int, int]:
        """By start what the pupils of a need would suffer."""
        found = self._points[need]
        if found is None:
            problem = self.board.problem
            row = problem.needs[need].row
            given = problem.pupils.points(row, with_halves=row.half_lessons % 2 == 1)
            found = self._shared.get(id(given))
            if found is None:
                found = self._shared[id(given)] = problem.grid.by_bit(given)
            self._points[need] = found
        return found

    def _at_meetings(self, group: Group) -> int:
        total = 0
        for need, attended in group.members.items():
            points = self.points(need)
            for bit in bits(attended):
                total += points[bit]
        return total

    def _of_make_up(self, group: Group) -> int:
        problem = self.board.problem
        length = problem.courses[group.course].length
        meetings = group.starts.bit_count()
        days = [problem.grid.day_of[bit] for bit in bits(group.starts)]
        adjacent = sum(abs(a - b) == 1 for i, a in enumerate(days) for b in days[:i])
        unqualified = 0
        for need, attended in group.members.items():
            if group.teacher in problem.needs[need].unqualified:
                unqualified |= attended
        unliked = self.unliked(group.teacher, length) & group.starts
        return (
            self._mix * meetings * max(0, group.high - group.low - 1)
            + self._adjacent * adjacent
            + self._unqualified * unqualified.bit_count()
            + self.unliked_points * unliked.bit_count()
        )

    def unliked(self, teacher: int, length: int) -> int:
        """Starts of this length outside the preferred rows of a day that has some."""
        found = self._unliked_starts.get((teacher, length))
        if found is None:
            problem = self.board.problem
            grid, mine = problem.grid, problem.free_time[teacher]
            found = 0
            if any(mine.preferred.values()):
                for bit in bits(problem.teachers[teacher].open[length]):
                    if not mine.liked(grid.slot(bit), grid.lengths[length]):
                        found |= 1 << bit
            self._unliked_starts[teacher, length] = found
        return found

    def _teacher(self, teacher: int) -> int:
        total = 0
        for day, mask in enumerate(self.board.problem.grid.day_masks):
            held = self._held(teacher, mask)
            if held:
                total += self._day + self._gap * self._gaps(teacher, day, held)
        return total

    def one_more(self, teacher: int, length: int, chosen: int) -> Callable[[int], int]:
        """What a meeting at a start adds for its teacher and by days next to those chosen."""
        grid = self.board.problem.grid
        minutes = grid.lengths[length]
        held = [self._held(teacher, mask) for mask in grid.day_masks]
        before = [self._gap * self._gaps(teacher, day, held[day]) for day in range(len(DAYS))]
        taken = [grid.day_of[bit] for bit in bits(chosen)]

        def added(bit: int) -> int:
            day, start = grid.day_of[bit], grid.start_of[bit]
            adjacent = self._adjacent * sum(abs(other - day) == 1 for other in taken)
            if not held[day]:
                return self._day + adjacent
            meeting = (start, start + minutes, bit // grid.height)
            gaps = self._gaps(teacher, day, [*held[day], meeting])
            return self._gap * gaps - before[day] + adjacent

        return added

    def _held(self, teacher: int, mask: int) -> list[tuple[int, int, int]]:
        """Start, end and plane of the teacher's meetings at starts of the mask."""
        problem = self.board.problem
        grid, held = problem.grid, []
        for group in self.board.of_teacher[teacher].values():
            here = group.starts & mask
            if here:
                bit = here.bit_length() - 1
                start = grid.start_of[bit]
                minutes = grid.lengths[problem.courses[group.course].length]
                held.append((start, start + minutes, bit // grid.height))
        return held

    def _gaps(self, teacher: int, day: int, meetings: list[tuple[int, int, int]]) -> int:
        """Idle minutes of both halves."""
        if len(meetings) < 2:
            return 0
        in_a = [meeting for meeting in meetings if meeting[2] != 2]
        in_b = [meeting for meeting in meetings if meeting[2] != 1]
        busy = self.board.problem.free_time[teacher].busy
        if in_a == in_b and busy[day, HALVES[0]] == busy[day, HALVES[1]]:
            return 2 * self._idle(in_a, busy[day, HALVES[0]])
        return self._idle(in_a, busy[day, HALVES[0]]) + self._idle(in_b, busy[day, HALVES[1]])

    def _idle(self, held: list[tuple[int, int, int]], busy: tuple[Interval, ...]) -> int:
        if len(held) < 2:
            return 0
        start, end = min(m[0] for m in held), max(m[1] for m in held)
        taken = sum(m[1] - m[0] for m in held)
        taken += (len(held) - 1) * self.board.problem.grid.changeover
        if busy:
            taken += covered(Interval(start, end), busy)
        return max(0, end - start - taken)

    def _wish_not_followed(self, pin: Pin) -> bool:
        problem = self.board.problem
        need = problem.number_of[pin.need]
        group = self.board.group_of[need]
        if group is None:
            return False
        holds = not pin.teacher or problem.teacher_number.get(pin.teacher) == group.teacher
        if holds and pin.with_need:
            holds = problem.number_of.get(pin.with_need, -1) in group.members
        if holds and (pin.day is not None or pin.start is not None):
            slots = [problem.grid.slot(bit) for bit in bits(group.members[need])]
            holds = any(_at(pin, slot) for slot in slots)
        return holds == (pin.kind is PinKind.AVOID)


def _at(pin: Pin, slot: Slot) -> bool:
    return (pin.day is None or DAYS[slot.day] is pin.day) and (
        pin.start is None or slot.start == pin.start
    )
