"""What a teacher alone can do when serving each need has a price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scenarios.needs import Need
from scenarios.teachers import Teacher
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths
from solver.columns.column import Column, Forbidden, Steps
from solver.columns.pricing import CoursePricing
from solver.columns.programme import SCALE
from solver.columns.shares import attended
from solver.columns.sums import Contract, Sum, contract_of

IMPOSSIBLE = 1 << 58
"""Of a week that the contract does not allow."""


class Offer(NamedTuple):
    """What a teacher can do at given prices.

    Attributes
    ----------
    least
        Cost less profits of the best week, in grains/`SCALE`.
    columns
        Companies found on the way.
    """

    least: int
    columns: list[Column]


def everybody(part: Candidates, objective: Sum) -> dict[str, TeacherAlone]:
    """All teachers who could teach somebody."""
    forbidden = Forbidden(part.scenario)
    taught = {teacher for _, teacher in part.slots}
    return {
        row.teacher: TeacherAlone(part, row, forbidden, objective)
        for row in part.scenario.teachers
        if row.teacher in taught
    }


class TeacherAlone:
    """The companies and the contract of one teacher."""

    def __init__(
        self, part: Candidates, teacher: Teacher, forbidden: Forbidden, objective: Sum
    ) -> None:
        self._scenario = part.scenario
        self.contract: Contract = contract_of(teacher, bill=objective.bill)
        self.fee = {
            need.school: hundredths(self._scenario.supervisor_cost_of(need.school))
            * (objective.bill and need.school != teacher.school)
            for need in self._scenario.needs
        }
        self._courses = [
            CoursePricing(part, course, teacher.teacher, forbidden, self.fee)
            for course, needs in part.courses.items()
            if any((need.need, teacher.teacher) in part.slots for need in needs)
        ]
        self.singles = [column for course in self._courses for column in course.singles()]

    def fees(self, column: Column) -> int:
        """What the schools of a company cost: each its longest attendance."""
        longest: dict[str, int] = {}
        for name in column.members:
            need = self._scenario.need_of[name]
            halves = attended(need, column.lessons)
            longest[need.school] = max(longest.get(need.school, 0), halves)
        return sum(self.fee[school] * halves for school, halves in longest.items())

    def alone(self, need: Need) -> int:
        """What a need costs alone if the teacher is hired for it and has no lessons left."""
        contract = self.contract
        rate = contract.inside + contract.above + self.fee[need.school]
        return contract.hire + rate * need.half_lessons

    def offer(self, profits: Mapping[str, int], rebate: int, most_tries: int) -> Offer:
        """The best week if companies could be had again and again.

        Parameters
        ----------
        profits
            By need, in grains/`SCALE`.
        rebate
            What being used brings in, in the same measure.
        """
        most, columns = self._priced(profits, most_tries)
        return Offer(self._least(self._gained(most), rebate), columns)

    def most(self, profits: Mapping[str, int], most_tries: int) -> dict[int, int]:
        """By half lessons, what no company gains more than once its schools are paid."""
        return self._priced(profits, most_tries)[0]

    def near(
        self, profits: Mapping[str, int], rebate: int, above: int, most_tries: int, steps: Steps
    ) -> list[Column]:
        """Every company of some week that is at most so much above the best.

        Parameters
        ----------
        above
            In grains/`SCALE`.
        most_tries
            As many as the best week was told with.

        Raises
        ------
        TooManyColumnsError
            If there are not enough steps to find them.
        """
        most = self.most(profits, most_tries)
        gained = self._gained(most)
        best = self._least(gained, rebate)
        least = {lessons: self._with(gained, rebate, lessons) - best - above for lessons in most}
        return [
            column
            for course in self._courses
            for column in course.near(profits, SCALE, least, steps)
        ]

    def _priced(
        self, profits: Mapping[str, int], most_tries: int
    ) -> tuple[dict[int, int], list[Column]]:
        most: dict[int, int] = {}
        columns: list[Column] = []
        for course in self._courses:
            for lessons, priced in course.best(profits, SCALE, most_tries).items():
                most[lessons] = max(most.get(lessons, 0), priced.most)
                columns += [column for _, column in priced.found]
        return most, columns

    def _gained(self, most: Mapping[int, int]) -> list[int]:
        """By load what companies gain at most; it may be larger than what earns a profit."""
        gained = [0]
        for load in range(1, self.contract.most + 1):
            options = [gained[load - size] + most[size] for size in most if size <= load]
            gained.append(max([gained[-1], *options]))
        return gained

    def _least(self, gained: list[int], rebate: int) -> int:
        """Cost less profits of the best week; half lessons are a knapsack."""
        return min(0, self._with(gained, rebate, 0))

    def _with(self, gained: list[int], rebate: int, lessons: int) -> int:
        """The same of a week in which so many half lessons are for a company without profit."""
        loads = range(max(1, self.contract.least, lessons), self.contract.most + 1)
        costs = (self._cost(load) - rebate - gained[load - lessons] for load in loads)
        return min(costs, default=IMPOSSIBLE)

    def _cost(self, load: int) -> int:
        contract = self.contract
        above = max(0, load - contract.free)
        return (contract.hire + contract.inside * load + contract.above * above) * SCALE
