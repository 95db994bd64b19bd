"""The weeks of six schools on bell times: whole weeks of pupils and of teachers."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from scenarios.findings import has_errors
from scenarios.importers.home_week import HomeWeek, PlacedLesson, on_bells
from scenarios.importers.xhstt import read_xhstt
from scenarios.times import Interval

FULL_WEEK = 12
LUNCH_MINUTES = 30


class WeekFile(NamedTuple):
    """A file and what it leaves open: grades, first bell, lesson and break lengths in minutes."""

    stem: str
    name: str
    low: int
    high: int
    first_bell: int
    lesson: int
    pause: int


FILES = (
    WeekFile("FinlandArtificialSchool", "Artificial School", 3, 6, 8 * 60 + 15, 60, 10),
    WeekFile("FinlandCollege", "College", 7, 9, 8 * 60, 45, 5),
    WeekFile("FinlandElementarySchool", "Elementary School", 1, 6, 8 * 60, 45, 10),
    WeekFile("FinlandHighSchool", "High School", 7, 9, 8 * 60 + 15, 45, 10),
    WeekFile("FinlandSecondarySchool", "Secondary School", 7, 9, 8 * 60 + 10, 45, 10),
    WeekFile("FinlandSecondarySchool2", "Secondary School 2", 7, 9, 8 * 60, 45, 5),
)


class SchoolWeek(NamedTuple):
    """A school of the scenario: its bells, and the week of every class and teacher."""

    id: str
    file: WeekFile
    week: HomeWeek
    bells: tuple[Interval, ...]
    lunch: Interval
    classes: dict[str, tuple[PlacedLesson, ...]]
    teachers: dict[str, tuple[PlacedLesson, ...]]

    def grade(self, name: str) -> int:
        """Grade of a class: the number in its name where it is one, else spread evenly."""
        digit = next((int(letter) for letter in name if letter.isdigit()), 0)
        grades = range(self.file.low, self.file.high + 1)
        if digit in grades:
            return digit
        place = digit - 1 if digit else sorted(self.classes).index(name)
        return grades[place % len(grades)]


def school_week(school: str, file: WeekFile, folder: Path) -> SchoolWeek:
    """The week in a file.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it holds no week.
    """
    week = read_xhstt((folder / f"{file.stem}.xml").read_bytes())
    if has_errors(week.findings):
        raise ValueError(f"{file.stem}: {', '.join(row.code for row in week.findings)}")
    bells, lunch = _bells(file, week.periods + 1)
    placed, _ = on_bells(week, bells)
    by_teacher: defaultdict[str, list[PlacedLesson]] = defaultdict(list)
    for row in placed:
        for name in row.lesson.teachers:
            by_teacher[name].append(row)
    return SchoolWeek(
        school,
        file,
        week,
        bells,
        lunch,
        pupil_weeks(week, placed),
        {name: tuple(rows) for name, rows in sorted(by_teacher.items())},
    )


def pupil_weeks(
    week: HomeWeek, placed: tuple[PlacedLesson, ...]
) -> dict[str, tuple[PlacedLesson, ...]]:
    """Lessons of the pupils of each class or half-group that has no smaller part.

    A class's lessons are also those of the classes whose names begin its name. A small group
    across the classes of a grade (boys, girls, a religion) takes the time of all of them.
    """
    own: defaultdict[str, list[PlacedLesson]] = defaultdict(list)
    for row in placed:
        for name in row.lesson.classes:
            own[name].append(row)
    found: dict[str, tuple[PlacedLesson, ...]] = {}
    across = _across(week, own)
    for name in week.classes:
        if name in across or any(n != name and n.startswith(name) for n in week.classes):
            continue
        above = [other for other in week.classes if name.startswith(other)]
        above += [other for other in across if other[:2] == name[:2]]
        found[name] = tuple(row for other in above for row in own[other])
    return found


def _across(week: HomeWeek, own: dict[str, list[PlacedLesson]]) -> list[str]:
    """Groups across a grade: few lessons, and no class that they are a part of."""
    return [
        name
        for name in week.classes
        if len(own[name]) < FULL_WEEK
        and not any(o != name and name.startswith(o) and len(o) > 2 for o in week.classes)
        and not any(o != name and o.startswith(name) for o in week.classes)
    ]


def _bells(file: WeekFile, periods: int) -> tuple[tuple[Interval, ...], Interval]:
    """Bells with lunch in the middle, one period more than the week has."""
    start, bells = file.first_bell, []
    before_lunch = periods // 2
    lunch = Interval(0, 1)
    for period in range(periods):
        bells.append(Interval(start, start + file.lesson))
        start += file.lesson + file.pause
        if period + 1 == before_lunch:
            lunch = Interval(bells[-1].end, bells[-1].end + LUNCH_MINUTES)
            start = lunch.end + file.pause
    return tuple(bells), lunch
