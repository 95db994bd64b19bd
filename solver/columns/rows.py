"""The master programme: which columns go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from scenarios.needs import PinKind
from scenarios.teachers import Teacher
from scenarios.times import DAYS
from solver.candidates.candidates import Candidates
from solver.candidates.sales import limits
from solver.columns.column import Column
from solver.columns.programme import Programme, linear
from solver.columns.shares import attended
from solver.model.company import Company


class Master:
    """Rows that every plan keeps; the first variables are the columns, in their order.

    Parameters
    ----------
    whole
        Whether the columns are all that a plan may have. If others may be beside them, only what
        they ask of their teachers' days is said.
    """

    def __init__(self, given: Candidates, columns: Sequence[Column], *, whole: bool = True) -> None:
        self.given = given
        self.scenario = given.scenario
        self.columns = columns
        self.programme = Programme()
        self.with_need: defaultdict[str, list[int]] = defaultdict(list)
        self.of_teacher: defaultdict[str, list[int]] = defaultdict(list)
        for column in columns:
            index = self.programme.new(1)
            self.of_teacher[column.company.teacher].append(index)
            for need in column.company.needs:
                self.with_need[need].append(index)
        self.programme.wide = len(columns)
        self.used = {teacher: self.programme.new(1) for teacher in self.of_teacher}
        self.above: dict[str, int] = {}
        self.days: dict[str, int] = {}
        if whole:
            self._one_group()
        for teacher_id in self.of_teacher:
            teacher = self.scenario.teacher_of[teacher_id]
            if whole:
                self._teacher_load(teacher)
                self._only_if_used(teacher_id)
                self._above_the_contract(teacher)
            self._days_used(teacher)
        if whole:
            self._agreements()

    def load(self, teacher: str, factor: int = 1) -> dict[int, int]:
        """Half lessons a week of a teacher, times a factor."""
        return {index: factor * self.columns[index].lessons for index in self.of_teacher[teacher]}

    def _one_group(self) -> None:
        for need in self.scenario.needs:
            here = linear(dict.fromkeys(self.with_need[need.need], 1))
            locked = any(
                pin.need == need.need and pin.kind is PinKind.LOCKED for pin in self.scenario.pins
            )
            self.programme.require(here, least=int(locked), most=1)

    def _teacher_load(self, teacher: Teacher) -> None:
        used = self.used[teacher.teacher]
        load = self.load(teacher.teacher)
        most = min(int(teacher.max_lessons * 2), 2 * len(DAYS) * teacher.max_lessons_day)
        self.programme.require(linear({**load, used: -most}), most=0)
        self.programme.require(linear({**load, used: -int(teacher.min_lessons * 2)}), least=0)

    def _only_if_used(self, teacher: str) -> None:
        """Each need is with a teacher only if they are used; says more than all needs together."""
        by_need: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for index in self.of_teacher[teacher]:
            for need in self.columns[index].company.needs:
                by_need[need][index] = 1
        for terms in by_need.values():
            self.programme.require(linear({**terms, self.used[teacher]: -1}), most=0)

    def _above_the_contract(self, teacher: Teacher) -> None:
        above = self.programme.new(int(teacher.max_lessons * 2))
        self.above[teacher.teacher] = above
        contract = int(teacher.contract_lessons * 2)
        self.programme.require(linear({**self.load(teacher.teacher), above: -1}), most=contract)

    def _days_used(self, teacher: Teacher) -> None:
        """A group's meetings are on different days; a day holds `max_lessons_day` in a half."""
        days = self.programme.new(len(DAYS))
        self.days[teacher.teacher] = days
        a_day = max(1, teacher.max_lessons_day)
        self.programme.require(linear({**self.load(teacher.teacher), days: -2 * a_day}), most=0)
        by_need: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for index in self.of_teacher[teacher.teacher]:
            column = self.columns[index]
            for need in column.company.needs:
                by_need[need][index] = (column.lessons + 1) // 2
        for terms in by_need.values():
            self.programme.require(linear({**terms, days: -1}), most=0)

    def _agreements(self) -> None:
        """A buyer attends at least what its longest need in the company wants."""
        scenario = self.scenario
        for (buyer, seller), limit in limits(scenario).items():
            bought: dict[int, int] = {}
            for teacher, indices in self.of_teacher.items():
                if scenario.teacher_of[teacher].municipality == seller:
                    bought.update((index, self._bought(index, buyer)) for index in indices)
            if any(bought.values()):
                self.programme.require(linear(bought), most=limit)

    def _bought(self, index: int, buyer: str) -> int:
        need_of = self.scenario.need_of
        column = self.columns[index]
        mine = (n for n in column.company.needs if self.scenario.buyer_of(need_of[n]) == buyer)
        return max((attended(need_of[need], column.lessons) for need in mine), default=0)

    def holding(self, company: Company) -> list[int]:
        """Columns in which these needs attend at least what they attend in the company.

        A larger company whose leader has more lessons may meet when some of them are absent, so
        it counts only for a need alone.
        """
        lessons = self.scenario.need_of[company.needs[0]].half_lessons
        members = set(company.needs)
        return [
            index
            for index in self.with_need[company.needs[0]]
            if self.columns[index].company.teacher == company.teacher
            and members <= self.columns[index].members
            and (len(members) == 1 or self.columns[index].lessons == lessons)
        ]

    def forbid(self, companies: Iterable[Company]) -> None:
        """Not all of these companies, or larger ones, are taught together.

        A column that holds two of them counts once: only as many columns hold them all apart.
        """
        companies = tuple(companies)
        held = {index for company in companies for index in self.holding(company)}
        self.programme.require(linear(dict.fromkeys(sorted(held), 1)), most=len(companies) - 1)
