"""Teachers in numbers, and which of them may teach a need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from solver.candidates.courses import qualified_for
from solver.candidates.sales import may_sell


@dataclass
class TeacherRow:
    """A teacher in numbers; money in cents, lessons in halves.

    Attributes
    ----------
    open
        By length index the starts inside the availability.
    """

    row: Teacher
    seller: int
    school: int
    contract: int
    least: int
    most: int
    most_a_day: int
    lesson: int
    overtime: int
    hire: int
    open: list[int]

    def half_cents(self, load: int) -> int:
        """Cost of so many half lessons, in half-cents; 0 if unused."""
        if load == 0:
            return 0
        within = min(load, self.contract)
        return 2 * self.hire + within * self.lesson + (load - within) * self.overtime


class Staff:
    """Who may teach what to whom, asked once for alike needs."""

    def __init__(
        self, scenario: Scenario, teachers: list[TeacherRow], place_number: dict[str, int]
    ) -> None:
        self._scenario = scenario
        self._teachers = teachers
        self._places = place_number
        self._by_subject: defaultdict[str, list[int]] = defaultdict(list)
        for number, teacher in enumerate(teachers):
            rows = scenario.qualifications_of.get(teacher.row.teacher, ())
            for subject in sorted({row.subject for row in rows}):
                self._by_subject[subject].append(number)
        self._known: dict[tuple[object, ...], tuple[int, ...]] = {}
        self._lacking: dict[tuple[object, ...], frozenset[int]] = {}

    def for_need(self, need: Need) -> tuple[int, ...]:
        """Teachers with the language, the qualification and the agreement."""
        language, buyer = self._scenario.language_of(need), self._scenario.buyer_of(need)
        key = (need.subject, need.level, need.grades, language, buyer)
        if key not in self._known:
            self._known[key] = tuple(
                number
                for number in self._by_subject[need.subject]
                if language in (teacher := self._teachers[number].row).languages
                and may_sell(self._scenario, teacher.municipality, buyer)
                and qualified_for(
                    self._scenario,
                    teacher,
                    need,
                    strictly=not self._scenario.settings.allow_unqualified,
                )
            )
        return self._known[key]

    def unqualified(self, need: Need, teachers: tuple[int, ...]) -> frozenset[int]:
        """Those of the teachers who lack a qualified row for some grade."""
        if not self._scenario.settings.allow_unqualified:
            return frozenset()
        key = (need.subject, need.level, need.grades, teachers)
        if key not in self._lacking:
            self._lacking[key] = frozenset(
                number
                for number in teachers
                if not qualified_for(
                    self._scenario, self._teachers[number].row, need, strictly=True
                )
            )
        return self._lacking[key]
