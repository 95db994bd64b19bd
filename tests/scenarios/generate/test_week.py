"""Home timetables look like those of schools."""

from collections import Counter, defaultdict

import pytest

from scenarios.generate.hours import weekly_lessons
from scenarios.generate.places import ClassPlan, SchoolPlan, schools_of
from scenarios.generate.streams import stream
from scenarios.generate.week import Anchors, HomeLesson, home_week
from scenarios.pilots import pilot_data
from scenarios.times import DAYS, Day

RELIGION_YEAR = 4
SCHOOLS = [
    school
    for code in ("740", "261", "445")
    for school in schools_of(pilot_data().municipality(code))
]
WEEKS = {
    school.id: home_week(
        school, Anchors({}, RELIGION_YEAR, local_a2=True), stream("test", school.id)
    )
    for school in SCHOOLS
}
LONG_LESSONS = {"T6", "T7"}


def lessons(school: SchoolPlan, row: ClassPlan) -> list[HomeLesson]:
    return [lesson for lesson in WEEKS[school.id] if lesson.class_id == row.id]


CLASSES = [(school, row) for school in SCHOOLS for row in school.classes]


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.id)
def test_every_class_has_the_lessons_of_its_grade(school: SchoolPlan) -> None:
    """Grade 6 of a 45-minute school without cuts: 26 lessons and two of A2."""
    if school.bells.template in LONG_LESSONS:
        pytest.skip("longer lessons are fewer")
    for row in school.classes:
        wanted = weekly_lessons(row.grades, RELIGION_YEAR, True, 45)
        room = 5 * (5 if row.grades[-1] <= 2 else len(school.bells.sitting(row.grades[-1]).slots()))
        assert len(lessons(school, row)) == min(sum(wanted.values()), room)


def test_no_class_has_two_lessons_at_once_or_a_hole_in_its_day() -> None:
    """Pupils of basic education have no free lesson between two others."""
    for school, row in CLASSES:
        slots = school.bells.sitting(row.grades[-1]).slots()
        for day in DAYS:
            places = sorted(
                slots.index(lesson.interval) for lesson in lessons(school, row) if lesson.day is day
            )
            assert places == list(range(places[0], places[0] + len(places)))


def test_no_day_is_longer_than_the_law_allows() -> None:
    """Five lessons in grades 1-2, seven in the others; a combined class follows its highest."""
    for school, row in CLASSES:
        held = Counter(lesson.day for lesson in lessons(school, row))
        assert max(held.values()) <= (5 if row.grades[-1] <= 2 else 7)
        assert set(held) == set(DAYS)


def test_religion_of_a_grade_is_at_one_time() -> None:
    """Minority religions are taught while the majority has its own: a band of the grade."""
    for school in SCHOOLS:
        times: defaultdict[tuple[int, ...], set[frozenset[tuple[Day, int]]]] = defaultdict(set)
        for row in school.classes:
            held = [lesson for lesson in lessons(school, row) if lesson.subject == "KT"]
            times[row.grades].add(frozenset((x.day, x.interval.start) for x in held))
        assert all(len(found) == 1 for found in times.values())


def test_crafts_come_in_doubles() -> None:
    """Two lessons of crafts on one day, one after the other, in every class of 45 minutes."""
    for school, row in CLASSES:
        held = [lesson for lesson in lessons(school, row) if lesson.subject == "KS"]
        if len(held) != 2:
            continue
        slots = school.bells.sitting(row.grades[-1]).slots()
        first, second = (slots.index(lesson.interval) for lesson in held)
        assert held[0].day is held[1].day
        assert second - first == 1


def test_no_teacher_has_two_classes_at_once_outside_a_band() -> None:
    for school in SCHOOLS:
        by_teacher = defaultdict(list)
        for lesson in WEEKS[school.id]:
            if lesson.subject not in ("KT", "VAL", "A2") and "+" not in lesson.teacher:
                by_teacher[lesson.teacher, lesson.day].append(lesson.interval)
        for intervals in by_teacher.values():
            intervals.sort()
            pairs = zip(intervals, intervals[1:], strict=False)
            assert all(a.end <= b.start for a, b in pairs)


def test_band_goes_to_the_agreed_time() -> None:
    """A school whose grid has the agreed start puts its religion there."""
    school = next(s for s in SCHOOLS if s.bells.template == "T3")
    agreed = {("KT", 7): ((2, 10 * 60),)}

    week = home_week(school, Anchors(agreed, RELIGION_YEAR, False), stream("test"))

    held = {
        (lesson.day, lesson.interval.start)
        for lesson in week
        if lesson.subject == "KT" and lesson.class_id == school.classes[0].id
    }
    assert held == {(Day.WED, 10 * 60)}
