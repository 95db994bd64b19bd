"""The board: a plan as bit sets, changed in small steps that can be taken back.

Every step keeps the totals of the stages and the starts still free of teachers, schools and
needs. Who calls it sees to the rules; the board answers quickly what is still free.
"""

from __future__ import annotations

from collections import defaultdict

from solver.local.group import Change, Group, Step
from solver.local.openings import Openings
from solver.local.problem import Problem


class Board:
    """Who is where.

    Attributes
    ----------
    group_of
        By need its group.
    openings
        Starts still free of teachers, and those at which schools can receive no more.
    waiting
        By course its needs without a group.
    owed
        Statutory and promised needs without a group whom somebody could teach, each by itself.
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
        self.group_of: list[Group | None] = [None] * len(problem.needs)
        self.in_course: list[dict[int, Group]] = [{} for _ in problem.courses]
        self.of_teacher: list[dict[int, Group]] = [{} for _ in problem.teachers]
        self.waiting: list[dict[int, None]] = [dict.fromkeys(row.needs) for row in problem.courses]
        self.owed: tuple[dict[int, None], dict[int, None]] = {}, {}
        for number, need in enumerate(problem.needs):
            if need.priority < len(self.owed) and need.teachers and need.starts:
                self.owed[need.priority][number] = None
        self.needs_of_school: list[list[int]] = [[] for _ in problem.schools]
        for number, need in enumerate(problem.needs):
            self.needs_of_school[need.school].append(number)
        self.load = [0] * len(problem.teachers)
        self.openings = Openings(problem, self.of_teacher)
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
        self.openings.count(group.teacher, group.starts, 1)
        self._lesson_change(group.teacher, group.half_lessons)
        self._touch(group)

    def _take(self, group: Group) -> None:
        del self.in_course[group.course][group.key]
        del self.of_teacher[group.teacher][group.key]
        self.openings.count(group.teacher, group.starts, -1)
        self._lesson_change(group.teacher, -group.half_lessons)
        self._touch(group)
        if not group.counted:
            del self.touched_groups[group.key]

    def _meet(self, group: Group, starts: int, half_lessons: int) -> None:
        self.openings.count(group.teacher, group.starts, -1)
        self.openings.count(group.teacher, starts, 1)
        self._lesson_change(group.teacher, half_lessons - group.half_lessons)
        group.starts, group.half_lessons = starts, half_lessons
        self._touch(group)

    def _touch(self, group: Group) -> None:
        group.points = -1
        self.touched_groups[group.key] = group
        self.touched_teachers[group.teacher] = None

    def _lesson_change(self, teacher: int, change: int) -> None:
        row, load = self.problem.teachers[teacher], self.load[teacher]
        now = load + change
        self.teaching += row.half_cents(now) - row.half_cents(load)
        if row.least:
            self.lacking += max(0, row.least - now) * (now > 0)
            self.lacking -= max(0, row.least - load) * (load > 0)
        self.load[teacher] = now

    def _join(self, group: Group, need: int, attended: int) -> None:
        row = self.problem.needs[need]
        group.members[need] = attended
        group.pupils += row.pupils
        group.duties += row.priority == 0
        group.low, group.high = min(group.low, row.low), max(group.high, row.high)
        self.group_of[need] = group
        del self.waiting[row.course][need]
        if row.priority < len(self.owed):
            del self.owed[row.priority][need]
        self.touched_needs[need] = None
        self.unserved[row.priority] -= row.half_pupil_lessons
        before = group.sites.get(row.school, 0)
        if attended & ~before:
            self._receive(group, row.school, before, before | attended)
        self._sell(group, need, 1)
        for other in row.neighbours:
            self._refresh_need(other)
        self._touch(group)

    def _leave(self, group: Group, need: int) -> int:
        self._sell(group, need, -1)
        row, rows = self.problem.needs[need], self.problem.needs
        attended = group.members.pop(need)
        group.pupils -= row.pupils
        group.duties -= row.priority == 0
        if row.low == group.low or row.high == group.high:
            group.low = min((rows[member].low for member in group.members), default=10)
            group.high = max((rows[member].high for member in group.members), default=0)
        left = 0
        if len(group.sites) <= len(group.members):
            for member, starts in group.members.items():
                if rows[member].school == row.school:
                    left |= starts
        self.group_of[need] = None
        self.waiting[row.course][need] = None
        if row.priority < len(self.owed):
            self.owed[row.priority][need] = None
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
        self.openings.receive(school, group, now)

    def _sell(self, group: Group, need: int, sign: int) -> None:
        """Count what this member alone adds to its municipality's lessons, if there is a limit."""
        rows, buyer = self.problem.needs, self.problem.needs[need].buyer
        sale = self.problem.teachers[group.teacher].seller, buyer
        if sale not in self.problem.sale_limit:
            return
        others = 0
        for member, starts in group.members.items():
            if member != need and rows[member].buyer == buyer:
                others |= starts
        added = self.problem.grid.half_worth(group.members[need] & ~others)
        self.sold[sale] += sign * added

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
