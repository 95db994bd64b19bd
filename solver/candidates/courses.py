"""Courses, and who is qualified for a need."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher


class Course(NamedTuple):
    """What all needs of a group have in common."""

    subject: str
    level: str
    language: str


def course_of(scenario: Scenario, need: Need) -> Course:
    """Subject, level and language of instruction of a need."""
    return Course(need.subject, need.level, scenario.language_of(need))


def leading_order(need: Need) -> tuple[int, str]:
    """Most lessons first: the first of a group in this order leads it."""
    return (-need.half_lessons, need.need)


def courses(scenario: Scenario) -> dict[Course, tuple[Need, ...]]:
    """Needs by course, in leading order."""
    found: defaultdict[Course, list[Need]] = defaultdict(list)
    for need in scenario.needs:
        found[course_of(scenario, need)].append(need)
    return {course: tuple(sorted(found[course], key=leading_order)) for course in sorted(found)}


def qualified_for(scenario: Scenario, teacher: Teacher, need: Need, *, strictly: bool) -> bool:
    """Whether rows of the teacher cover every grade; `strictly` counts qualified rows only."""
    covered: set[int] = set()
    for row in scenario.qualifications_of.get(teacher.teacher, ()):
        counts = row.qualified or not strictly
        if counts and row.subject == need.subject and row.level in ("", need.level):
            covered.update(range(row.grade_from, row.grade_to + 1))
    return covered.issuperset(need.grades)
