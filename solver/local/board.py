"""The board: a plan as bit sets, changed in small steps that can be taken back.

Every step keeps the totals of the stages and the starts still free of teachers, schools and
needs. Who calls it sees to the rules; the board answers quickly what is still free.
"""

from __future__ import annotations

from collections import defaultdict

from solver.candidates.grid import bits
from solver.local.group import Change, Group, Step
from solver.local.problem import Problem


class Board:
    """Who is where.

    Attributes
    ----------
    group_of
        By need its group.
    free
        By teacher and length index the starts still free.
    received
        By school and length index the starts at which no more group can be received.
    waiting
        By course its needs without a group.
    owed
        Statutory and promised needs without a group.
    present
        By need the starts it can attend and does not miss for another group.
    before
        By need its starts in the previous plan, where there is one.
    unserved
        Half pupil-lessons by priority.
    supervision, teaching
        Half-cents.
    lacking
        Half lessons by which used teachers are below their least number.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        lengths = range(len(problem.grid.lengths))
        self.group_of: list[Group | None] = [None] * len(problem.needs)
        self.in_course: list[dict[int, Group]] = [{} for _ in problem.courses]
        self.of_teacher: list[dict[int, Group]] = [{} for _ in problem.teachers]
        self.waiting: list[dict[int, None]] = [dict.fromkeys(row.needs) for row in problem.courses]
        self.owed = {n: None for n, row in enumerate(problem.needs) if row.priority < 2}
        self.held: list[dict[int, int]] = [{} for _ in problem.schools]
        self.needs_of_school: list[list[int]] = [[] for _ in problem.schools]
        for number, need in enumerate(problem.needs):
            self.needs_of_school[need.school].append(number)
        self.load = [0] * len(problem.teachers)
        self.daily = [[[0] * 5, [0] * 5] for _ in problem.teachers]
        self.free = [[0] * len(lengths) for _ in problem.teachers]
        self.received = [[0] * len(lengths) for _ in problem.schools]
        self.present = [need.starts for need in problem.needs]
        self.unserved = [0, 0, 0]
        for need in problem.needs:
            self.unserved[need.priority] += need.half_pupil_lessons
        self.supervision = self.teaching = self.lacking = 0
        self.sold: defaultdict[tuple[int, int], int] = defaultdict(int)
        self.before: dict[int, int] = {}
        self.touched_teachers: dict[int, None] = {}
        self.touched_groups: dict[int, Group] = {}
        self.touched_needs: dict[int, None] = {}
        self.log: list[Change] = []
        self._next_key = 0
        self._day_masks = self._masks_by_day_and_half()
        for teacher in range(len(problem.teachers)):
            self._refresh_teacher(teacher)
        for school in range(len(problem.schools)):
            self._refresh_school(school)

    def _masks_by_day_and_half(self) -> list[list[int]]:
        grid = self.problem.grid
        if grid.planes == 1:
            return [[mask, mask] for mask in grid.day_masks]
        in_b = grid.whole << 2 * grid.height
        in_a = grid.whole << grid.height
        return [[mask & ~in_b, mask & ~in_a] for mask in grid.day_masks]

    def open(self, course: int, teacher: int, starts: int, half_lessons: int) -> Group:
        """A new group, without members yet."""
        group = Group(self._next_key, course, teacher, starts, half_lessons)
        self._next_key += 1
        self._put(group)
        self.log.append((Step.OPEN, group, 0, 0))
        return group

    def close(self, group: Group) -> None:
        """Take away a group without members."""
        self._take(group)
        self.log.append((Step.CLOSE, group, 0, 0))

    def meet(self, group: Group, starts: int, half_lessons: int) -> None:
        """Give the group other meetings; its members must still attend only such."""
        self.log.append((Step.MEET, group, group.starts, group.half_lessons))
        self._meet(group, starts, half_lessons)

    def join(self, group: Group, need: int, attended: int) -> None:
        """Put a need into a group."""
        self._join(group, need, attended)
        self.log.append((Step.JOIN, group, need, attended))

    def leave(self, group: Group, need: int) -> None:
        """Take a need out of its group."""
        attended = self._leave(group, need)
        self.log.append((Step.LEAVE, group, need, attended))

    def undo(self, mark: int = 0) -> None:
        """Take back every change since the log had this length."""
        log = self.log
        while len(log) > mark:
            step, group, one, other = log.pop()
            if step is Step.JOIN:
                self._leave(group, one)
            elif step is Step.LEAVE:
                self._join(group, one, other)
            elif step is Step.OPEN:
                self._take(group)
            elif step is Step.CLOSE:
                self._put(group)
            else:
                self._meet(group, one, other)

    def _put(self, group: Group) -> None:
        self.in_course[group.course][group.key] = group
        self.of_teacher[group.teacher][group.key] = group
        self._count(group.teacher, group.starts, 1)
        self._lesson_change(group.teacher, group.half_lessons)
        self._refresh_teacher(group.teacher)
        self._touch(group)

    def _take(self, group: Group) -> None:
        del self.in_course[group.course][group.key]
        del self.of_teacher[group.teacher][group.key]
        self._count(group.teacher, group.starts, -1)
        self._lesson_change(group.teacher, -group.half_lessons)
        self._refresh_teacher(group.teacher)
        self._touch(group)
        if not group.counted:
            del self.touched_groups[group.key]

    def _meet(self, group: Group, starts: int, half_lessons: int) -> None:
        self._count(group.teacher, group.starts, -1)
        self._count(group.teacher, starts, 1)
        self._lesson_change(group.teacher, half_lessons - group.half_lessons)
        group.starts, group.half_lessons = starts, half_lessons
        self._refresh_teacher(group.teacher)
        self._touch(group)

    def _touch(self, group: Group) -> None:
        group.points = -1
        self.touched_groups[group.key] = group
        self.touched_teachers[group.teacher] = None

    def _count(self, teacher: int, starts: int, sign: int) -> None:
        grid, daily = self.problem.grid, self.daily[teacher]
        for bit in bits(starts):
            plane, day = bit // grid.height, grid.day_of[bit]
            if plane != 2:
                daily[0][day] += sign
            if plane != 1:
                daily[1][day] += sign

    def _lesson_change(self, teacher: int, change: int) -> None:
        row, load = self.problem.teachers[teacher], self.load[teacher]
        now = load + change
        self.teaching += row.half_cents(now) - row.half_cents(load)
        if row.least:
            self.lacking += max(0, row.least - now) * (now > 0)
            self.lacking -= max(0, row.least - load) * (load > 0)
        self.load[teacher] = now

    def _refresh_teacher(self, teacher: int) -> None:
        problem, row = self.problem, self.problem.teachers[teacher]
        full = 0
        for half, counts in enumerate(self.daily[teacher]):
            for day, count in enumerate(counts):
                if count >= row.most_a_day:
                    full |= self._day_masks[day][half]
        free, grid = self.free[teacher], problem.grid
        for length, opened in enumerate(row.open):
            taken = full
            for group in self.of_teacher[teacher].values():
                own = problem.courses[group.course].length
                taken |= grid.blocked(group.starts, own, length, grid.changeover)
            free[length] = opened & ~taken

    def _refresh_school(self, school: int) -> None:
        at_most, grid = self.problem.schools[school].at_most, self.problem.grid
        if not at_most:
            return
        full, top = at_most[0], len(at_most) - 1
        if top == 1:
            taken = 0
            for steps in self.held[school].values():
                taken |= steps
            full |= taken & at_most[1]
        elif top:
            levels = [-1] + [0] * top
            for steps in self.held[school].values():
                for groups in range(top, 0, -1):
                    levels[groups] |= levels[groups - 1] & steps
            for groups in range(1, top + 1):
                full |= levels[groups] & at_most[groups]
        received = self.received[school]
        for length in range(len(received)):
            received[length] = grid.starts_touching(full, length) if full else 0

    def _join(self, group: Group, need: int, attended: int) -> None:
        row = self.problem.needs[need]
        group.members[need] = attended
        group.pupils += row.pupils
        group.duties += row.priority == 0
        group.low, group.high = min(group.low, row.low), max(group.high, row.high)
        self.group_of[need] = group
        del self.waiting[row.course][need]
        if row.priority < 2:
            del self.owed[need]
        self.touched_needs[need] = None
        self.unserved[row.priority] -= row.half_pupil_lessons
        before = group.sites.get(row.school, 0)
        if attended & ~before:
            self._receive(group, row.school, before, before | attended)
        if self.problem.sale_limit:
            self._sell(group, need, 1)
        for other in row.neighbours:
            self._refresh_need(other)
        self._touch(group)

    def _leave(self, group: Group, need: int) -> int:
        if self.problem.sale_limit:
            self._sell(group, need, -1)
        row, rows = self.problem.needs[need], self.problem.needs
        attended = group.members.pop(need)
        group.pupils -= row.pupils
        group.duties -= row.priority == 0
        group.low, group.high = 10, 0
        left = 0
        for member, starts in group.members.items():
            other = rows[member]
            group.low, group.high = min(group.low, other.low), max(group.high, other.high)
            if other.school == row.school:
                left |= starts
        self.group_of[need] = None
        self.waiting[row.course][need] = None
        if row.priority < 2:
            self.owed[need] = None
        self.touched_needs[need] = None
        self.unserved[row.priority] += row.half_pupil_lessons
        before = group.sites[row.school]
        if before != left:
            self._receive(group, row.school, before, left)
        for other_need in row.neighbours:
            self._refresh_need(other_need)
        self._touch(group)
        return attended

    def _receive(self, group: Group, school: int, before: int, now: int) -> None:
        """The school attends at other starts of the group."""
        problem = self.problem
        if now:
            group.sites[school] = now
        else:
            del group.sites[school]
        if school == problem.teachers[group.teacher].school:
            return
        worth = problem.grid.half_worth(now) - problem.grid.half_worth(before)
        self.supervision += worth * problem.schools[school].price
        if now:
            length = problem.courses[group.course].length
            self.held[school][group.key] = problem.grid.occupied(now, length)
        else:
            del self.held[school][group.key]
        self._refresh_school(school)

    def _sell(self, group: Group, need: int, sign: int) -> None:
        """Count what this member alone adds to its municipality's lessons."""
        rows, buyer = self.problem.needs, self.problem.needs[need].buyer
        others = 0
        for member, starts in group.members.items():
            if member != need and rows[member].buyer == buyer:
                others |= starts
        added = self.problem.grid.half_worth(group.members[need] & ~others)
        self.sold[self.problem.teachers[group.teacher].seller, buyer] += sign * added

    def _refresh_need(self, need: int) -> None:
        """Starts at which no other need with the same pupils is taught in another course."""
        problem, row = self.problem, self.problem.needs[need]
        present = row.starts
        for other in row.neighbours:
            group = self.group_of[other]
            if group is not None and group.course != row.course:
                length = problem.needs[other].length
                present &= ~problem.grid.blocked(group.members[other], length, row.length, 0)
        self.present[need] = present
