"""Needs and their windows as rows, with ids that tell nothing and priorities by law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from scenarios.generate.catalogue import BY_CODE
from scenarios.generate.demand import Area, Wanted
from scenarios.generate.extras import band_windows
from scenarios.generate.streams import stream
from scenarios.generate.week import HomeLesson
from scenarios.needs import NO_OTHER, Category, Need, Priority, WindowRow

Weeks = dict[str, tuple[HomeLesson, ...]]
LAW_THRESHOLD = 3


def need_rows(
    area: Area, wanted: list[Wanted], weeks: Weeks, seed: int
) -> list[tuple[Need, Wanted]]:
    """Needs in an order that tells nothing, with the priority that the law and counts give.

    Pupils are released from what is in the home timetable of their classes, if there is one.
    """
    rng = stream("ids", area.name, seed)
    order = rng.sample(wanted, len(wanted))
    counts: Counter[tuple[str, str]] = Counter()
    for need in wanted:
        counts[need.school.municipality, need.code] += need.pupils
    return [
        (_need(f"n{place}", need, counts, weeks, stream("need row", seed, place)), need)
        for place, need in enumerate(order, start=1)
    ]


def _need(
    name: str, wanted: Wanted, counts: Counter[tuple[str, str]], weeks: Weeks, rng: Random
) -> Need:
    continues = f"last-year-{name}" if rng.random() < 0.1 else ""
    number = counts[wanted.school.municipality, wanted.code]
    shares = (NO_OTHER,) if rng.random() < 0.35 else ()
    return Need(
        need=name,
        continues=continues,
        school=wanted.school.id,
        subject=wanted.code,
        level=wanted.level,
        grade_from=wanted.grades[0],
        grade_to=wanted.grades[1],
        pupils=wanted.pupils,
        lessons_per_week=wanted.lessons,
        classes=tuple(row.id for row in wanted.classes),
        released_from=_released_from(wanted, weeks),
        shares_pupils_with=shares,
        priority=_priority(wanted, number, bool(continues), rng),
    )


def _released_from(wanted: Wanted, weeks: Weeks) -> tuple[str, ...]:
    classes = {row.id for row in wanted.classes}
    week = weeks.get(wanted.school.id, ())
    taught = {lesson.subject for lesson in week if lesson.class_id in classes}
    return tuple(code for code in wanted.released_from if code in taught)


def _priority(wanted: Wanted, pupils: int, goes_on: bool, rng: Random) -> Priority:
    category = BY_CODE[wanted.code].category
    if category in (Category.RELIGION, Category.ETHICS):
        owed = pupils >= LAW_THRESHOLD or goes_on
        return Priority.STATUTORY if owed else Priority.PROMISED
    if category is Category.ELECTIVE:
        return Priority.OPTIONAL
    promised = wanted.level.startswith("A2") or category is Category.PREPARATORY
    return Priority.PROMISED if promised or rng.random() < 0.3 else Priority.OPTIONAL


def window_rows(rows: list[tuple[Need, Wanted]], area: Area, seed: int) -> Iterator[WindowRow]:
    """Windows that schools tell in spring."""
    for need, wanted in rows:
        rng = stream("band windows", area.name, seed, need.need)
        yield from band_windows(need, wanted, BY_CODE[wanted.code].category, rng)
