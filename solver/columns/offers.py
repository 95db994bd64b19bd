"""What a teacher alone can do when serving each need has a price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scenarios.needs import Need
from scenarios.teachers import Teacher
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths
from solver.columns.column import Column, Forbidden
from solver.columns.pricing import CoursePricing
from solver.columns.programme import SCALE
from solver.columns.shares import attended
from solver.columns.sums import Contract, Sum, contract_of


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
        return Offer(self._week(most, rebate), columns)

    def most(self, profits: Mapping[str, int], most_tries: int) -> dict[int, int]:
        """By half lessons, what no company gains more than once its schools are paid."""
        return self._priced(profits, most_tries)[0]

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

    def _week(self, most: Mapping[int, int], rebate: int) -> int:
        """Half lessons are a knapsack; a load may be larger than what earns a profit."""
        contract = self.contract
        gained = [0]
        for load in range(1, contract.most + 1):
            options = [gained[load - size] + most[size] for size in most if size <= load]
            gained.append(max([gained[-1], *options]))
        least = 0
        for load in range(max(1, contract.least), contract.most + 1):
            above = max(0, load - contract.free)
            cost = contract.hire + contract.inside * load + contract.above * above
            least = min(least, cost * SCALE - rebate - gained[load])
        return least
