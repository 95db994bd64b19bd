"""Teachers who could teach over the border: employed ones with a home timetable, vacancies."""

from __future__ import annotations

import math
from collections import defaultdict
from decimal import Decimal
from random import Random
from typing import NamedTuple

from scenarios.generate.catalogue import BANDS, BY_CODE, OFFERS, max_pupils, max_sites
from scenarios.generate.demand import Area, Wanted
from scenarios.generate.places import SchoolPlan
from scenarios.generate.streams import stream
from scenarios.generate.week import HomeLesson
from scenarios.teachers import Qualification, Teacher, TeacherStatus

FULL_POST = 20
OVERTIME = (68, 72, 75, 78)
HOME_POSTS = {
    "DE-FR": "languages ",
    "ES": "languages ",
    "RU": "languages ",
    "ET": "history ",
    "OHJ": "mathematics ",
    "VALMO": "own ",
    "OR": "religion ",
    "KA": "religion ",
}


class Post(NamedTuple):
    """A teacher with what they may teach and the label of their home lessons, if any."""

    teacher: Teacher
    qualifications: tuple[Qualification, ...]
    home_post: str


def estimated_lessons(needs: list[Wanted]) -> dict[tuple[str, str], float]:
    """Weekly lessons of the groups that the needs could form, by language and bundle."""
    courses: defaultdict[tuple[str, str, str, int], list[Wanted]] = defaultdict(list)
    for need in needs:
        band = next(place for place, (_, last) in enumerate(BANDS) if need.grades[0] <= last)
        key = (need.school.language, need.code, need.level, 0 if need.level else band)
        courses[key].append(need)
    total: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (language, code, _, _), members in sorted(courses.items()):
        pupils = sum(need.pupils for need in members)
        sites = len({need.school.id for need in members})
        groups = math.ceil(max(pupils / max_pupils(code), sites / max_sites(code)) * 1.2)
        longest = max(float(need.lessons) for need in members)
        total[language, BY_CODE[code].bundle] += groups * longest
    return dict(total)


def draw_teachers(
    area: Area, needs: list[Wanted], hours: float, seed: int, number: int = 1
) -> list[Post]:
    """Teachers with `hours` lessons for each estimated one, named from a number on."""
    posts: list[Post] = []
    for (language, bundle), lessons in sorted(estimated_lessons(needs).items()):
        rng = stream("teachers", area.name, seed, language, bundle)
        left = lessons * hours
        first = True
        while left > 0.5 or first:
            post = _post(area, language, bundle, left, len(posts) + number, rng, first)
            posts.append(post)
            left -= float(post.teacher.max_lessons)
            first = False
    return posts


def _post(
    area: Area, language: str, bundle: str, left: float, number: int, rng: Random, first: bool
) -> Post:
    most = min(rng.choice((6, 8, 10, 12, 14)), max(2, math.ceil(left)))
    vacancy = rng.random() < (0.1 if first else 0.35)
    school = _school(area, language, bundle, rng)
    contract = 0 if vacancy else rng.choice((0, most // 2, most // 2, most))
    lesson_cost = rng.choice(OVERTIME) if contract == 0 else 0
    teacher = Teacher(
        teacher=f"t{number}",
        municipality=school.municipality,
        school=school.id,
        languages=_languages(area, language, rng),
        contract_lessons=Decimal(contract),
        min_lessons=Decimal(min(4, most)) if vacancy else Decimal(0),
        max_lessons=Decimal(most),
        max_lessons_day=rng.choice((4, 5, 6)),
        lesson_cost=Decimal(lesson_cost),
        overtime_cost=Decimal(max(lesson_cost, rng.choice(OVERTIME))),
        hire_cost=Decimal(rng.choice((60, 120, 180))) if vacancy else Decimal(0),
        status=TeacherStatus.VACANCY if vacancy else TeacherStatus.EMPLOYED,
    )
    home = "" if vacancy or rng.random() < 0.2 else HOME_POSTS.get(bundle, "")
    return Post(teacher, _qualifications(teacher, bundle, first, rng), home)


def _languages(area: Area, language: str, rng: Random) -> tuple[str, ...]:
    """Languages of instruction; some teachers have two where the area has two."""
    spoken = {school.language for school in area.schools}
    return tuple(sorted(spoken)) if rng.random() < 0.15 else (language,)


def _school(area: Area, language: str, bundle: str, rng: Random) -> SchoolPlan:
    """A school in that language, larger ones more often; languages come from grades 7-9."""
    options = [school for school in area.schools if school.language == language]
    upper = [school for school in options if 9 in school.grades]
    if bundle != "VALMO" and upper:
        options = upper
    return rng.choices(options, [school.pupils for school in options])[0]


def _qualifications(
    teacher: Teacher, bundle: str, first: bool, rng: Random
) -> tuple[Qualification, ...]:
    """Class teachers cover grades 1-6, subject teachers 7-9, many both."""
    low, high = (1, 9) if first else rng.choice(((1, 9), (1, 9), (1, 6), (3, 9)))
    rows = [
        Qualification(teacher=teacher.teacher, subject=offer.code, grade_from=low, grade_to=high)
        for offer in OFFERS
        if offer.bundle == bundle
    ]
    if low > 1:
        rows += [
            row.model_copy(update={"grade_from": 1, "grade_to": low - 1, "qualified": False})
            for row in rows
        ]
    return tuple(rows)


def home_lessons_of(
    post: Post, week: tuple[HomeLesson, ...], taken: set[str], rng: Random
) -> tuple[HomeLesson, ...]:
    """The teacher's own lessons at school: those of one post, whole days, within a full load."""
    labels = sorted({row.teacher for row in week if row.teacher.startswith(post.home_post)})
    free = [label for label in labels if label not in taken and "+" not in label]
    if not post.home_post or not free:
        return ()
    label = rng.choice(free)
    taken.add(label)
    mine = [row for row in week if row.teacher == label]
    left = max(4, FULL_POST - int(post.teacher.max_lessons))
    kept: list[HomeLesson] = []
    for day in rng.sample(sorted({row.day for row in mine}), len({row.day for row in mine})):
        today = [row for row in mine if row.day == day]
        kept += today[: left - len(kept)]
    return tuple(sorted(kept))
