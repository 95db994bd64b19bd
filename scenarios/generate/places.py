"""Schools and classes of a pilot's municipalities."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from scenarios.generate.bellsets import (
    BELL_SETS,
    LARGE_PRIMARY,
    LOWER_SECONDARY,
    SMALL_PRIMARY,
    UNIFIED,
    BellSet,
)
from scenarios.generate.streams import stream
from scenarios.pilots import NamedSchool, Partner, PilotMunicipality

PRIMARY = tuple(range(1, 7))
SECONDARY = tuple(range(7, 10))
ALL = PRIMARY + SECONDARY
CLASS_SIZE = 23
SMALLEST_OWN_CLASS = 9
PUPILS_OF_A_PROVIDER = 380
ASSUMED = "assumed"

_NAMES = (
    "Kirkonkylän Aseman Harjun Rannan Koivulan Mäntylän Niityn Metsälän Kiviniemen Lehdon "
    "Salon Järvenpään Pellonpään Kallion Myllymäen Kuusiston Saaren Hiekkaharjun Tammelan Vuoren "
    "Kankaan Pihlajamäen Haapalan Suvelan Lammin Notkon"
).split()


class ClassPlan(NamedTuple):
    """A home class."""

    id: str
    grades: tuple[int, ...]
    pupils: int


class SchoolPlan(NamedTuple):
    """A school with its classes and bell schedule."""

    id: str
    municipality: str
    name: str
    language: str
    grades: tuple[int, ...]
    pupils: int
    bells: BellSet
    classes: tuple[ClassPlan, ...]

    def pupils_in(self, grade: int) -> int:
        """Pupils of a grade, spread evenly over the grades of combined classes."""
        return sum(c.pupils // len(c.grades) for c in self.classes if grade in c.grades)

    def classes_of(self, grade: int) -> tuple[ClassPlan, ...]:
        """Classes with pupils of that grade."""
        return tuple(row for row in self.classes if grade in row.grades)


def schools_of(row: PilotMunicipality) -> tuple[SchoolPlan, ...]:
    """Every school of a municipality: those known by name, the others made up."""
    rng = stream("schools", row.code)
    named = list(row.schools) + _made_up(row, rng)
    per_school = _pupils(row, named, rng)
    return tuple(
        _school(f"{row.code}-{place + 1:02d}", row.code, school, pupils, rng)
        for place, (school, pupils) in enumerate(zip(named, per_school, strict=True))
    )


def partner_school(partner: Partner) -> SchoolPlan:
    """The school of a partner."""
    rng = stream("schools", partner.code)
    school_id = f"{partner.code}-01"
    return _school(school_id, partner.code, partner.school, PUPILS_OF_A_PROVIDER, rng)


def rare_schools(code: str, name: str) -> tuple[SchoolPlan, ...]:
    """A Finnish and a Swedish school from which rare subjects are taught."""
    rng = stream("schools", code)
    return tuple(
        _school(
            f"{code}-{language}",
            code,
            NamedSchool(name=f"{name} ({language})", language=language, grades=ALL, source=ASSUMED),
            PUPILS_OF_A_PROVIDER,
            rng,
        )
        for language in ("fi", "sv")
    )


def _made_up(row: PilotMunicipality, rng: Random) -> list[NamedSchool]:
    wanted = max(0, row.units.value - len(row.schools))
    if any(school.language == "fi" for school in row.schools):
        return []
    kinds = _kinds(wanted, row.pupils_7_9.value)
    names = rng.sample(_NAMES, len(_NAMES))
    return [
        NamedSchool(
            name=_name(row, names[place % len(names)], kind),
            language="fi",
            grades=kind,
            source=ASSUMED,
        )
        for place, kind in enumerate(kinds)
    ]


def _kinds(units: int, pupils_7_9: int) -> list[tuple[int, ...]]:
    """Grades of each school: unified in small places, lower secondary schools in larger ones."""
    if units <= 3:
        return [ALL] + [PRIMARY] * (units - 1) if units else []
    upper = max(1, round(pupils_7_9 / 400))
    unified = upper // 2
    rest = max(0, units - upper)
    return [SECONDARY] * (upper - unified) + [ALL] * unified + [PRIMARY] * rest


def _name(row: PilotMunicipality, stem: str, grades: tuple[int, ...]) -> str:
    if grades == ALL:
        return f"{row.name_fi}: {stem} yhtenäiskoulu"
    if grades == SECONDARY:
        return f"{row.name_fi}: {stem} yläkoulu"
    return f"{row.name_fi}: {stem} koulu"


def _pupils(row: PilotMunicipality, schools: list[NamedSchool], rng: Random) -> list[int]:
    sizes = [0.0] * len(schools)
    for grades, pupils in ((PRIMARY, row.pupils_1_6.value), (SECONDARY, row.pupils_7_9.value)):
        takers = [place for place, school in enumerate(schools) if grades[0] in school.grades]
        weights = [_weight(row, schools[place], rng) for place in takers]
        for place, weight in zip(takers, weights, strict=True):
            sizes[place] += pupils * weight / sum(weights)
    return [
        school.pupils or max(6, round(size)) for school, size in zip(schools, sizes, strict=True)
    ]


def _weight(row: PilotMunicipality, school: NamedSchool, rng: Random) -> float:
    """Relative size; a Swedish school of a mostly Finnish town has some fifty pupils."""
    size = rng.uniform(0.25, 1.5)
    language_island = school.language == "sv" and row.languages.value[0] == "fi"
    return size * 0.1 if language_island else size


def _school(school_id: str, code: str, school: NamedSchool, pupils: int, rng: Random) -> SchoolPlan:
    per_grade = pupils / len(school.grades)
    bells = BELL_SETS[rng.choice(_templates(school.grades, per_grade))]
    classes = _classes(school_id, school.grades, per_grade, bells)
    return SchoolPlan(
        school_id, code, school.name, school.language, school.grades, pupils, bells, classes
    )


def _templates(grades: tuple[int, ...], per_grade: float) -> tuple[str, ...]:
    if grades == SECONDARY:
        return LOWER_SECONDARY
    if SECONDARY[0] in grades:
        return UNIFIED
    return SMALL_PRIMARY if per_grade < 1.5 * SMALLEST_OWN_CLASS else LARGE_PRIMARY


def _classes(
    school_id: str, grades: tuple[int, ...], per_grade: float, bells: BellSet
) -> tuple[ClassPlan, ...]:
    found: list[ClassPlan] = []
    done: set[int] = set()
    for grade in grades:
        if grade in done:
            continue
        together = _together(grade, grades, per_grade, bells)
        done.update(together)
        parallel = max(1, -(-round(per_grade) // CLASS_SIZE)) if len(together) == 1 else 1
        label = "-".join(str(g) for g in (together[0], together[-1])[: len(together)])
        found += [
            ClassPlan(
                f"{school_id}/{label}{chr(ord('A') + place)}",
                together,
                max(len(together), round(per_grade * len(together) / parallel)),
            )
            for place in range(parallel)
        ]
    return tuple(found)


def _together(
    grade: int, grades: tuple[int, ...], per_grade: float, bells: BellSet
) -> tuple[int, ...]:
    """The grades of the class that starts with this grade."""
    if per_grade >= SMALLEST_OWN_CLASS:
        return (grade,)
    options = [pair for pair in bells.combined if pair[0] == grade and set(pair) <= set(grades)]
    if not options:
        return (grade,)
    fits = [pair for pair in options if len(pair) * per_grade <= CLASS_SIZE] or [options[-1]]
    return fits[0]
