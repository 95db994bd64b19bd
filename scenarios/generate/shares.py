"""Dividing needs and teachers among the areas of a region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scenarios.generate.catalogue import BY_CODE
from scenarios.generate.demand import Area, Wanted, draw_needs, expected_demand
from scenarios.generate.region import Region
from scenarios.generate.staff import Post, draw_teachers, estimated_lessons

# An area with fewer weekly lessons of a subject leaves them to the provider of its district.
RARE_LESSONS = 6.0


class Crew(NamedTuple):
    """An area with its teachers and the needs that they are there for."""

    area: Area
    needs: list[Wanted]
    posts: list[Post]


def needs_of_parts(region: Region, target: int, seed: int) -> list[list[Wanted]]:
    """Needs of each area of the region, as many together as wanted.

    Raises
    ------
    ValueError
        If the region has no room for so many.
    """
    areas = [part.area for part in region.parts]
    if len(areas) == 1:
        return [draw_needs(areas[0], target, seed)]
    shares = _shares(region, [expected_demand(area) for area in areas], target)
    return [
        draw_needs(area, share, seed) if share else []
        for area, share in zip(areas, shares, strict=True)
    ]


def _shares(region: Region, demand: list[tuple[float, int]], target: int) -> list[int]:
    """Whole shares by weight, none above its room, that add up to the target."""
    if sum(room for _, room in demand) < target:
        room = sum(room for _, room in demand)
        raise ValueError(f"{region.name} has room for {room} needs, not {target}")
    shares = [0] * len(demand)
    while (left := target - sum(shares)) > 0:
        open_ = [k for k, (_, room) in enumerate(demand) if shares[k] < room]
        weight = sum(demand[k][0] for k in open_)
        exact = {k: left * demand[k][0] / weight for k in open_}
        gains = {k: min(int(exact[k]), demand[k][1] - shares[k]) for k in open_}
        if not any(gains.values()):
            largest = sorted(open_, key=lambda k: (-exact[k], k))
            gains = dict.fromkeys(largest[:left], 1)
        for k, gain in gains.items():
            shares[k] += gain
    return shares


def crews(region: Region, needs: list[list[Wanted]], hours: float, seed: int) -> Iterator[Crew]:
    """Teachers of each area, then those of the providers for what is rare in their areas.

    Parameters
    ----------
    hours
        Teacher lessons for each estimated lesson.
    """
    rare: list[list[Wanted]] = []
    number = 1
    for part, wanted in zip(region.parts, needs, strict=True):
        pooled = _rare(wanted) if region.districts else set()
        own = [need for need in wanted if _course(need) not in pooled]
        rare.append([need for need in wanted if _course(need) in pooled])
        posts = draw_teachers(part.area, own, hours, seed, number)
        number += len(posts)
        yield Crew(part.area, own, posts)
    for row in region.districts:
        asked = [need for place in row.parts for need in rare[place]]
        posts = draw_teachers(row.area, asked, hours, seed, number)
        number += len(posts)
        yield Crew(row.area, asked, posts)


def _course(need: Wanted) -> tuple[str, str]:
    return need.school.language, BY_CODE[need.code].bundle


def _rare(needs: list[Wanted]) -> set[tuple[str, str]]:
    return {key for key, lessons in estimated_lessons(needs).items() if lessons < RARE_LESSONS}
