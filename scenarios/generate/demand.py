"""Who needs what: cells of school, subject and grades in which no local group comes together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

from scenarios.generate.catalogue import (
    A2_SPLIT,
    B2_SHARE,
    BANDS,
    BY_CODE,
    HOME_A2,
    HOME_ELECTIVE,
    HOME_RELIGION,
    max_pupils,
)
from scenarios.generate.places import ClassPlan, SchoolPlan
from scenarios.generate.streams import poisson_at_least_one, stream, weighted_order
from scenarios.needs import Category
from scenarios.pilots import Shares

LOCAL_GROUP = 4.5
FIRST_A2_GRADE = 4
A2_COHORT = 0.14
HOME_LANGUAGES = {"OAI-UK": 0.012, "OAI-AR": 0.006}
NORTH_SAAMI = 0.04
ELECTIVE_COHORT = 0.08
PREPARATORY = 0.004


class LocalRules(NamedTuple):
    """What differs between municipalities: the double year of religion, A2 on offer or not."""

    religion_year: int
    offers_a2: bool


class Cell(NamedTuple):
    """Pupils who may be there, with their expected number."""

    school: SchoolPlan
    code: str
    level: str
    grades: tuple[int, ...]
    mean: float


class Wanted(NamedTuple):
    """A need before it has an id and a priority."""

    school: SchoolPlan
    code: str
    level: str
    grades: tuple[int, int]
    pupils: int
    lessons: Decimal
    classes: tuple[ClassPlan, ...]
    released_from: tuple[str, ...]


class Area(NamedTuple):
    """The schools of an area with what their municipalities decide."""

    name: str
    schools: tuple[SchoolPlan, ...]
    shares: dict[str, Shares]
    rules: dict[str, LocalRules]
    islands: frozenset[str]
    saami: bool


def draw_needs(area: Area, target: int, seed: int) -> list[Wanted]:
    """`target` needs, likely cells first.

    Raises
    ------
    ValueError
        If the area has fewer cells than that.
    """
    rng = stream("needs", area.name, seed)
    courses = _language_courses(rng, max(2, target // 15))
    cells = [cell for school in area.schools for cell in _cells(area, school, courses)]
    weights = [_weight(area, cell) for cell in cells]
    chosen = weighted_order(rng, cells, weights)[:target]
    if len(chosen) < target:
        raise ValueError(f"{area.name} has room for {len(chosen)} needs, not {target}")
    return [_wanted(area, cell, stream("need", seed, *_name(cell))) for cell in chosen]


def expected_demand(area: Area) -> tuple[float, int]:
    """What an area weighs beside others, and how many needs it has room for in any case.

    Language courses, which depend on the number of needs, are left out.
    """
    cells = [cell for school in area.schools for cell in _cells(area, school, set())]
    weights = [_weight(area._replace(islands=frozenset()), cell) for cell in cells]
    return sum(weights), sum(weight > 0 for weight in weights)


def _name(cell: Cell) -> tuple[str, str, str, int]:
    return cell.school.id, cell.code, cell.level, cell.grades[0]


def _language_courses(rng: Random, number: int) -> set[tuple[str, str]]:
    """Languages and starting years that the area runs this year; pupils wait for these."""
    levels = {"A2": range(1, 7), "B2": range(1, 3)}
    courses = [
        (code, f"{kind}.{year}") for kind in levels for year in levels[kind] for code in A2_SPLIT
    ]
    shares = [A2_SPLIT[code] * (2 if level.startswith("B2") else 1) for code, level in courses]
    return set(weighted_order(rng, courses, shares)[:number])


def _cells(area: Area, school: SchoolPlan, courses: set[tuple[str, str]]) -> Iterator[Cell]:
    yield from _worldview_cells(area, school)
    yield from _language_cells(area, school, courses)
    home = dict(HOME_LANGUAGES)
    if area.saami:
        home["OAI-SE"] = NORTH_SAAMI
    for band in _bands(school):
        pupils = sum(school.pupils_in(grade) for grade in band)
        for code, share in home.items():
            yield Cell(school, code, "", band, pupils * share)
        yield Cell(school, "VALMO", "", band, pupils * PREPARATORY)
    for grade in {8, 9} & set(school.grades):
        for code in ("VAL-OHJ", "VAL-MED"):
            yield Cell(school, code, "", (grade,), school.pupils_in(grade) * ELECTIVE_COHORT)


def _bands(school: SchoolPlan) -> Iterator[tuple[int, ...]]:
    for first, last in BANDS:
        grades = tuple(grade for grade in school.grades if first <= grade <= last)
        if grades:
            yield grades


def _worldview_cells(area: Area, school: SchoolPlan) -> Iterator[Cell]:
    shares = area.shares[school.municipality]
    by_code = {
        "OR": shares.orthodox,
        "IS": shares.islam,
        "KA": shares.catholic,
        "ET": shares.ethics,
    }
    for band in _bands(school):
        pupils = sum(school.pupils_in(grade) for grade in band)
        for code, share in by_code.items():
            yield Cell(school, code, "", band, pupils * share)


def _language_cells(
    area: Area, school: SchoolPlan, courses: set[tuple[str, str]]
) -> Iterator[Cell]:
    for code, level in sorted(courses):
        kind, year = level.split(".")
        grade = int(year) + (FIRST_A2_GRADE if kind == "A2" else 8) - 1
        if grade not in school.grades:
            continue
        if kind == "A2" and not area.rules[school.municipality].offers_a2:
            continue
        share = A2_COHORT * A2_SPLIT[code] if kind == "A2" else B2_SHARE[code]
        yield Cell(school, code, level, (grade,), school.pupils_in(grade) * share)


def _weight(area: Area, cell: Cell) -> float:
    """Chance of a remote need: none where a local group is expected, more on language islands."""
    if cell.mean > LOCAL_GROUP:
        return 0.0
    island = 25.0 if cell.school.id in area.islands else 1.0
    return min(cell.mean, 2.0) * BY_CODE[cell.code].weight * island


def _wanted(area: Area, cell: Cell, rng: Random) -> Wanted:
    pupils = poisson_at_least_one(rng, cell.mean, min(8, max_pupils(cell.code)))
    first = rng.choice(cell.grades)
    last = first
    if pupils > 1 and first + 1 in cell.grades and rng.random() < 0.4:
        last = first + 1
    classes: list[ClassPlan] = []
    for grade in range(first, last + 1):
        options = [row for row in cell.school.classes_of(grade) if row not in classes]
        number = 2 if pupils > 2 and len(options) > 1 and rng.random() < 0.4 else 1
        classes += rng.sample(options, min(number, len(options)))
    rules = area.rules[cell.school.municipality]
    lessons = _lessons(cell.code, first, last, rules, rng)
    released = _released(cell.code, cell.level, first)
    return Wanted(
        cell.school,
        cell.code,
        cell.level,
        (first, last),
        pupils,
        lessons,
        tuple(sorted(classes)),
        released,
    )


def _lessons(code: str, first: int, last: int, rules: LocalRules, rng: Random) -> Decimal:
    category = BY_CODE[code].category
    if category in (Category.RELIGION, Category.ETHICS):
        if first == last == rules.religion_year:
            return Decimal(2)
        return Decimal("1.5") if rules.religion_year in (first, last) else Decimal(1)
    if category is Category.PREPARATORY:
        return Decimal(rng.choice((2, 3)))
    if category is Category.ELECTIVE:
        return Decimal(rng.choice(("1", "1.5", "2", "2")))
    return (
        Decimal(2) if category is Category.LANGUAGE else Decimal(rng.choice(("1", "1.5", "2", "2")))
    )


def _released(code: str, level: str, grade: int) -> tuple[str, ...]:
    """Home subjects that the pupils do not attend."""
    category = BY_CODE[code].category
    if category in (Category.RELIGION, Category.ETHICS):
        return (HOME_RELIGION,)
    if category is Category.ELECTIVE or (category is Category.LANGUAGE and grade >= 8):
        return (HOME_ELECTIVE,)
    if level.startswith("A2"):
        return (HOME_A2,)
    return ("AI", "YL", "HI") if category is Category.PREPARATORY else ()
