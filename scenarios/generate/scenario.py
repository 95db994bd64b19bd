"""An area, a season, a tightness and a seed make a scenario."""

from __future__ import annotations

from typing import Any

from scenarios.generate.area import holiday_rows, municipality_rows
from scenarios.generate.bellsets import LESSON
from scenarios.generate.catalogue import subject_row
from scenarios.generate.demand import Area, Wanted
from scenarios.generate.extras import (
    FIRST_DAY,
    LAST_DAY,
    SCHOOL_YEAR,
    agreements,
    capacity_rows,
    wishes,
)
from scenarios.generate.frame import bell_rows, class_row, closed_rows, last_ends, lesson_row
from scenarios.generate.knobs import KNOBS, Season, Tightness
from scenarios.generate.needs import Weeks, need_rows, window_rows
from scenarios.generate.places import SchoolPlan
from scenarios.generate.region import Region, region_of, typical_needs
from scenarios.generate.rosters import availability_rows, reserved_for_home
from scenarios.generate.shares import Crew, crews, needs_of_parts
from scenarios.generate.staff import Post, home_lessons_of
from scenarios.generate.streams import stream
from scenarios.generate.trade import joined_agreements
from scenarios.generate.week import Anchors, home_week
from scenarios.scenario import Scenario
from scenarios.schools import School
from scenarios.settings import Settings
from scenarios.teachers import Agreement
from scenarios.times import DAYS

BAND_SUBJECTS = {"KT": (range(1, 10), 2), "VAL": (range(4, 10), 4), "A2": (range(4, 7), 2)}


def generate(
    area: str,
    season: Season | str = Season.SPRING,
    tightness: Tightness | str = Tightness.NORMAL,
    seed: int = 1,
    needs: int | None = None,
    staffing: float = 1.0,
) -> Scenario:
    """A scenario of an area; the same arguments give the same content hash.

    Parameters
    ----------
    area
        A pilot, several joined by `+`, `pilots` for all ten, or `country`.
    needs
        How many needs; the area's typical number if not given.
    staffing
        Teacher lessons as a multiple of those that the tightness gives.

    Raises
    ------
    LookupError
        If there is no such pilot.
    ValueError
        If the season or tightness is unknown, or the area has no room for so many needs.
    """
    season, tightness = Season(season), Tightness(tightness)
    region = region_of(area)
    whole = region.whole
    by_part = needs_of_parts(region, needs or typical_needs(area), seed)
    wanted = [need for part in by_part for need in part]
    crew = list(crews(region, by_part, KNOBS[tightness].hours * staffing, seed))
    posts = [post for row in crew for post in row.posts]
    used = _schools_used(whole, wanted, posts)
    weeks: Weeks = {}
    if season is Season.AUGUST:
        for row in crew:
            weeks.update(_weeks(row.area, used, tightness, seed))
    rows = need_rows(whole, wanted, weeks, seed)
    tables = {
        "settings": _settings(region.title, season, tightness, seed),
        "municipalities": municipality_rows(region.providers),
        "subjects": _subjects(wanted, posts, tightness),
        "needs": tuple(row for row, _ in rows),
        "holidays": holiday_rows(region.providers),
        **_school_tables(whole, used, wanted, weeks, tightness, seed),
        **_teacher_tables(whole, posts, weeks, season, tightness, seed),
        "agreements": tuple(_agreements(region, crew, used, tightness, seed)),
        "pins": tuple(wishes(rows, _own_posts(crew), whole, seed)),
    }
    if season is Season.SPRING:
        tables["windows"] = tuple(window_rows(rows, whole, seed))
    return Scenario.model_validate(tables)


def _agreements(
    region: Region, crew: list[Crew], used: list[SchoolPlan], tightness: Tightness, seed: int
) -> list[Agreement]:
    if region.districts:
        return joined_agreements(region, crew, tightness, seed)
    [only] = crew
    codes = sorted({school.municipality for school in used})
    sellers = sorted({post.teacher.municipality for post in only.posts})
    return agreements(only.area, codes, sellers, tightness, seed)


def _own_posts(crew: list[Crew]) -> dict[str, list[Post]]:
    """Teachers of a school's own area, by school."""
    return {school.id: row.posts for row in crew for school in row.area.schools}


def _schools_used(area: Area, wanted: list[Wanted], posts: list[Post]) -> list[SchoolPlan]:
    ids = {need.school.id for need in wanted} | {post.teacher.school for post in posts}
    return [school for school in area.schools if school.id in ids]


def _weeks(area: Area, used: list[SchoolPlan], tightness: Tightness, seed: int) -> Weeks:
    agreed = _agreed_bands(area, seed)
    known = {school.id for school in used}
    weeks: Weeks = {}
    for school in area.schools:
        if school.id not in known:
            continue
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


def _settings(title: str, season: Season, tightness: Tightness, seed: int) -> Settings:
    return Settings(
        name=f"{title} {season} {tightness} {seed}",
        area=title,
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
    ends = {s.id: last_ends(weeks.get(s.id, ())) for s in used}
    return {
        "schools": tuple(_school_row(s, rooms[s.id]) for s in used),
        "bells": tuple(row for s in used for row in bell_rows(s)),
        "closed": tuple(row for s in used for row in closed_rows(s)),
        "classes": tuple(
            class_row(s, row, ends[s.id], tightness, stream("bus", seed, row.id))
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
