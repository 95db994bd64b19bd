"""Needs and subjects: sizes, grades, classes, shared pupils, times that fit nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scenarios.checks.bells import grades_shown
from scenarios.checks.report import Case, error, warning
from scenarios.findings import Finding
from scenarios.needs import NO_OTHER
from scenarios.schools import SchoolClass


def nothing_needed(case: Case) -> Iterator[Finding]:
    """A scenario without needs asks nothing."""
    if not case.scenario.needs and case.complete("needs"):
        yield error("nothing_needed", "needs", None, None)


def needs_too_large(case: Case) -> Iterator[Finding]:
    """More pupils than a group of the subject may have: no group can hold them."""
    for row, need, subject in case.sound_needs:
        if need.pupils > subject.max_pupils:
            yield error(
                "need_too_large",
                "needs",
                row,
                "pupils",
                f"need:{need.need}",
                pupils=need.pupils,
                max_pupils=subject.max_pupils,
                parts=-(-need.pupils // subject.max_pupils),
            )


def grades_outside_classes(case: Case) -> Iterator[Finding]:
    """Lowest or highest grade in no class of the need, or a class with none of its grades."""
    for row, need in enumerate(case.scenario.needs, start=1):
        classes = _classes(case, need.classes)
        if len(classes) < len(need.classes) or not classes:
            continue
        taught = {grade for one in classes for grade in one.grades}
        if {need.grade_from, need.grade_to} - taught:
            yield error(
                "grades_outside_classes",
                "needs",
                row,
                "grade_from" if need.grade_from not in taught else "grade_to",
                f"need:{need.need}",
                grades=grades_shown(need.grades),
                class_grades=grades_shown(taught),
            )
            continue
        for one in classes:
            if not set(one.grades) & set(need.grades):
                yield warning(
                    "class_outside_grades",
                    "needs",
                    row,
                    "classes",
                    f"need:{need.need}",
                    f"class:{one.class_}",
                    class_id=one.class_,
                    grades=grades_shown(need.grades),
                    class_grades=grades_shown(one.grades),
                )


def classes_of_other_schools(case: Case) -> Iterator[Finding]:
    """A class of another school than the need's, if that school is one."""
    for row, need in enumerate(case.scenario.needs, start=1):
        if need.school not in case.scenario.school_of:
            continue
        for one in _classes(case, need.classes):
            if one.school != need.school:
                yield error(
                    "class_of_another_school",
                    "needs",
                    row,
                    "classes",
                    f"need:{need.need}",
                    f"class:{one.class_}",
                    class_id=one.class_,
                    school=need.school,
                    other_school=one.school,
                )


def shared_pupils(case: Case) -> Iterator[Finding]:
    """`none` beside other needs, a need that names itself, or one named though it says `none`."""
    without = {need.need for need in case.scenario.needs if NO_OTHER in need.shares_pupils_with}
    for row, need in enumerate(case.scenario.needs, start=1):
        named = set(need.shares_pupils_with)
        subject = f"need:{need.need}"
        place = ("needs", row, "shares_pupils_with", subject)
        if NO_OTHER in named and len(named) > 1:
            yield warning("shares_none_and_others", *place)
        if need.need in named:
            yield warning("shares_with_itself", *place)
        for other in sorted((named & without) - {need.need}):
            yield warning("shares_contradicted", *place, f"need:{other}", other_need=other)


def released_from_nothing(case: Case) -> Iterator[Finding]:
    """Released from a subject that stands in no home timetable of the need's classes."""
    lessons = case.scenario.lessons_of
    if not case.complete("lessons"):
        return
    for row, need in enumerate(case.scenario.needs, start=1):
        if not need.classes or any(name not in lessons for name in need.classes):
            continue
        taught = {lesson.subject for name in need.classes for lesson in lessons[name]}
        for subject in need.released_from:
            if subject not in taught:
                yield warning(
                    "released_from_nothing",
                    "needs",
                    row,
                    "released_from",
                    f"need:{need.need}",
                    home_subject=subject,
                )


def contradictory_sizes(case: Case) -> Iterator[Finding]:
    """A subject whose groups would need more pupils than they may have."""
    for row, subject in enumerate(case.scenario.subjects, start=1):
        if subject.min_pupils > subject.max_pupils:
            yield warning(
                "min_pupils_above_max",
                "subjects",
                row,
                "min_pupils",
                f"subject:{subject.subject}",
                min_pupils=subject.min_pupils,
                max_pupils=subject.max_pupils,
            )


def unknown_levels(case: Case) -> Iterator[Finding]:
    """A qualification for a level of which there is no need: levels written in two ways."""
    levels: defaultdict[str, set[str]] = defaultdict(set)
    for need in case.scenario.needs:
        levels[need.subject].add(need.level)
    if not case.complete("needs"):
        return
    for row, able in enumerate(case.scenario.qualifications, start=1):
        if able.level and able.subject in levels and able.level not in levels[able.subject]:
            yield warning(
                "level_not_needed",
                "qualifications",
                row,
                "level",
                f"teacher:{able.teacher}",
                f"subject:{able.subject}",
                level=able.level,
                subject=able.subject,
            )


def _classes(case: Case, names: tuple[str, ...]) -> list[SchoolClass]:
    class_of = case.scenario.class_of
    return [class_of[name] for name in names if name in class_of]


CHECKS = (
    nothing_needed,
    needs_too_large,
    grades_outside_classes,
    classes_of_other_schools,
    shared_pupils,
    released_from_nothing,
    contradictory_sizes,
    unknown_levels,
)
