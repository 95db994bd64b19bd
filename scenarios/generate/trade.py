"""Who sells to whom where areas are joined: within an area, from a provider, between neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from scenarios.generate.knobs import KNOBS, Tightness
from scenarios.generate.region import Part, Region
from scenarios.generate.shares import Crew
from scenarios.generate.streams import stream
from scenarios.teachers import Agreement

LIMITS = (6, 10, 16)
NEIGHBOURS = 2
BUYERS_AT_A_NEIGHBOUR = 2
# A degree of longitude is less than half a degree of latitude long at these latitudes.
DEGREE_EAST = 0.45


def joined_agreements(
    region: Region, crew: list[Crew], tightness: Tightness, seed: int
) -> list[Agreement]:
    """Rows for every pair that trades.

    Inside an area everybody buys of everybody. A provider sells to those who have a need that is
    rare in their area. Each area's largest employer sells a few lessons to neighbouring areas.
    """
    rng = stream("agreements", region.name, seed)
    found: dict[tuple[str, str], Agreement] = {}
    for buyer, seller, limited in _pairs(region, crew, KNOBS[tightness].limited, rng):
        if buyer != seller and (buyer, seller) not in found:
            most = Decimal(rng.choice(LIMITS)) if limited else None
            found[buyer, seller] = Agreement(buyer=buyer, seller=seller, max_lessons=most)
    return list(found.values())


def _pairs(
    region: Region, crew: list[Crew], limited: float, rng: Random
) -> Iterator[tuple[str, str, bool]]:
    """Buyer, seller, and whether the lessons are limited."""
    buyers = [_buyers(part, crew) for part in region.parts]
    for place, own in enumerate(crew[: len(region.parts)]):
        for buyer in buyers[place]:
            for seller in _sellers(own):
                yield buyer, seller, rng.random() < limited
    for row in crew[len(region.parts) :]:
        for buyer in sorted({need.school.municipality for need in row.needs}):
            for seller in _sellers(row):
                yield buyer, seller, rng.random() < limited
    for place, part in enumerate(region.parts):
        seller = _largest_employer(crew[place])
        for near in _nearest(region, part):
            known = buyers[near]
            for buyer in rng.sample(known, min(BUYERS_AT_A_NEIGHBOUR, len(known))):
                if seller:
                    yield buyer, seller, True


def _buyers(part: Part, crew: list[Crew]) -> list[str]:
    codes = {row.code for row in part.providers}
    wanted = {need.school.municipality for row in crew for need in row.needs}
    return sorted(codes & wanted)


def _sellers(crew: Crew) -> list[str]:
    return sorted({post.teacher.municipality for post in crew.posts})


def _largest_employer(crew: Crew) -> str:
    """The municipality with the most lessons to give; no name if nobody has any."""
    lessons: dict[str, Decimal] = {}
    for post in crew.posts:
        code = post.teacher.municipality
        lessons[code] = lessons.get(code, Decimal()) + post.teacher.max_lessons
    return max(sorted(lessons), key=lambda code: lessons[code], default="")


def _nearest(region: Region, part: Part) -> list[int]:
    """Places of the nearest other areas."""
    distance = {
        place: (other.lat - part.lat) ** 2 + (DEGREE_EAST * (other.lon - part.lon)) ** 2
        for place, other in enumerate(region.parts)
        if other is not part
    }
    return sorted(distance, key=lambda place: (distance[place], place))[:NEIGHBOURS]
