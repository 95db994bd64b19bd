"""Home timetables: a school's week, filled period by period on its bell schedule.

First come the bands that all classes of a grade have at the same time, then double lessons, then
the rest, slot after slot, with the teacher that the class has in the subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random
from typing import NamedTuple

from scenarios.generate.hours import (
    BANDS_OF_A_GRADE,
    MOST_A_DAY,
    SPECIALISTS,
    double,
    weekly_lessons,
)
from scenarios.generate.places import ClassPlan, SchoolPlan
from scenarios.times import DAYS, Day, Interval

LONGEST_DOUBLE_GAP = 15
Place = tuple[int, int]


class HomeLesson(NamedTuple):
    """A lesson of a home timetable with the teacher who gives it."""

    class_id: str
    day: Day
    interval: Interval
    subject: str
    teacher: str


class Anchors(NamedTuple):
    """Bands that schools have agreed on: by home subject and grade, a weekday and a start."""

    starts: Mapping[tuple[str, int], tuple[tuple[int, int], ...]]
    religion_year: int
    local_a2: bool


class _Week:
    """The grid of one school while it is filled."""

    def __init__(self, school: SchoolPlan, anchors: Anchors, rng: Random) -> None:
        self.school = school
        self.anchors = anchors
        self.rng = rng
        self.slots = {c.id: school.bells.sitting(c.grades[-1]).slots() for c in school.classes}
        self.hours = {c.id: self._hours(c) for c in school.classes}
        self.grid: dict[str, dict[Place, str]] = {c.id: {} for c in school.classes}
        self.teacher_at: dict[tuple[str, Place], str] = {}
        self.taken: defaultdict[tuple[str, int], list[Interval]] = defaultdict(list)
        self.teacher_of = _teachers(school, self.hours)
        self.shape = self._shapes()

    def _hours(self, school_class: ClassPlan) -> dict[str, int]:
        minutes = self.slots[school_class.id][0].minutes
        hours = weekly_lessons(
            school_class.grades, self.anchors.religion_year, self.anchors.local_a2, minutes
        )
        room = 5 * (5 if school_class.grades[-1] <= 2 else len(self.slots[school_class.id]))
        while sum(hours.values()) > room:
            hours[max(hours, key=lambda subject: (hours[subject], subject))] -= 1
        return hours

    def _shapes(self) -> dict[str, list[list[int]]]:
        """Slots of each day by class; classes of the same grades come and go together."""
        shapes: dict[str, list[list[int]]] = {}
        by_grades: dict[tuple[int, ...], list[list[int]]] = {}
        for row in self.school.classes:
            if row.grades not in by_grades:
                total = sum(self.hours[row.id].values())
                by_grades[row.grades] = self._days(total, len(self.slots[row.id]))
            shapes[row.id] = by_grades[row.grades]
        return shapes

    def _days(self, total: int, periods: int) -> list[list[int]]:
        """Slots of each day; Friday is never longer than the others, some days start later."""
        base, rest = divmod(total, 5)
        longer = set(self.rng.sample(range(4), rest))
        lengths = [base + (1 if place in longer else 0) for place in range(5)]
        if base > 5 and lengths[0] < periods and self.rng.random() < 0.5:
            lengths[0], lengths[4] = lengths[0] + 1, lengths[4] - 1
        days = []
        for length in lengths:
            late = 1 if length < periods and self.rng.random() < 0.25 else 0
            days.append(list(range(late, late + length)))
        return days

    def free(self, class_id: str, place: Place) -> bool:
        day, slot = place
        return slot in self.shape[class_id][day] and place not in self.grid[class_id]

    def put(self, class_id: str, place: Place, subject: str, teacher: str) -> None:
        self.grid[class_id][place] = subject
        self.teacher_at[class_id, place] = teacher
        self.taken[teacher, place[0]].append(self.slots[class_id][place[1]])
        self.hours[class_id][subject] -= 1

    def teacher_free(self, teacher: str, class_id: str, place: Place) -> bool:
        mine = self.slots[class_id][place[1]]
        return not any(mine.overlap(other) for other in self.taken[teacher, place[0]])

    def places(self, class_id: str) -> list[Place]:
        return [(day, slot) for day in range(5) for slot in self.shape[class_id][day]]

    def on_day(self, class_id: str, subject: str, day: int) -> int:
        return sum(1 for (d, _), s in self.grid[class_id].items() if d == day and s == subject)


def home_week(school: SchoolPlan, anchors: Anchors, rng: Random) -> tuple[HomeLesson, ...]:
    """The home timetable of every class of a school, sorted."""
    week = _Week(school, anchors, rng)
    by_grades: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for row in school.classes:
        by_grades[row.grades].append(row.id)
    for grades, ids in by_grades.items():
        for subject in BANDS_OF_A_GRADE:
            _put_band(week, subject, grades, ids)
    for row in school.classes:
        _put_doubles(week, row)
    _put_singles(week)
    return tuple(sorted(_lessons(week)))


def _lessons(week: _Week) -> Iterator[HomeLesson]:
    for class_id, grid in week.grid.items():
        for place, subject in grid.items():
            interval = week.slots[class_id][place[1]]
            teacher = week.teacher_at[class_id, place]
            yield HomeLesson(class_id, DAYS[place[0]], interval, subject, teacher)


def _put_band(week: _Week, subject: str, grades: tuple[int, ...], ids: list[str]) -> None:
    wanted = list(week.anchors.starts.get((subject, grades[-1]), ()))
    used_days: set[int] = set()
    for number in range(week.hours[ids[0]].get(subject, 0)):
        free = [p for p in week.places(ids[0]) if all(week.free(name, p) for name in ids)]
        spread = [p for p in free if p[0] not in used_days] or free
        if not spread:
            return
        place = _band_place(week, subject, ids[0], spread, wanted[number : number + 1])
        used_days.add(place[0])
        for name in ids:
            week.put(name, place, subject, week.teacher_of[name, subject])


def _band_place(
    week: _Week, subject: str, class_id: str, free: list[Place], wanted: list[tuple[int, int]]
) -> Place:
    """The place nearest to the agreed start; languages at an edge of the day; else any."""
    if wanted:
        day, start = wanted[0]
        slots = week.slots[class_id]
        return min(free, key=lambda p: (p[0] != day, abs(slots[p[1]].start - start), p))
    if subject == "A2":
        edges = [
            p for p in free if p[1] in (week.shape[class_id][p[0]][0], _last(week, class_id, p))
        ]
        return week.rng.choice(edges or free)
    return week.rng.choice(free)


def _last(week: _Week, class_id: str, place: Place) -> int:
    return week.shape[class_id][place[0]][-1]


def _put_doubles(week: _Week, row: ClassPlan) -> None:
    pairs = [subject for subject in sorted(week.hours[row.id]) if double(subject, row.grades[-1])]
    for subject in pairs:
        while week.hours[row.id][subject] >= 2:
            teacher = week.teacher_of[row.id, subject]
            options = [
                place
                for place in week.places(row.id)
                if _fits_double(week, row.id, place) and not week.on_day(row.id, subject, place[0])
            ]
            kept = [p for p in options if _teacher_has_both(week, teacher, row.id, p)] or options
            if not kept:
                break
            day, slot = week.rng.choice(kept)
            week.put(row.id, (day, slot), subject, teacher)
            week.put(row.id, (day, slot + 1), subject, teacher)


def _fits_double(week: _Week, class_id: str, place: Place) -> bool:
    day, slot = place
    slots = week.slots[class_id]
    if slot + 1 >= len(slots) or not (week.free(class_id, place)):
        return False
    close = slots[slot + 1].start - slots[slot].end <= LONGEST_DOUBLE_GAP
    return close and week.free(class_id, (day, slot + 1))


def _teacher_has_both(week: _Week, teacher: str, class_id: str, place: Place) -> bool:
    day, slot = place
    return all(week.teacher_free(teacher, class_id, (day, s)) for s in (slot, slot + 1))


def _put_singles(week: _Week) -> None:
    for day in range(5):
        most = max(len(slots) for slots in week.slots.values())
        for slot in range(most):
            for row in week.school.classes:
                if week.free(row.id, (day, slot)):
                    _put_single(week, row.id, (day, slot))


def _put_single(week: _Week, class_id: str, place: Place) -> None:
    left = {subject: n for subject, n in week.hours[class_id].items() if n > 0}
    if not left:
        return

    def rank(subject: str) -> tuple[bool, bool, float]:
        crowded = week.on_day(class_id, subject, place[0]) >= MOST_A_DAY.get(subject, 1)
        teacher = week.teacher_of[class_id, subject]
        absent = not week.teacher_free(teacher, class_id, place)
        return absent, crowded, -left[subject] - week.rng.random()

    best = min(sorted(left), key=rank)
    teacher = week.teacher_of[class_id, best]
    if not week.teacher_free(teacher, class_id, place):
        teacher = f"{teacher}+{class_id}"
    week.put(class_id, place, best, teacher)


def _teachers(school: SchoolPlan, hours: dict[str, dict[str, int]]) -> dict[tuple[str, str], str]:
    """Who gives a class a subject: its own teacher, or one of the school's in the subject."""
    load: defaultdict[str, int] = defaultdict(int)
    found: dict[tuple[str, str], str] = {}
    for row in school.classes:
        for subject, lessons in hours[row.id].items():
            if row.grades[-1] <= 6 and subject not in SPECIALISTS:
                found[row.id, subject] = f"own {row.id}"
                continue
            post = _post(subject)
            number = load[post] // 20
            load[post] += lessons
            found[row.id, subject] = f"{post}{number + 1}"
    return found


def _post(subject: str) -> str:
    """Subjects that one subject teacher has together."""
    groups = {
        "A1 A2 B1": "languages ",
        "FY KE MA": "mathematics ",
        "BI GE TE": "biology ",
        "HI YH": "history ",
        "KT": "religion ",
    }
    return next((name for codes, name in groups.items() if subject in codes.split()), f"{subject} ")
