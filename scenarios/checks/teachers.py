"""Teachers, schools that receive, agreements: what leaves somebody unused or unreachable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scenarios.checks.report import Case, error, info, warning
from scenarios.findings import Finding
from scenarios.servability import available
from scenarios.times import DAYS, HALVES


def overtime_below_lesson_cost(case: Case) -> Iterator[Finding]:
    """Lessons above the contract cheaper than those inside it."""
    for row, teacher in enumerate(case.scenario.teachers, start=1):
        if teacher.overtime_cost < teacher.lesson_cost:
            yield error(
                "overtime_below_lesson_cost",
                "teachers",
                row,
                "overtime_cost",
                f"teacher:{teacher.teacher}",
                overtime_cost=float(teacher.overtime_cost),
                lesson_cost=float(teacher.lesson_cost),
            )


def contradictory_loads(case: Case) -> Iterator[Finding]:
    """Least, most and paid lessons that do not go together."""
    for row, teacher in enumerate(case.scenario.teachers, start=1):
        subject = f"teacher:{teacher.teacher}"
        most = float(teacher.max_lessons)
        if not teacher.max_lessons or not teacher.max_lessons_day:
            column = "max_lessons_day" if teacher.max_lessons else "max_lessons"
            yield warning("teacher_without_lessons", "teachers", row, column, subject)
        elif teacher.min_lessons > teacher.max_lessons:
            yield warning(
                "min_lessons_above_max",
                "teachers",
                row,
                "min_lessons",
                subject,
                min_lessons=float(teacher.min_lessons),
                max_lessons=most,
            )
        if teacher.contract_lessons > teacher.max_lessons:
            yield warning(
                "contract_above_max",
                "teachers",
                row,
                "contract_lessons",
                subject,
                contract_lessons=float(teacher.contract_lessons),
                max_lessons=most,
            )


def unusable_teachers(case: Case) -> Iterator[Finding]:
    """A teacher who is qualified for nothing, or never available."""
    scenario = case.scenario
    for row, teacher in enumerate(scenario.teachers, start=1):
        subject = f"teacher:{teacher.teacher}"
        able = teacher.teacher in scenario.qualifications_of
        if not able and case.complete("qualifications"):
            yield warning("teacher_without_qualifications", "teachers", row, "teacher", subject)
        rows = scenario.availability_of.get(teacher.teacher, ())
        never = not any(available(rows, day, half) for day in DAYS for half in HALVES)
        if never and case.complete("availability"):
            yield warning("teacher_never_available", "teachers", row, "teacher", subject)


def unspoken_languages(case: Case) -> Iterator[Finding]:
    """A teacher's language of no school, or a school's language of no teacher."""
    scenario = case.scenario
    at_schools = {school.language for school in scenario.schools}
    of_teachers = {language for teacher in scenario.teachers for language in teacher.languages}
    for row, teacher in enumerate(scenario.teachers, start=1):
        for language in sorted(set(teacher.languages) - at_schools):
            # A teacher of more languages than are asked for is no mistake.
            unspoken = bool(at_schools) and not at_schools & set(teacher.languages)
            if unspoken and case.complete("schools"):
                yield warning(
                    "language_of_no_school",
                    "teachers",
                    row,
                    "languages",
                    f"teacher:{teacher.teacher}",
                    language=language,
                )
    if not case.complete("teachers"):
        return
    for row, school in enumerate(scenario.schools, start=1):
        if school.school in case.grades_needed and school.language not in of_teachers:
            yield warning(
                "language_of_no_teacher",
                "schools",
                row,
                "language",
                f"school:{school.school}",
                language=school.language,
            )


def teaching_elsewhere(case: Case) -> Iterator[Finding]:
    """A teacher who teaches from a school of another municipality than the employer."""
    for row, teacher in enumerate(case.scenario.teachers, start=1):
        school = case.scenario.school_of.get(teacher.school)
        if school is not None and school.municipality != teacher.municipality:
            yield info(
                "teacher_school_elsewhere",
                "teachers",
                row,
                "school",
                f"teacher:{teacher.teacher}",
                f"school:{teacher.school}",
                school=teacher.school,
                municipality=school.municipality,
                employer=teacher.municipality,
            )


def schools_that_cannot_receive(case: Case) -> Iterator[Finding]:
    """A school with needs and no supervisor or no room, from which no teacher teaches."""
    taught_from = {teacher.school for teacher in case.scenario.teachers}
    capacity_of = case.scenario.capacity_of
    for row, school in enumerate(case.scenario.schools, start=1):
        if school.school not in case.grades_needed or school.school in taught_from:
            continue
        for column in ("supervisors", "remote_rooms"):
            numbers = [getattr(one, column) for one in capacity_of.get(school.school, ())]
            if not getattr(school, column) and not any(numbers):
                yield warning(
                    f"school_without_{column}",
                    "schools",
                    row,
                    column,
                    f"school:{school.school}",
                )


def pointless_agreements(case: Case) -> Iterator[Finding]:
    """An agreement with itself, twice, or with a seller who employs no teacher."""
    agreements = case.scenario.agreements
    employers = {teacher.municipality for teacher in case.scenario.teachers}
    pairs = Counter[tuple[str, str]]()
    for row, one in enumerate(agreements, start=1):
        subjects = (f"municipality:{one.buyer}", f"municipality:{one.seller}")
        pairs[one.buyer, one.seller] += 1
        names = {"buyer": one.buyer, "seller": one.seller}
        if pairs[one.buyer, one.seller] > 1:
            yield error("agreement_twice", "agreements", row, "seller", *subjects, **names)
        if one.buyer == one.seller:
            yield error(
                "agreement_with_itself",
                "agreements",
                row,
                "seller",
                subjects[0],
                municipality=one.buyer,
            )
        elif one.seller not in employers and case.complete("teachers"):
            yield warning(
                "seller_without_teachers", "agreements", row, "seller", subjects[1], **names
            )


CHECKS = (
    overtime_below_lesson_cost,
    contradictory_loads,
    unusable_teachers,
    unspoken_languages,
    teaching_elsewhere,
    schools_that_cannot_receive,
    pointless_agreements,
)
