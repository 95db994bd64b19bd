"""Rows of schools: bells, lunch, classes with their transport windows, home lessons."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from scenarios.generate.knobs import KNOBS, Tightness
from scenarios.generate.places import ClassPlan, SchoolPlan
from scenarios.generate.week import HomeLesson
from scenarios.schools import Bell, Closed, Lesson, SchoolClass
from scenarios.times import DAYS, Day, clock

BUS_MINUTES = 10
USUAL_PERIODS = {1: 4, 2: 4, 3: 5, 4: 5, 5: 5, 6: 5, 7: 6, 8: 6, 9: 6}


def bell_rows(school: SchoolPlan) -> list[Bell]:
    """The bell schedule of every group of grades that the school has."""
    rows = []
    for sitting in school.bells.sittings:
        grades = tuple(grade for grade in sitting.grades if grade in school.grades)
        if grades:
            rows += [
                Bell(
                    school=school.id,
                    grades=grades,
                    period=str(number),
                    start=clock(period.start),
                    end=clock(period.end),
                )
                for number, period in enumerate(sitting.periods, start=1)
            ]
    return rows


def closed_rows(school: SchoolPlan) -> list[Closed]:
    """Lunch of every group of grades."""
    rows = []
    for sitting in school.bells.sittings:
        grades = tuple(grade for grade in sitting.grades if grade in school.grades)
        if grades:
            rows.append(
                Closed(
                    school=school.id,
                    grades=grades,
                    days=DAYS,
                    start=clock(sitting.lunch.start),
                    end=clock(sitting.lunch.end),
                    reason="lunch",
                )
            )
    return rows


def class_row(
    school: SchoolPlan,
    row: ClassPlan,
    ends: Mapping[tuple[str, Day], int],
    tightness: Tightness,
    rng: Random,
) -> SchoolClass:
    """A class and the minutes between which its pupils can be at school.

    Parameters
    ----------
    ends
        When the last home lesson of a class ends on a day, where there is one.
    """
    sitting = school.bells.sitting(row.grades[-1])
    usual = USUAL_PERIODS[row.grades[-1]] + KNOBS[tightness].extra_periods - 1
    usual = min(usual + rng.choice((0, 0, 1)), len(sitting.slots()))
    leaves = sitting.slots()[usual - 1].end + BUS_MINUTES
    early_day = rng.choice(DAYS[2:]) if rng.random() < 0.3 else None
    times: list[str] = []
    for day in DAYS:
        bus = leaves - 45 if day is early_day else leaves
        times.append(f"{day} {clock(max(bus, ends.get((row.id, day), 0)))}")
    return SchoolClass.model_validate(
        {"class": row.id, "school": school.id, "grades": row.grades, "latest": "; ".join(times)}
    )


def last_ends(week: tuple[HomeLesson, ...]) -> dict[tuple[str, Day], int]:
    """When the last home lesson of each class ends on each day that has one."""
    ends: dict[tuple[str, Day], int] = {}
    for lesson in week:
        key = (lesson.class_id, lesson.day)
        ends[key] = max(ends.get(key, 0), lesson.interval.end)
    return ends


def lesson_row(lesson: HomeLesson) -> Lesson:
    """The home lesson without its teacher."""
    return Lesson.model_validate(
        {
            "class": lesson.class_id,
            "day": lesson.day,
            "start": clock(lesson.interval.start),
            "end": clock(lesson.interval.end),
            "subject": lesson.subject,
        }
    )
