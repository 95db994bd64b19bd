"""The stages as sums over columns, each in its grains and never above what a plan has.

Statutory, coverage and cost are exact but for attendance that differs within a school; what the
others leave out (times moved, gaps, wishes, meetings of groups that compete) only adds to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np

from scenarios.needs import Priority
from scenarios.rules import StageId
from scenarios.teachers import Teacher
from solver.candidates.presence import hundredths
from solver.columns.column import Column
from solver.columns.comfort import Comfort
from solver.columns.programme import Flags, Linear, linear
from solver.columns.rows import Master
from solver.columns.shares import attended
from solver.plan import Plan

Terms = defaultdict[int, int]


class Stages:
    """What each stage counts of a master's columns."""

    def __init__(self, master: Master, previous: Plan | None) -> None:
        self._master = master
        self._scenario = master.scenario
        self._previous = previous
        self.comfort = Comfort(master.given)

    def of(self, stage: StageId, alive: Flags) -> Linear | None:
        """Grains of a stage; `None` if columns do not say it.

        Columns are struck out of those alive when they turn out to have no times at all.
        """
        if stage is StageId.STATUTORY:
            return self.unserved(Priority.STATUTORY)
        if stage is StageId.COVERAGE:
            return self.unserved(Priority.PROMISED)
        if stage is StageId.COST:
            return self._cost()
        if stage is StageId.CONVENIENCE:
            return self._convenience(alive)
        return self._continuity(self._previous) if stage is StageId.CONTINUITY else None

    def unserved(
        self, priority: Priority, worth: int = 1, among: Collection[str] | None = None
    ) -> Linear:
        """Half pupil-lessons of the unserved needs of a priority, of all or of some."""
        terms: Terms = defaultdict(int)
        constant = 0
        for need in self._scenario.needs:
            if need.priority is priority and (among is None or need.need in among):
                constant += worth * need.half_pupil_lessons
                for index in self._master.with_need[need.need]:
                    terms[index] -= worth * need.half_pupil_lessons
        return linear(terms, constant)

    def _continuity(self, previous: Plan | None) -> Linear:
        settings = self._scenario.settings
        dropped = hundredths(settings.weight_dropped)
        changed = hundredths(settings.weight_teacher_changed)
        terms: Terms = defaultdict(int)
        constant = 0
        for need in self._scenario.needs if previous else ():
            before = previous.group_of.get(need.continues or need.need) if previous else None
            if before is None:
                continue
            constant += need.half_pupil_lessons * dropped
            for index in self._master.with_need[need.need]:
                kept = self._master.columns[index].company.teacher == before[0].teacher
                terms[index] -= need.half_pupil_lessons * (dropped - (0 if kept else changed))
        return linear(terms, constant)

    def _cost(self) -> Linear:
        worth = hundredths(self._scenario.settings.worth_optional)
        optional = self.unserved(Priority.OPTIONAL, worth)
        terms: Terms = defaultdict(int)
        terms.update(zip(optional.indices.tolist(), optional.factors.tolist(), strict=True))
        for teacher_id in self._master.of_teacher:
            self._bill(terms, self._scenario.teacher_of[teacher_id])
        return linear(terms, optional.constant)

    def _bill(self, terms: Terms, teacher: Teacher) -> None:
        master, inside = self._master, hundredths(teacher.lesson_cost)
        for index in master.of_teacher[teacher.teacher]:
            column = master.columns[index]
            terms[index] += inside * column.lessons + self._supervisors(column, teacher.school)
        terms[master.above[teacher.teacher]] += hundredths(teacher.overtime_cost) - inside
        terms[master.used[teacher.teacher]] += 2 * hundredths(teacher.hire_cost)

    def _supervisors(self, column: Column, own: str) -> int:
        """Each school pays for its longest attendance, but not the teacher's own."""
        longest: dict[str, int] = {}
        for name in column.company.needs:
            need = self._scenario.need_of[name]
            halves = attended(need, column.lessons)
            longest[need.school] = max(longest.get(need.school, 0), halves)
        return sum(
            hundredths(self._scenario.supervisor_cost_of(school)) * halves
            for school, halves in longest.items()
            if school != own
        )

    def _convenience(self, alive: Flags) -> Linear:
        """The columns' own least points, and the days of teachers."""
        master = self._master
        terms: dict[int, int] = {}
        for index in np.flatnonzero(alive[: len(master.columns)]).tolist():
            points = self.comfort.least(master.columns[index])
            if points is None:
                alive[index] = False
            else:
                terms[index] = points
        weight = 2 * hundredths(self._scenario.settings.weight_teacher_day)
        return linear({**terms, **dict.fromkeys(master.days.values(), weight)})
