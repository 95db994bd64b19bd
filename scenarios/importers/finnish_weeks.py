"""Six Finnish schools as they were: one scenario whose home timetables are real weeks.

The files hold only lessons. Grades, bell times, needs and what teachers may teach besides are
added here; that a pupil of a half-group also attends the lessons of its class follows from the
names of the classes (`S1AA` is a part of `S1A`, and `S1A` of `S1`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

from scenarios.generate.catalogue import BY_CODE, OFFERS, max_pupils, subject_row
from scenarios.generate.streams import stream
from scenarios.importers.home_week import PlacedLesson
from scenarios.importers.school_weeks import FILES, SchoolWeek, school_week
from scenarios.needs import Category, Need, Priority
from scenarios.scenario import Scenario
from scenarios.schools import Bell, Closed, Lesson, Municipality, School, SchoolClass
from scenarios.settings import Settings
from scenarios.teachers import Availability, Qualification, Teacher
from scenarios.times import DAYS, clock, union

TEACHERS_OF_A_SCHOOL = 4
LAW_THRESHOLD = 3
WANTED = ("OR", "ET", "IS", "DE", "OR", "ES", "ET", "RU", "OAI-UK", "DE")
BUNDLES = ("OR", "DE-FR", "ET", "ES", "IS", "RU", "UK")


def six_finnish_weeks(folder: Path) -> Scenario:
    """The scenario of the six files `Finland*.xml` in a folder; the same every time.

    Raises
    ------
    OSError
        If a file is missing.
    ValueError
        If a file holds no week.
    """
    schools = [
        school_week(f"fw{number}", file, folder) for number, file in enumerate(FILES, start=1)
    ]
    needs = _needs(schools)
    teachers = [row for place, school in enumerate(schools) for row in _teachers(school, place)]
    codes = {need.subject for need in needs} | {q.subject for _, qs, _ in teachers for q in qs}
    return Scenario(
        settings=Settings(name="Six Finnish weeks", break_shift_minutes=15),
        municipalities=tuple(
            Municipality(municipality=row.id, name=row.file.name) for row in schools
        ),
        schools=tuple(_school_row(row) for row in schools),
        bells=tuple(bell for row in schools for bell in _bell_rows(row)),
        closed=tuple(_lunch_row(row) for row in schools),
        classes=tuple(c for row in schools for c in _class_rows(row)),
        lessons=tuple(lesson for row in schools for lesson in _lesson_rows(row)),
        subjects=tuple(subject_row(code, core_minutes=40) for code in sorted(codes)),
        needs=tuple(needs),
        teachers=tuple(teacher for teacher, _, _ in teachers),
        qualifications=tuple(row for _, rows, _ in teachers for row in rows),
        availability=tuple(row for _, _, rows in teachers for row in rows),
    )


def _school_row(row: SchoolWeek) -> School:
    return School(
        school=row.id,
        municipality=row.id,
        name=row.file.name,
        language="fi",
        remote_rooms=2,
        supervisors=2,
    )


def _bell_rows(row: SchoolWeek) -> list[Bell]:
    grades = tuple(range(row.file.low, row.file.high + 1))
    return [
        Bell(
            school=row.id,
            grades=grades,
            period=str(number),
            start=clock(bell.start),
            end=clock(bell.end),
        )
        for number, bell in enumerate(row.bells, start=1)
    ]


def _lunch_row(row: SchoolWeek) -> Closed:
    return Closed(
        school=row.id,
        grades=tuple(range(row.file.low, row.file.high + 1)),
        days=DAYS,
        start=clock(row.lunch.start),
        end=clock(row.lunch.end),
        reason="lunch",
    )


def _class_rows(row: SchoolWeek) -> list[SchoolClass]:
    return [
        SchoolClass.model_validate(
            {"class": f"{row.id}/{name}", "school": row.id, "grades": (row.grade(name),)}
        )
        for name in row.classes
    ]


def _lesson_rows(row: SchoolWeek) -> list[Lesson]:
    rows = {
        (name, placed.day, placed.interval, placed.lesson.course)
        for name, week in row.classes.items()
        for placed in week
    }
    return [
        Lesson.model_validate(
            {
                "class": f"{row.id}/{name}",
                "day": day,
                "start": clock(interval.start),
                "end": clock(interval.end),
                "subject": course,
            }
        )
        for name, day, interval, course in sorted(rows)
    ]


def _needs(schools: list[SchoolWeek]) -> list[Need]:
    """Ten needs of each school, every one released from a course that its class really has."""
    drafts: list[dict[str, Any]] = []
    for school in schools:
        rng = stream("finnish weeks", school.file.stem)
        names = sorted(school.classes)
        drafts += [_draft(school, rng.choice(names), code, rng) for code in WANTED]
    pupils: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        pupils[draft["school"], draft["subject"]] += draft["pupils"]
    order = stream("finnish weeks", "ids").sample(drafts, len(drafts))
    return [
        Need(need=f"n{place}", priority=_priority(draft, pupils), **draft)
        for place, draft in enumerate(order, start=1)
    ]


def _draft(school: SchoolWeek, name: str, code: str, rng: Random) -> dict[str, Any]:
    worldview = BY_CODE[code].category in (Category.RELIGION, Category.ETHICS)
    lessons = 1 if worldview else 2
    grade = school.grade(name)
    level = ""
    if BY_CODE[code].category is Category.LANGUAGE:
        level = "B2.1" if grade >= 7 else "A2.1"
    return {
        "school": school.id,
        "subject": code,
        "level": level,
        "grade_from": grade,
        "grade_to": grade,
        "pupils": min(rng.choice((1, 1, 2, 2, 3, 4)), max_pupils(code)),
        "lessons_per_week": lessons,
        "classes": (f"{school.id}/{name}",),
        "released_from": (_course(school.classes[name], lessons, rng),),
    }


def _course(week: tuple[PlacedLesson, ...], lessons: int, rng: Random) -> str:
    """A course of the class with so many lessons on as many days, or the nearest to it."""
    days: defaultdict[str, set[str]] = defaultdict(set)
    for row in week:
        days[row.lesson.course].add(row.day)
    distance = {course: abs(len(held) - lessons) for course, held in days.items()}
    nearest = [course for course in sorted(days) if distance[course] == min(distance.values())]
    return rng.choice(nearest)


def _priority(draft: dict[str, Any], pupils: Counter[tuple[str, str]]) -> Priority:
    category = BY_CODE[draft["subject"]].category
    if category in (Category.RELIGION, Category.ETHICS):
        owed = pupils[draft["school"], draft["subject"]] >= LAW_THRESHOLD
        return Priority.STATUTORY if owed else Priority.PROMISED
    return Priority.PROMISED if draft["level"] == "A2.1" else Priority.OPTIONAL


def _teachers(
    school: SchoolWeek, place: int
) -> list[tuple[Teacher, list[Qualification], list[Availability]]]:
    """The teachers with the fewest lessons at home; their own week keeps them busy."""
    by_load = sorted(school.teachers, key=lambda name: (len(school.teachers[name]), name))
    able = [name for name in by_load if len(school.teachers[name]) >= 5][:TEACHERS_OF_A_SCHOOL]
    found = []
    for number, name in enumerate(able):
        bundle = BUNDLES[(place * TEACHERS_OF_A_SCHOOL + number) % len(BUNDLES)]
        found.append(_teacher(school, name, bundle))
    return found


def _teacher(
    school: SchoolWeek, name: str, bundle: str
) -> tuple[Teacher, list[Qualification], list[Availability]]:
    teacher = f"{school.id}-{name}"
    row = Teacher.model_validate(
        {
            "teacher": teacher,
            "municipality": school.id,
            "school": school.id,
            "languages": ("fi",),
            "max_lessons": 10,
            "lesson_cost": 72,
        }
    )
    subjects = [offer.code for offer in OFFERS if offer.bundle == bundle]
    rows = [Qualification(teacher=teacher, subject=code) for code in subjects]
    busy = [
        Availability.model_validate(
            {
                "teacher": teacher,
                "day": day,
                "start": clock(minutes.start),
                "end": clock(minutes.end),
                "kind": "busy",
            }
        )
        for day in DAYS
        for minutes in union(r.interval for r in school.teachers[name] if r.day is day)
    ]
    return row, rows, busy
