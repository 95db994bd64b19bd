"""What a scenario is about: one pilot, several joined, or the whole country.

Where areas are joined, each remains a cooperation area of its own. Rare subjects, for which an
area alone would fill no teacher's week, are pooled: a provider of rare subjects teaches them for
all areas of its district.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from scenarios.generate.area import Provider, area_of, providers_of
from scenarios.generate.country import country_areas
from scenarios.generate.demand import Area, LocalRules
from scenarios.generate.places import rare_schools
from scenarios.pilots import BreakWeeks, Pilot, PilotMunicipality, pilot_data

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
PILOTS = tuple(sorted(TYPICAL_NEEDS))
ALL_PILOTS = "pilots"
COUNTRY = "country"
JOINED_NEEDS = {ALL_PILOTS: 2_000, COUNTRY: 15_000}
AREAS_OF_A_PROVIDER = 6
PROVIDER_BREAKS = BreakWeeks(42, 9)


class Part(NamedTuple):
    """A cooperation area: who is in it, where it lies in degrees north and east."""

    area: Area
    providers: tuple[Provider, ...]
    lat: float
    lon: float


class District(NamedTuple):
    """A provider of rare subjects and the areas that it teaches for."""

    area: Area
    provider: Provider
    parts: tuple[int, ...]


class Region(NamedTuple):
    """Areas that are planned together; a pilot alone is one area without districts."""

    name: str
    title: str
    parts: tuple[Part, ...]
    districts: tuple[District, ...]

    @property
    def whole(self) -> Area:
        """All areas and providers as one."""
        areas = [part.area for part in self.parts] + [row.area for row in self.districts]
        return Area(
            self.name,
            tuple(school for area in areas for school in area.schools),
            {code: share for area in areas for code, share in area.shares.items()},
            {code: rules for area in areas for code, rules in area.rules.items()},
            frozenset().union(*(area.islands for area in areas)),
            any(area.saami for area in areas),
        )

    @property
    def providers(self) -> tuple[Provider, ...]:
        """Everybody who arranges teaching."""
        own = [row for part in self.parts for row in part.providers]
        return (*own, *(row.provider for row in self.districts))


@cache
def region_of(name: str) -> Region:
    """The region of a name: a pilot's, several joined by `+`, `pilots` or `country`.

    Raises
    ------
    LookupError
        If there is no such pilot.
    """
    if name == COUNTRY:
        return _country()
    data = pilot_data()
    if name == ALL_PILOTS:
        return _joined(name, "Verkostoperuskoulut", list(data.pilots))
    pilots = [data.pilot(part) for part in name.split("+")]
    if len(pilots) == 1:
        [pilot] = pilots
        return Region(name, pilot.name_fi, (_part(pilot, pilot.municipalities),), ())
    return _joined(name, " + ".join(pilot.name_fi for pilot in pilots), pilots)


def typical_needs(name: str) -> int:
    """How many needs a region usually has."""
    return JOINED_NEEDS.get(name) or sum(TYPICAL_NEEDS[part] for part in name.split("+"))


def _joined(name: str, title: str, pilots: Sequence[Pilot]) -> Region:
    """Pilots side by side; a municipality that is in two of them counts in the first."""
    taken: set[str] = set()
    parts = []
    for pilot in pilots:
        left = tuple(code for code in pilot.municipalities if code not in taken)
        taken.update(left)
        if left:
            parts.append(_part(pilot, left))
    return Region(name, title, tuple(parts), _districts(name, parts))


def _country() -> Region:
    parts = [
        Part(
            area_of(area.name, area.municipalities, saami=area.name.startswith("country/lappi")),
            providers_of(area.municipalities),
            *_middle(area.municipalities),
        )
        for area in country_areas()
    ]
    return Region(COUNTRY, "Koko maa", tuple(parts), _districts(COUNTRY, parts))


def _part(pilot: Pilot, codes: Sequence[str]) -> Part:
    rows = [pilot_data().municipality(code) for code in codes]
    area = area_of(pilot.pilot, rows, pilot.partners, saami=pilot.pilot.endswith("lappi"))
    return Part(area, providers_of(rows, pilot.partners), *_middle(rows))


def _middle(rows: Sequence[PilotMunicipality]) -> tuple[float, float]:
    lat = sum(row.lat.value for row in rows) / len(rows)
    return lat, sum(row.lon.value for row in rows) / len(rows)


def _districts(name: str, parts: Sequence[Part]) -> tuple[District, ...]:
    """A provider for every few areas, next to each other in the order given."""
    number = -(-len(parts) // AREAS_OF_A_PROVIDER)
    bounds = [len(parts) * k // number for k in range(number + 1)]
    return tuple(_district(name, k, range(*pair)) for k, pair in enumerate(pairwise(bounds)))


def _district(name: str, place: int, parts: range) -> District:
    code = f"etu{place + 1}"
    provider = Provider(code, f"Harvinaisten aineiden tarjoaja {place + 1}", PROVIDER_BREAKS)
    area = Area(
        f"{name}/{code}",
        rare_schools(code, provider.name),
        {},
        {code: LocalRules(3, offers_a2=True)},
        frozenset(),
        saami=False,
    )
    return District(area, provider, tuple(parts))
