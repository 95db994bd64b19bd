"""Whether a need could be served at all, looking at it alone.

The sentence (docs, `fairness`): some teacher who teaches in the language, is qualified for every
grade and whose employer may sell to the municipality has, for ⌊ℓ⌋ days, a start good in both
halves and, if ℓ has a half, on one more day a start good in at least one half. A start is good if
it is a multiple of the step, lies inside the availability and overlaps a window by the core
minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.teachers import Availability, AvailabilityKind, Qualification, Teacher
from scenarios.times import (
    DAYS,
    HALVES,
    MINUTES_PER_DAY,
    Day,
    Half,
    Interval,
    holds_in,
    subtract,
)
from scenarios.windows import Mode, all_windows, mode_of

DEFAULT_AVAILABILITY = Interval(8 * 60, 16 * 60)

# Language of instruction and subject.
Course = tuple[str, str]

# Bit k is a start at k steps after midnight, by weekday and half.
Starts = dict[tuple[Day, Half], int]


class Reason(StrEnum):
    """Why no plan could ever serve a need; the first that applies."""

    NO_QUALIFIED_TEACHER = "no_qualified_teacher"
    NO_PERMITTED_TEACHER = "no_permitted_teacher"
    NO_WINDOW = "no_window"
    NO_COMMON_WINDOW = "no_common_window"


def why_not_servable(scenario: Scenario, need: Need) -> str | None:
    """Code of the reason why the need cannot be served by anybody; `None` if it is servable.

    The need's school and subject must be rows of the scenario.
    """
    return Servability(scenario).why_not(need)


class Servability:
    """Answers for many needs of one scenario; starts already worked out are kept."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._step = scenario.settings.start_step_minutes
        self._sellers: dict[str, set[str]] = {}
        for row in scenario.agreements:
            self._sellers.setdefault(row.buyer, set()).add(row.seller)
        self._teachers_of = self._by_course()
        self._employed_in: dict[tuple[Course, str], list[Teacher]] = {}
        for course, teachers in self._teachers_of.items():
            for teacher in teachers:
                key = (course, teacher.municipality)
                self._employed_in.setdefault(key, []).append(teacher)
        self._windows: dict[object, dict[tuple[Day, Half], tuple[Interval, ...]]] = {}
        self._of_needs: dict[object, Starts] = {}
        self._of_teachers: dict[tuple[str, int], Starts] = {}

    def why_not(self, need: Need) -> Reason | None:
        """The reason, or `None` if some teacher could serve the need."""
        course = (self._scenario.language_of(need), need.subject)
        wanted = self._starts_of_need(need)
        timely = enough_days(wanted, need)
        minutes = self._scenario.subject_of[need.subject].lesson_minutes
        permitted = False
        for teacher in self._permitted_in(course, self._scenario.buyer_of(need)):
            if not self.qualified(teacher, need):
                continue
            permitted = True
            if not timely:
                return Reason.NO_WINDOW
            offered = self._starts_of_teacher(teacher.teacher, minutes)
            if enough_days({key: wanted[key] & offered[key] for key in wanted}, need):
                return None
        if permitted:
            return Reason.NO_COMMON_WINDOW
        qualified = any(self.qualified(one, need) for one in self._teachers_of.get(course, ()))
        return Reason.NO_PERMITTED_TEACHER if qualified else Reason.NO_QUALIFIED_TEACHER

    def has_windows(self, need: Need) -> bool:
        """Whether the pupils' windows alone hold the lessons, whoever teaches."""
        return enough_days(self._starts_of_need(need), need)

    def window_days(self, need: Need) -> int:
        """Weekdays on which at least one half has a start that fits a window of the need."""
        starts = self._starts_of_need(need)
        return sum(any(starts[day, half] for half in HALVES) for day in DAYS)

    def qualified(self, teacher: Teacher, need: Need) -> bool:
        """Whether the teacher may teach the need's language, subject, level and every grade."""
        if self._scenario.language_of(need) not in teacher.languages:
            return False
        rows = self._scenario.qualifications_of.get(teacher.teacher, ())
        fitting = [row for row in rows if self._counts(row, need)]
        return all(
            any(row.grade_from <= grade <= row.grade_to for row in fitting) for grade in need.grades
        )

    def _by_course(self) -> dict[Course, list[Teacher]]:
        """Teachers by each language and subject that they have a row for."""
        found: dict[Course, list[Teacher]] = {}
        for teacher in self._scenario.teachers:
            rows = self._scenario.qualifications_of.get(teacher.teacher, ())
            for subject in {row.subject for row in rows}:
                for language in teacher.languages:
                    found.setdefault((language, subject), []).append(teacher)
        return found

    def _permitted_in(self, course: Course, buyer: str) -> Iterator[Teacher]:
        """Teachers of a course whose employers may sell to the buyer."""
        if not self._scenario.agreements:
            yield from self._teachers_of.get(course, ())
            return
        for seller in {buyer, *self._sellers.get(buyer, ())}:
            yield from self._employed_in.get((course, seller), ())

    def _counts(self, row: Qualification, need: Need) -> bool:
        unqualified_too = self._scenario.settings.allow_unqualified
        return (
            row.subject == need.subject
            and row.level in ("", need.level)
            and (row.qualified or unqualified_too)
        )

    def permitted(self, teacher: Teacher, need: Need) -> bool:
        """Whether the teacher's employer may sell to the need's municipality."""
        buyer = self._scenario.buyer_of(need)
        if not self._scenario.agreements or teacher.municipality == buyer:
            return True
        return teacher.municipality in self._sellers.get(buyer, ())

    def longest_window(self, need: Need) -> int:
        """Minutes of the need's longest window, 0 without any."""
        found = self._windows_of(need).values()
        return max((stretch.minutes for stretches in found for stretch in stretches), default=0)

    def _alike(self, need: Need) -> object:
        """Needs for which this is equal have the same windows."""
        if mode_of(self._scenario, need) is Mode.EXPLICIT:
            return need.need
        return (need.school, need.grades, need.classes, need.released_from)

    def _windows_of(self, need: Need) -> dict[tuple[Day, Half], tuple[Interval, ...]]:
        key = self._alike(need)
        if key not in self._windows:
            self._windows[key] = {
                (day, half): tuple(one.interval for one in found)
                for day, half, found in all_windows(self._scenario, need)
            }
        return self._windows[key]

    def _starts_of_need(self, need: Need) -> Starts:
        key = (need.subject, self._alike(need))
        if key not in self._of_needs:
            subject = self._scenario.subject_of[need.subject]
            lesson, core = subject.lesson_minutes, subject.core_minutes
            self._of_needs[key] = {
                when: _starts_that_overlap(stretches, lesson, core, self._step)
                for when, stretches in self._windows_of(need).items()
            }
        return self._of_needs[key]

    def _starts_of_teacher(self, teacher: str, lesson: int) -> Starts:
        if (teacher, lesson) not in self._of_teachers:
            rows = self._scenario.availability_of.get(teacher, ())
            self._of_teachers[teacher, lesson] = {
                (day, half): start_bits(available(rows, day, half), lesson, self._step)
                for day in DAYS
                for half in HALVES
            }
        return self._of_teachers[teacher, lesson]


def start_bits(stretches: Iterable[Interval], lesson: int, step: int) -> int:
    """Starts at which a lesson of so many minutes lies wholly inside one of the stretches."""
    bits = 0
    for start, end in stretches:
        first = -(-max(0, start) // step)
        last = (min(MINUTES_PER_DAY, end) - lesson) // step
        if first <= last:
            bits |= (1 << (last + 1)) - (1 << first)
    return bits


@lru_cache(maxsize=1 << 14)
def _starts_that_overlap(windows: tuple[Interval, ...], lesson: int, core: int, step: int) -> int:
    """Starts of a lesson that overlaps one of the windows by its core minutes."""
    # The meeting may begin before the window and end after it.
    around = (
        Interval(window.start - (lesson - core), window.end + (lesson - core))
        for window in windows
        if window.minutes >= core
    )
    return start_bits(around, lesson, step)


def available(rows: Iterable[Availability], day: Day, half: Half) -> tuple[Interval, ...]:
    """Minutes in which a teacher with these rows can teach on a day of a single half."""
    rows = tuple(rows)
    here = [row for row in rows if row.day is day and holds_in(row.half, half)]
    busy = [row.interval for row in here if row.kind is AvailabilityKind.BUSY]
    free = [row.interval for row in here if row.kind is not AvailabilityKind.BUSY]
    if all(row.kind is AvailabilityKind.BUSY for row in rows):
        free = [DEFAULT_AVAILABILITY]
    return subtract(free, busy)


def enough_days(starts: Starts, need: Need) -> bool:
    """Whether the starts lie on enough different days for the need's weekly lessons."""
    whole, half = divmod(need.half_lessons, 2)
    in_both = sum(bool(starts[day, Half.A] & starts[day, Half.B]) for day in DAYS)
    in_any = sum(bool(starts[day, Half.A] | starts[day, Half.B]) for day in DAYS)
    return in_both >= whole and in_any >= whole + half
