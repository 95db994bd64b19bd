"""Which teachers may teach a need, asked once for alike needs."""

from __future__ import annotations

from collections import defaultdict

from scenarios.needs import Need
from scenarios.scenario import Scenario
from solver.candidates.courses import qualified_for
from solver.candidates.sales import may_sell


class Staff:
    """The teachers of a scenario, by their numbers in its order."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._employers = [teacher.municipality for teacher in scenario.teachers]
        self._by_subject: defaultdict[str, list[int]] = defaultdict(list)
        for number, teacher in enumerate(scenario.teachers):
            rows = scenario.qualifications_of.get(teacher.teacher, ())
            for subject in sorted({row.subject for row in rows}):
                self._by_subject[subject].append(number)
        self._able: dict[tuple[object, ...], tuple[int, ...]] = {}
        self._sellers: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[object, ...], tuple[int, ...]] = {}
        self._lacking: dict[tuple[object, ...], frozenset[int]] = {}

    def for_need(self, need: Need) -> tuple[int, ...]:
        """Teachers with the language, the qualification and the agreement, sorted."""
        language, buyer = self._scenario.language_of(need), self._scenario.buyer_of(need)
        course = (need.subject, need.level, need.grades, language)
        key = (*course, buyer)
        if key not in self._known:
            if course not in self._able:
                self._able[course] = self._qualified(need, language)
            sellers = self._sellers_to(buyer)
            self._known[key] = tuple(
                number for number in self._able[course] if self._employers[number] in sellers
            )
        return self._known[key]

    def _qualified(self, need: Need, language: str) -> tuple[int, ...]:
        strictly = not self._scenario.settings.allow_unqualified
        teachers = self._scenario.teachers
        return tuple(
            number
            for number in self._by_subject[need.subject]
            if language in teachers[number].languages
            and qualified_for(self._scenario, teachers[number], need, strictly=strictly)
        )

    def _sellers_to(self, buyer: str) -> frozenset[str]:
        if buyer not in self._sellers:
            self._sellers[buyer] = frozenset(
                seller
                for seller in sorted(set(self._employers))
                if may_sell(self._scenario, seller, buyer)
            )
        return self._sellers[buyer]

    def unqualified(self, need: Need, teachers: tuple[int, ...]) -> frozenset[int]:
        """Those of the teachers who lack a qualified row for some grade."""
        if not self._scenario.settings.allow_unqualified:
            return frozenset()
        key = (need.subject, need.level, need.grades, teachers)
        if key not in self._lacking:
            rows = self._scenario.teachers
            self._lacking[key] = frozenset(
                number
                for number in teachers
                if not qualified_for(self._scenario, rows[number], need, strictly=True)
            )
        return self._lacking[key]
