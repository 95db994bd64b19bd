"""A scenario as numbered needs, teachers and schools, ready for the search's inner loop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES
from solver.candidates.courses import Course, courses, leading_order
from solver.candidates.free_time import FreeTime
from solver.candidates.grid import Grid
from solver.candidates.places import stretches
from solver.candidates.presence import hundredths
from solver.candidates.pupils import Pupils
from solver.candidates.sales import limits
from solver.candidates.sharing import sharing
from solver.candidates.staff import Staff
from solver.candidates.tied import tied
from solver.local.pins import Pins
from solver.local.staff import TeacherRow

PRIORITIES = tuple(Priority)


@dataclass(slots=True)
class NeedRow:
    """A need in numbers.

    Attributes
    ----------
    half_lessons, half_pupil_lessons
        Weekly lessons and pupil-lessons, in halves.
    starts
        Starts its pupils can attend and its pins allow.
    teachers
        Who may teach it, by number, sorted.
    neighbours
        Needs with some of the same pupils.
    """

    row: Need
    pupils: int
    half_lessons: int
    half_pupil_lessons: int
    priority: int
    low: int
    high: int
    school: int
    buyer: int
    course: int
    length: int
    starts: int
    teachers: tuple[int, ...]
    neighbours: tuple[int, ...]
    neighbours_in_course: tuple[int, ...]
    unqualified: frozenset[int]


@dataclass(slots=True)
class SchoolRow:
    """A receiving school.

    Attributes
    ----------
    price
        Cents of an adult per lesson.
    at_most
        By number of groups the steps at which no more can be received, 0 first; a number
        that is never reached is left out.
    """

    id: str
    price: int
    at_most: list[int]


@dataclass(slots=True)
class CourseRow:
    """Needs of a course that common teachers tie together, and what the subject says of groups."""

    course: Course
    needs: tuple[int, ...]
    length: int
    max_pupils: int
    min_pupils: int
    max_sites: int
    grade_span: int
    mixed: bool = field(default=False)


class Problem:
    """All of it; needs are numbered in the scenario's order, so are teachers and schools."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.free_time = [FreeTime(scenario, teacher.teacher) for teacher in scenario.teachers]
        self.grid = Grid(scenario, self.free_time)
        self.pupils = Pupils(scenario, self.grid)
        self.number_of = {need.need: n for n, need in enumerate(scenario.needs)}
        self.teacher_number = {row.teacher: n for n, row in enumerate(scenario.teachers)}
        self.school_number = {row.school: n for n, row in enumerate(scenario.schools)}
        places = [row.municipality for row in scenario.municipalities]
        self.place_number = {name: n for n, name in enumerate(places)}
        self.pins = Pins(scenario, self.grid, self.number_of)
        self.teachers = [self._teacher(n) for n in range(len(scenario.teachers))]
        self.schools = self._schools()
        self.staff = Staff(scenario)
        self.courses = list(self._courses())
        self._course_of = {need: n for n, row in enumerate(self.courses) for need in row.needs}
        beside = sharing(scenario)
        self.needs = [
            self._need(need, sorted(beside.get(need.need, ()))) for need in scenario.needs
        ]
        self.sale_limit = {
            (self.place_number[seller], self.place_number[buyer]): most
            for (buyer, seller), most in limits(scenario).items()
            if seller in self.place_number
        }

    def _courses(self) -> Iterator[CourseRow]:
        """Each course by the needs that could be in groups of each other; those of nobody apart."""
        rows = self.scenario.needs
        for course, needs in courses(self.scenario).items():
            teachers_of = {self.number_of[n.need]: self.staff.for_need(n) for n in needs}
            for together in tied(teachers_of):
                yield self._course(course, sorted(together, key=lambda n: leading_order(rows[n])))
            if nobodys := [number for number, teachers in teachers_of.items() if not teachers]:
                yield self._course(course, nobodys)

    def _need(self, need: Need, beside: Sequence[str]) -> NeedRow:
        number = self.number_of[need.need]
        course = self._course_of[number]
        neighbours = tuple(self.number_of[name] for name in beside)
        staff = self.staff
        teachers = staff.for_need(need)
        allowed = self.pins.teachers(number, teachers, self.teacher_number)
        return NeedRow(
            row=need,
            pupils=need.pupils,
            half_lessons=need.half_lessons,
            half_pupil_lessons=need.half_pupil_lessons,
            priority=PRIORITIES.index(need.priority),
            low=need.grade_from,
            high=need.grade_to,
            school=self.school_number[need.school],
            buyer=self.place_number[self.scenario.buyer_of(need)],
            course=course,
            length=self.courses[course].length,
            starts=self.pins.starts(number, self.starts_of(need)),
            teachers=allowed,
            neighbours=neighbours,
            neighbours_in_course=tuple(n for n in neighbours if self._course_of[n] == course),
            unqualified=staff.unqualified(need, allowed),
        )

    def starts_of(self, need: Need) -> int:
        """Starts its pupils can attend, in the planes of the halves only for half lessons."""
        return self.pupils.starts(need, with_halves=need.half_lessons % 2 == 1)

    def _teacher(self, number: int) -> TeacherRow:
        row, mine, grid = self.scenario.teachers[number], self.free_time[number], self.grid
        return TeacherRow(
            row=row,
            seller=self.place_number[row.municipality],
            school=self.school_number.get(row.school, -1),
            contract=int(row.contract_lessons * 2),
            least=int(row.min_lessons * 2),
            most=int(row.max_lessons * 2),
            most_a_day=row.max_lessons_day,
            lesson=hundredths(row.lesson_cost),
            overtime=hundredths(row.overtime_cost),
            hire=hundredths(row.hire_cost),
            open=[grid.open_starts(mine, minutes) for minutes in grid.lengths],
        )

    def _course(self, course: Course, needs: Sequence[int]) -> CourseRow:
        subject = self.scenario.subject_of[course.subject]
        return CourseRow(
            course=course,
            needs=tuple(needs),
            length=self.grid.lengths.index(subject.lesson_minutes),
            max_pupils=subject.max_pupils,
            min_pupils=subject.min_pupils,
            max_sites=subject.max_sites,
            grade_span=subject.grade_span,
            mixed=len({self.scenario.needs[number].half_lessons for number in needs}) > 1,
        )

    def _schools(self) -> list[SchoolRow]:
        wanted: defaultdict[str, int] = defaultdict(int)
        for need in self.scenario.needs:
            wanted[need.school] += 1
        return [
            SchoolRow(
                id=row.school,
                price=hundredths(self.scenario.supervisor_cost_of(row.school)),
                at_most=self._at_most(row.school, wanted[row.school]),
            )
            for row in self.scenario.schools
        ]

    def _at_most(self, school: str, needs: int) -> list[int]:
        """By number of groups the steps at which the school receives no more than these."""
        grid = self.grid
        least: dict[int, int] = {}
        for plane, half in enumerate(HALVES if grid.planes == 3 else HALVES[:1]):
            both = HALVES if grid.planes == 1 else (half,)
            for day in range(len(DAYS)):
                for part in (p for h in both for p in stretches(self.scenario, school, day, h)):
                    capacity = min(part.rooms, part.adults)
                    if capacity < needs:
                        first = part.start // grid.step * grid.step
                        steps = grid.stretch(day, first, part.end - 1) << plane * grid.height
                        least[capacity] = least.get(capacity, 0) | steps
        found = [0] * (max(least, default=-1) + 1)
        for capacity, steps in least.items():
            found[capacity] = steps
        for groups in range(1, len(found)):
            found[groups] |= found[groups - 1]
        return found
