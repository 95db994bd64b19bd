"""A scenario as the lines of numbers that the Java program reads, and its answers as plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from bench.peers.office import as_pinned
from bench.peers.plans import Taught, plan_of
from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, Half
from solver.candidates.candidates import candidates
from solver.candidates.courses import Course, course_of
from solver.candidates.places import stretches
from solver.candidates.presence import Slot, hundredths
from solver.candidates.sales import limits
from solver.candidates.sharing import sharing_pairs

HALF_CODES = {Half.ALL: 0, Half.A: 1, Half.B: 2}
URGENCY = {Priority.STATUTORY: 0, Priority.PROMISED: 1, Priority.OPTIONAL: 2}
Key = TypeVar("Key")
Spot = tuple[str, Slot]
Numbers = tuple[str, list[int]]


class Tables:
    """The lines, and what the numbers in them stand for."""

    def __init__(self, scenario: Scenario) -> None:
        given = candidates(scenario)
        self.scenario = scenario
        self._slots = as_pinned(given)
        self.courses: list[Course] = list(given.courses)
        # Duties first and the large before the small: the order in which lessons get a time.
        self.needs: list[Need] = sorted(
            (need for need in scenario.needs if given.teachers_of[need.need]),
            key=lambda need: (URGENCY[need.priority], -need.half_pupil_lessons, need.need),
        )
        self.spots: list[Spot] = sorted(
            {(teacher, slot) for (_, teacher), slots in self._slots.items() for slot in slots}
        )
        self._spot_id = {spot: number for number, spot in enumerate(self.spots)}
        self._teachers_of = given.teachers_of
        self.lessons: list[tuple[Need, bool]] = [
            (need, every_week)
            for need in self.needs
            for every_week in [
                *[True] * (need.half_lessons // 2),
                *[False] * (need.half_lessons % 2),
            ]
        ]

    def lines(self) -> Iterator[str]:
        """One line for each row of every table."""
        for table, numbers in (*self._places(), *self._people(), *self._wanted()):
            yield " ".join((table, *map(str, numbers)))

    def _places(self) -> Iterator[Numbers]:
        scenario, settings = self.scenario, self.scenario.settings
        yield "frame", [settings.changeover_minutes, hundredths(settings.worth_optional)]
        for number, school in enumerate(scenario.schools):
            cost = hundredths(scenario.supervisor_cost_of(school.school))
            yield "school", [number, cost]
            for day in range(len(DAYS)):
                for half in HALVES:
                    for part in stretches(scenario, school.school, day, half):
                        most = min(part.rooms, part.adults)
                        code = HALF_CODES[half]
                        yield "stretch", [number, day, code, part.start, part.end, most]

    def _people(self) -> Iterator[Numbers]:
        scenario = self.scenario
        schools = _numbered(school.school for school in scenario.schools)
        employers = _numbered(row.municipality for row in scenario.municipalities)
        teachers = _numbered(teacher.teacher for teacher in scenario.teachers)
        for number, teacher in enumerate(scenario.teachers):
            amounts = [teacher.max_lessons, teacher.min_lessons]
            money = [teacher.lesson_cost, teacher.overtime_cost, teacher.hire_cost]
            yield (
                "teacher",
                [
                    number,
                    schools.get(teacher.school or "", -1),
                    employers[teacher.municipality],
                    *(int(lessons * 2) for lessons in amounts),
                    teacher.max_lessons_day,
                    int(teacher.contract_lessons * 2),
                    *map(hundredths, money),
                ],
            )
        for number, (name, slot) in enumerate(self.spots):
            yield "spot", [number, teachers[name], slot.day, slot.start, HALF_CODES[slot.half]]
        for (buyer, seller), most in limits(scenario).items():
            yield "agreement", [employers[buyer], employers[seller], most]

    def _wanted(self) -> Iterator[Numbers]:
        scenario = self.scenario
        schools = _numbered(school.school for school in scenario.schools)
        buyers = _numbered(row.municipality for row in scenario.municipalities)
        courses = _numbered(self.courses)
        numbers = _numbered(need.need for need in self.needs)
        for number, wanted in enumerate(self.courses):
            row = scenario.subject_of[wanted.subject]
            limits_of_groups = [row.max_pupils, row.min_pupils, row.max_sites, row.grade_span]
            yield "course", [number, row.lesson_minutes, *limits_of_groups]
        for number, need in enumerate(self.needs):
            course, school = courses[course_of(scenario, need)], schools[need.school]
            grades = [need.grade_from, need.grade_to]
            pupils = [need.pupils, need.half_lessons]
            who = [buyers[scenario.buyer_of(need)], *pupils, *grades, URGENCY[need.priority]]
            yield "need", [number, course, school, *who]
        for one, other in sharing_pairs(scenario, scenario.needs):
            if one.need in numbers and other.need in numbers:
                yield "clash", [numbers[one.need], numbers[other.need]]
        for number, (need, every_week) in enumerate(self.lessons):
            spots = [self._spot_id[spot] for spot in self._range(need, every_week)]
            yield "lesson", [number, numbers[need.need], int(every_week), *spots]

    def _range(self, need: Need, every_week: bool) -> Iterator[Spot]:
        """Spots that a lesson may have."""
        for teacher in self._teachers_of[need.need]:
            for slot in self._slots.get((need.need, teacher), ()):
                if (slot.half is Half.ALL) is every_week:
                    yield teacher, slot

    def plan(self, spots: Sequence[int]) -> dict[str, Any]:
        """The plan in which the lessons have these spots, -1 for none."""
        slots: defaultdict[str, set[Slot]] = defaultdict(set)
        teachers: defaultdict[str, set[str]] = defaultdict(set)
        whole = {need.need for need, _ in self.lessons}
        for (need, _), number in zip(self.lessons, spots, strict=True):
            if number < 0:
                whole.discard(need.need)
            else:
                teacher, slot = self.spots[number]
                slots[need.need].add(slot)
                teachers[need.need].add(teacher)
        groups: defaultdict[tuple[Course, str, Slot], dict[str, frozenset[Slot]]]
        groups = defaultdict(dict)
        for name in sorted(whole):
            if len(teachers[name]) == 1:
                first = min(slots[name], key=lambda slot: (slot.half is not Half.ALL, slot))
                course = course_of(self.scenario, self.scenario.need_of[name])
                (only,) = teachers[name]
                groups[course, only, first][name] = frozenset(slots[name])
        taught = [Taught(course, teacher, who) for (course, teacher, _), who in groups.items()]
        return plan_of(self.scenario, taught).model_dump(mode="json")


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(keys)}
