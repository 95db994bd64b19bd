"""A pilot, a season, a tightness and a seed make a scenario."""

from __future__ import annotations

from typing import Any

from scenarios.generate.area import area_of, holiday_rows, municipality_rows
from scenarios.generate.bellsets import LESSON
from scenarios.generate.catalogue import subject_row
from scenarios.generate.demand import Area, Wanted, draw_needs
from scenarios.generate.extras import (
    FIRST_DAY,
    LAST_DAY,
    SCHOOL_YEAR,
    agreements,
    capacity_rows,
    wishes,
)
from scenarios.generate.frame import bell_rows, class_row, closed_rows, lesson_row
from scenarios.generate.knobs import KNOBS, Season, Tightness
from scenarios.generate.needs import Weeks, need_rows, window_rows
from scenarios.generate.places import SchoolPlan
from scenarios.generate.rosters import availability_rows, reserved_for_home
from scenarios.generate.staff import Post, draw_teachers, home_lessons_of
from scenarios.generate.streams import stream
from scenarios.generate.week import Anchors, home_week
from scenarios.pilots import Pilot, pilot_data
from scenarios.scenario import Scenario
from scenarios.schools import School
from scenarios.settings import Settings
from scenarios.times import DAYS

TYPICAL_NEEDS = {
    "lappi": 12,
    "uusimaa": 25,
    "tunturi-lappi": 30,
    "varsinais-suomi": 40,
    "etela-savo": 45,
    "riihimaki": 50,
    "savogrow": 80,
    "pirkanmaa": 90,
    "kielisaareke": 100,
    "paijat-hame": 180,
}
BAND_SUBJECTS = {"KT": (range(1, 10), 2), "VAL": (range(4, 10), 4), "A2": (range(4, 7), 2)}


def generate(
    pilot: str,
    season: Season | str = Season.SPRING,
    tightness: Tightness | str = Tightness.NORMAL,
    seed: int = 1,
    needs: int | None = None,
) -> Scenario:
    """A scenario of a pilot; the same arguments give the same content hash.

    Parameters
    ----------
    needs
        How many needs; the pilot's typical number if not given.

    Raises
    ------
    LookupError
        If there is no such pilot.
    ValueError
        If the season or tightness is unknown, or the pilot has no room for so many needs.
    """
    season, tightness = Season(season), Tightness(tightness)
    found = pilot_data().pilot(pilot)
    area = area_of(found)
    wanted = draw_needs(area, needs or TYPICAL_NEEDS[pilot], seed)
    posts = draw_teachers(area, wanted, tightness, seed)
    used = _schools_used(area, wanted, posts)
    weeks = _weeks(area, used, tightness, seed) if season is Season.AUGUST else {}
    rows = need_rows(area, wanted, weeks, seed)
    tables = {
        "settings": _settings(found, season, tightness, seed),
        "municipalities": municipality_rows(found),
        "subjects": _subjects(wanted, posts, tightness),
        "needs": tuple(row for row, _ in rows),
        "holidays": holiday_rows(found),
        **_school_tables(area, used, wanted, weeks, tightness, seed),
        **_teacher_tables(area, posts, weeks, season, tightness, seed),
    }
    codes = sorted({school.municipality for school in used})
    sellers = sorted({post.teacher.municipality for post in posts})
    tables["agreements"] = tuple(agreements(area, codes, sellers, tightness, seed))
    tables["pins"] = tuple(wishes(rows, posts, area, seed))
    if season is Season.SPRING:
        tables["windows"] = tuple(window_rows(rows, area, seed))
    return Scenario.model_validate(tables)


def _schools_used(area: Area, wanted: list[Wanted], posts: list[Post]) -> list[SchoolPlan]:
    ids = {need.school.id for need in wanted} | {post.teacher.school for post in posts}
    return [school for school in area.schools if school.id in ids]


def _weeks(area: Area, used: list[SchoolPlan], tightness: Tightness, seed: int) -> Weeks:
    agreed = _agreed_bands(area, seed)
    weeks: Weeks = {}
    for school in used:
        rng = stream("week", seed, school.id)
        follows = KNOBS[tightness].follow_bands
        starts = {key: value for key, value in agreed.items() if rng.random() < follows}
        rules = area.rules[school.municipality]
        local_a2 = len(school.classes) > 6 and rules.offers_a2
        weeks[school.id] = home_week(school, Anchors(starts, rules.religion_year, local_a2), rng)
    return weeks


def _agreed_bands(area: Area, seed: int) -> dict[tuple[str, int], tuple[tuple[int, int], ...]]:
    """Weekdays and starts that the area's schools agreed on in spring, by subject and grade."""
    rng = stream("bands", area.name, seed)
    found: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}
    for subject, (grades, number) in BAND_SUBJECTS.items():
        for grade in grades:
            days = [rng.randrange(5) for _ in range(number)]
            earliest = 9 * 60 if grade <= 6 else 10 * 60
            found[subject, grade] = tuple((day, earliest + 60 * rng.randrange(4)) for day in days)
    return found


def _settings(pilot: Pilot, season: Season, tightness: Tightness, seed: int) -> Settings:
    return Settings(
        name=f"{pilot.name_fi} {season} {tightness} {seed}",
        area=pilot.name_fi,
        school_year=SCHOOL_YEAR,
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        break_shift_minutes=10 if tightness is Tightness.TIGHT else 15,
    )


def _subjects(wanted: list[Wanted], posts: list[Post], tightness: Tightness) -> tuple[Any, ...]:
    codes = {need.code for need in wanted}
    codes.update(row.subject for post in posts for row in post.qualifications)
    core = min(LESSON, KNOBS[tightness].core_minutes)
    return tuple(subject_row(code, core) for code in sorted(codes))


def _school_tables(
    area: Area,
    used: list[SchoolPlan],
    wanted: list[Wanted],
    weeks: Weeks,
    tightness: Tightness,
    seed: int,
) -> dict[str, Any]:
    most = KNOBS[tightness].rooms
    rooms = {s.id: min(most, 1 + s.pupils // 120) if most < 3 else most for s in used}
    named = {row.id for need in wanted for row in need.classes}
    classes = [(s, row) for s in used for row in s.classes if row.id in named]
    return {
        "schools": tuple(_school_row(s, rooms[s.id]) for s in used),
        "bells": tuple(row for s in used for row in bell_rows(s)),
        "closed": tuple(row for s in used for row in closed_rows(s)),
        "classes": tuple(
            class_row(s, row, weeks.get(s.id, ()), tightness, stream("bus", seed, row.id))
            for s, row in classes
        ),
        "lessons": tuple(
            lesson_row(lesson)
            for s in used
            for lesson in weeks.get(s.id, ())
            if lesson.class_id in named
        ),
        "capacity": tuple(capacity_rows(area, [s.id for s in used], rooms, seed)),
    }


def _school_row(school: SchoolPlan, rooms: int) -> School:
    return School(
        school=school.id,
        municipality=school.municipality,
        name=school.name,
        language=school.language,
        remote_rooms=rooms,
        supervisors=rooms,
    )


def _teacher_tables(
    area: Area,
    posts: list[Post],
    weeks: Weeks,
    season: Season,
    tightness: Tightness,
    seed: int,
) -> dict[str, Any]:
    taken: dict[str, set[str]] = {}
    rows: list[Any] = []
    for post in posts:
        rng = stream("roster", area.name, seed, post.teacher.teacher)
        school = post.teacher.school
        week = weeks.get(school, ())
        home = home_lessons_of(post, week, taken.setdefault(school, set()), rng)
        meeting_day = stream("staff meeting", school).choice(DAYS[1:3])
        rows += availability_rows(post, home, meeting_day, tightness, rng)
        if season is Season.SPRING:
            rows += reserved_for_home(post, rng)
    return {
        "teachers": tuple(post.teacher for post in posts),
        "qualifications": tuple(row for post in posts for row in post.qualifications),
        "availability": tuple(rows),
    }
