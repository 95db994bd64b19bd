"""Made-up municipalities of the whole country, their sizes by the published distribution.

No municipality here is a real one: what a real one's pupils believe is not for a program to guess.
Sizes, and which region has how many of each, are published; the rest is assumed and says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from pydantic import Field

from scenarios.generate.places import ALL, ASSUMED, PRIMARY
from scenarios.generate.streams import stream
from scenarios.pilots import Figure, NamedSchool, PilotMunicipality
from scenarios.pilots.country import Region, SizeClass, country_data

SHARE_OF_SWEDISH_SCHOOLS = 0.6
UPPER_GRADES_FROM = 50_000
T = TypeVar("T")


class MadeUpMunicipality(PilotMunicipality):
    """A municipality that does not exist, with four digits where real ones have three."""

    code: str = Field(pattern=r"^\d{4}$")


class CountryArea(NamedTuple):
    """Municipalities that plan together."""

    name: str
    municipalities: tuple[MadeUpMunicipality, ...]


def populations(size: SizeClass) -> list[int]:
    """Inhabitants of each municipality of a class, largest first, with the class's mean.

    Between the limits they lie on a power curve, whose integral gives the mean.
    """
    width = size.most - size.least
    mean = size.inhabitants / size.municipalities
    power = width / (mean - size.least) - 1
    ranks = [(place + 0.5) / size.municipalities for place in range(size.municipalities)]
    return [round(size.least + width * rank**power) for rank in reversed(ranks)]


@cache
def country_areas() -> tuple[CountryArea, ...]:
    """Every cooperation area: towns of a region with smaller municipalities around them."""
    return tuple(
        area
        for place, (region, sizes) in enumerate(_regions(), start=1)
        for area in _areas(place, region, sizes)
    )


def _regions() -> Iterator[tuple[Region, list[int]]]:
    """Regions with the inhabitants of their municipalities, largest first."""
    data = country_data()
    left = [populations(size) for size in data.classes.rows]
    for place, row in enumerate(left[:-1]):
        stream("sizes", place).shuffle(row)
    # The largest are given out in the order of the regions: the capital's region comes first.
    for region in data.regions:
        sizes = [left[column].pop(0) for column, n in enumerate(region.sizes) for _ in range(n)]
        yield region, sorted(sizes, reverse=True)


def _areas(place: int, region: Region, sizes: list[int]) -> Iterator[CountryArea]:
    rows = _municipalities(place, region, sizes)
    number = max(1, round(len(rows) / country_data().assumed.municipalities_in_an_area))
    for k in range(number):
        name = f"{region.region}-{k + 1}" if number > 1 else region.region
        yield CountryArea(f"country/{name}", tuple(_dealt(rows, number, k)))


def _dealt(rows: list[T], number: int, hand: int) -> list[T]:
    """The rows of one hand when they are dealt to and fro, so that hands are alike."""
    return [
        row
        for place, row in enumerate(rows)
        if hand in (place % (2 * number), 2 * number - 1 - place % (2 * number))
    ]


def _municipalities(place: int, region: Region, sizes: list[int]) -> list[MadeUpMunicipality]:
    rng = stream("country languages", region.region)
    order = rng.sample(range(len(sizes)), len(sizes))
    first = set(order[: region.swedish_first])
    # A language island needs a town: the largest of the others have the Swedish schools.
    rest = [number for number in range(len(sizes)) if number not in first]
    second = set(rest[: region.swedish_second])
    return [
        _municipality(
            f"{place:02d}{number + 1:02d}",
            region,
            size,
            "sv fi" if number in first else "fi sv" if number in second else "fi",
        )
        for number, size in enumerate(sizes)
    ]


def _municipality(code: str, region: Region, size: int, languages: str) -> MadeUpMunicipality:
    assumed = country_data().assumed
    share = next(row.share for row in assumed.pupil_shares if size < row.below)
    rng = stream("country place", code)
    lower = max(6, round(size * share * assumed.share_in_grades_1_6))
    upper = max(3, round(size * share * (1 - assumed.share_in_grades_1_6)))
    units = schools_of_pupils(lower + upper)
    spoken = tuple(languages.split())
    name = f"{region.name_fi}, kunta {int(code[2:])}"
    return MadeUpMunicipality(
        code=code,
        code_source=ASSUMED,
        name_fi=name,
        name_sv=f"{region.name_sv}, kommun {int(code[2:])}",
        names_source=ASSUMED,
        population=Figure[int](value=size, source=country_data().classes.source),
        pupils_1_6=Figure[int](value=lower, source=ASSUMED),
        pupils_7_9=Figure[int](value=upper, source=ASSUMED),
        units=Figure[int](value=units, source=ASSUMED),
        languages=Figure[tuple[str, ...]](value=spoken, source=ASSUMED),
        lat=Figure[float](value=round(region.lat + rng.uniform(-0.5, 0.5), 2), source=ASSUMED),
        lon=Figure[float](value=round(region.lon + rng.uniform(-1, 1), 2), source=ASSUMED),
        autumn_break_week=Figure[int](value=region.autumn, source=ASSUMED),
        winter_break_week=Figure[int](value=region.winter, source=ASSUMED),
        shares=region.town if size >= assumed.town_from else region.rural,
        schools=tuple(_swedish_schools(name, size, units, spoken)),
    )


def schools_of_pupils(pupils: int) -> int:
    """Schools of a municipality: their mean size grows with the municipality, as in the pilots."""
    mean = min(450.0, 100 + 330 * math.sqrt(pupils / 11_000))
    return max(1, round(pupils / mean))


def _swedish_schools(
    name: str, size: int, units: int, spoken: tuple[str, ...]
) -> Iterator[NamedSchool]:
    if "sv" not in spoken:
        return
    island = spoken[0] == "fi"
    number = 1 if island else max(1, round(units * SHARE_OF_SWEDISH_SCHOOLS))
    for place in range(number):
        unified = place == 0 and (not island or size >= UPPER_GRADES_FROM)
        yield NamedSchool(
            name=f"{name}: svenska skolan {place + 1}",
            language="sv",
            grades=ALL if unified else PRIMARY,
            source=ASSUMED,
        )
