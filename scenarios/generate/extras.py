"""Agreements, holidays, exceptional capacity, wishes and windows known beforehand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from scenarios.generate.demand import Area, Wanted
from scenarios.generate.knobs import KNOBS, Tightness
from scenarios.generate.staff import Post
from scenarios.generate.streams import stream
from scenarios.needs import Category, Need, Pin, PinKind, WindowKind, WindowRow
from scenarios.pilots import BreakWeeks
from scenarios.schools import Capacity, Holiday
from scenarios.teachers import Agreement
from scenarios.times import DAYS, clock

SCHOOL_YEAR = "2026-2027"
FIRST_DAY, LAST_DAY = date(2026, 8, 11), date(2027, 6, 5)
WINDOWS_OF_A_BAND = 3


def holidays(code: str, breaks: BreakWeeks) -> list[Holiday]:
    """Holidays of a municipality: its break weeks and the common days."""
    autumn = date.fromisocalendar(2026, breaks.autumn, 1)
    winter = date.fromisocalendar(2027, breaks.winter, 1)
    spans = (
        (autumn, autumn + timedelta(days=4), "syysloma"),
        (date(2026, 12, 21), date(2027, 1, 6), "joululoma"),
        (winter, winter + timedelta(days=4), "talviloma"),
        (date(2027, 3, 26), date(2027, 3, 29), "pääsiäinen"),
        (date(2027, 5, 6), date(2027, 5, 6), "helatorstai"),
    )
    return [
        Holiday.model_validate({"municipality": code, "from": start, "to": end, "name": name})
        for start, end, name in spans
    ]


def agreements(
    area: Area, buyers: list[str], sellers: list[str], tightness: Tightness, seed: int
) -> list[Agreement]:
    """Who sells to whom: no row at all (everybody) in some areas, else pairs, some limited."""
    rng = stream("agreements", area.name, seed)
    if len(buyers) < 2 or (rng.random() < 0.4 and tightness is Tightness.LOOSE):
        return []
    limited = KNOBS[tightness].limited
    return [
        Agreement(
            buyer=buyer,
            seller=seller,
            max_lessons=Decimal(rng.choice((6, 10, 16))) if rng.random() < limited else None,
        )
        for buyer in buyers
        for seller in sellers
        if buyer != seller
    ]


def capacity_rows(area: Area, used: list[str], rooms: dict[str, int], seed: int) -> list[Capacity]:
    """The principal's office as one more room on an afternoon; an adult away on a morning."""
    rows = []
    for school in used:
        rng = stream("capacity", area.name, seed, school)
        day = rng.choice(DAYS)
        if rng.random() < 0.15:
            rows.append(
                Capacity(
                    school=school,
                    day=day,
                    start="12:00",
                    end="15:00",
                    remote_rooms=rooms[school] + 1,
                    supervisors=rooms[school] + 1,
                )
            )
        elif rng.random() < 0.1:
            rows.append(Capacity(school=school, day=day, start="08:00", end="10:00", supervisors=0))
    return rows


def wishes(
    rows: list[tuple[Need, Wanted]], posts: dict[str, list[Post]], area: Area, seed: int
) -> list[Pin]:
    """A wish or an order for one need in twenty; teachers, by school, are those of its area."""
    rng = stream("pins", area.name, seed)
    chosen = rng.sample(rows, max(1, len(rows) // 20))
    return [
        _pin(need, wanted.school.language, posts[wanted.school.id], rng) for need, wanted in chosen
    ]


def _pin(need: Need, language: str, posts: list[Post], rng: Random) -> Pin:
    able = [post.teacher.teacher for post in posts if _able(post, need, language)]
    kind = rng.choice((PinKind.PREFER, PinKind.MUST, PinKind.AVOID, PinKind.MUST_NOT))
    if kind in (PinKind.PREFER, PinKind.MUST) and able:
        return Pin(need=need.need, teacher=rng.choice(able), kind=kind)
    return Pin(need=need.need, day=rng.choice(DAYS), kind=kind)


def _able(post: Post, need: Need, language: str) -> bool:
    return language in post.teacher.languages and any(
        row.subject == need.subject
        and row.qualified
        and row.grade_from <= need.grade_from
        and need.grade_to <= row.grade_to
        for row in post.qualifications
    )


def band_windows(need: Need, wanted: Wanted, category: Category, rng: Random) -> list[WindowRow]:
    """Windows that a lower secondary school tells already in spring: its elective bands."""
    if category is not Category.LANGUAGE or wanted.grades[0] < 8 or rng.random() > 0.3:
        return []
    slots = wanted.school.bells.sitting(wanted.grades[0]).periods
    return [
        WindowRow(
            need=need.need,
            day=day,
            start=clock(slot.start),
            end=clock(slot.end),
            kind=WindowKind.BAND,
        )
        for day in rng.sample(DAYS, WINDOWS_OF_A_BAND)
        for slot in [rng.choice(slots)]
    ]
