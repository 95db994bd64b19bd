"""A cooperation area: its schools, shares, local rules, supervisor costs, holidays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scenarios.generate.demand import Area, LocalRules
from scenarios.generate.extras import holidays
from scenarios.generate.places import partner_school, schools_of
from scenarios.generate.streams import stream
from scenarios.pilots import BreakWeeks, Partner, PilotMunicipality, pilot_data
from scenarios.schools import Holiday, Municipality


class Provider(NamedTuple):
    """Who arranges teaching: a municipality of the area or one that teaches for it."""

    code: str
    name: str
    breaks: BreakWeeks


def area_of(
    name: str,
    rows: Sequence[PilotMunicipality],
    partners: Sequence[Partner] = (),
    *,
    saami: bool = False,
) -> Area:
    """Every school of these municipalities with what its municipality decides."""
    data = pilot_data()
    schools = [school for row in rows for school in schools_of(row)]
    schools += [partner_school(partner) for partner in partners]
    shares = {row.code: data.shares[row.shares] for row in rows}
    rules = {row.code: _rules(row) for row in rows}
    for partner in partners:
        shares[partner.code] = data.shares["town"]
        rules[partner.code] = LocalRules(3, offers_a2=True)
    mostly_finnish = {row.code for row in rows if row.languages.value[0] == "fi"}
    islands = frozenset(
        s.id for s in schools if s.language == "sv" and s.municipality in mostly_finnish
    )
    return Area(name, tuple(schools), shares, rules, islands, saami)


def _rules(row: PilotMunicipality) -> LocalRules:
    rng = stream("rules", row.code)
    large = row.population.value
    chance = 0.9 if large > 30_000 else 0.75 if large > 6_000 else 0.4
    return LocalRules(rng.choice((3, 3, 4, 5)), rng.random() < chance)


def providers_of(
    rows: Iterable[PilotMunicipality], partners: Iterable[Partner] = ()
) -> tuple[Provider, ...]:
    """The municipalities, then the partners."""
    own = [Provider(row.code, row.name_fi, row.breaks) for row in rows]
    return (*own, *(Provider(row.code, row.name_fi, row.breaks) for row in partners))


def municipality_rows(providers: Iterable[Provider]) -> tuple[Municipality, ...]:
    """Rows of the municipalities and partners."""
    return tuple(
        Municipality(
            municipality=row.code,
            name=row.name,
            supervisor_cost=stream("supervisor cost", row.code).choice((18, 19, 20, 21, 22)),
        )
        for row in providers
    )


def holiday_rows(providers: Iterable[Provider]) -> tuple[Holiday, ...]:
    """Rows of everybody's holidays."""
    return tuple(day for row in providers for day in holidays(row.code, row.breaks))
