"""Random municipalities, schools, bells, closed minutes, classes, home lessons and capacity."""

from __future__ import annotations

from typing import Any, NamedTuple

from scenarios.rows import Row
from scenarios.times import clock
from tests.support.build import (
    bells,
    capacity,
    closed,
    lesson,
    municipality,
    school,
    school_class,
)
from tests.support.draw import Draw

DAYS = ("mon", "tue", "wed", "thu", "fri")
FIRST_BELL = 9 * 60
HOME_SUBJECTS = ("MA", "UE", "LI")


class Place(NamedTuple):
    """What later draws must know of a school."""

    name: str
    municipality: str
    language: str
    classes: dict[str, tuple[int, ...]]
    periods: tuple[tuple[int, int], ...]
    planned: frozenset[str]


class Frame(NamedTuple):
    """Schools and their rows, and the grid that meetings keep to."""

    rows: list[Row]
    places: tuple[Place, ...]
    days: tuple[str, ...]
    step: int


def stretch(day: str, start: int, end: int) -> str:
    """`mon 09:00-09:45` of minutes after midnight."""
    return f"{day} {clock(start)}-{clock(end)}"


def places(draw: Draw) -> Frame:
    step = draw.pick([5, 15, 15, 30, 30])
    days = tuple(draw.some(DAYS, 1, 3)) if draw.chance(60) else draw.pick([DAYS[:2], DAYS[2:4]])
    rows: list[Row] = []
    made = []
    for number in range(1, draw.pick([1, 2, 2, 3, 3]) + 1):
        place, of_it = _place(draw, f"s{number}", days, step)
        made.append(place)
        rows += of_it
    for name in ("m1", "m2"):
        rows.append(municipality(name, supervisor_cost=draw.pick([17, 21, 29.5])))
    return Frame(rows, tuple(made), days, step)


def _place(draw: Draw, name: str, days: tuple[str, ...], step: int) -> tuple[Place, list[Row]]:
    town = draw.pick(["m1", "m1", "m2"])
    language = "sv" if draw.chance(12) else "fi"
    cells: dict[str, Any] = {"municipality": town, "language": language}
    rooms, adults = draw.pick([(1, 1), (1, 2), (2, 1), (2, 2)])
    cells |= {"remote_rooms": rooms, "supervisors": 0 if draw.chance(7) else adults}
    if draw.chance(25):
        cells["supervisor_cost"] = 23.75
    rows: list[Row] = [school(name, **cells)]
    periods = _periods(draw, step)
    rows += _bells(name, periods, days, older=draw.chance(30))
    classes = _classes(draw, name)
    planned = frozenset(one for one in classes if draw.chance(40))
    rows += [_class_row(draw, one, name, grades) for one, grades in classes.items()]
    rows += _closed(draw, name, periods, days)
    for one in sorted(planned):
        rows += _home_lessons(draw, one, periods, days)
    if draw.chance(25):
        rows.append(_capacity(draw, name, periods, days))
    return Place(name, town, language, classes, periods, planned), rows


def _periods(draw: Draw, step: int) -> tuple[tuple[int, int], ...]:
    first = FIRST_BELL + (draw.pick([5, 10]) if draw.chance(25) else step * draw.whole(0, 1))
    pause = draw.pick([5, 10, 15])
    count = draw.pick([1, 2, 2] if step == 5 else [2, 2, 3])
    return tuple((first + k * (45 + pause), first + k * (45 + pause) + 45) for k in range(count))


def _bells(
    name: str, periods: tuple[tuple[int, int], ...], days: tuple[str, ...], older: bool
) -> list[Row]:
    """Bells for all grades, or lower grades and later bells for the upper ones."""
    on = ";".join(days)
    times = [f"{clock(start)}-{clock(end)}" for start, end in periods]
    if not older:
        return list(bells(name, *times, days=on))
    later = [f"{clock(start + 10)}-{clock(end + 10)}" for start, end in periods]
    lower = bells(name, *times, days=on, grades="1-6")
    return [*lower, *bells(name, *later, days=on, grades="7-9")]


def _classes(draw: Draw, school_name: str) -> dict[str, tuple[int, ...]]:
    single = {f"{school_name}-3A": (3,)}
    if draw.chance(40):
        return {f"{school_name}-34": (3, 4)}
    if draw.chance(60):
        single[f"{school_name}-5A"] = (5,)
    if draw.chance(20):
        single[f"{school_name}-7A"] = (7,)
    return single


def _class_row(draw: Draw, name: str, school_name: str, grades: tuple[int, ...]) -> Row:
    cells: dict[str, Any] = {"grades": ";".join(map(str, grades))}
    if draw.chance(12):
        cells["earliest"] = draw.pick(["09:15", "mon 09:30; default 09:00"])
    if draw.chance(10):
        cells["latest"] = draw.pick(["10:45", "tue 10:30; default 11:30"])
    return school_class(name, school_name, **cells)


def _closed(
    draw: Draw, name: str, periods: tuple[tuple[int, int], ...], days: tuple[str, ...]
) -> list[Row]:
    rows: list[Row] = []
    end = periods[-1][1]
    if draw.chance(40):
        times = f"{clock(end)}-{clock(end + 20)}"
        rows.append(closed(name, ";".join(days), times, reason="lunch"))
    if draw.chance(20):
        start, end = draw.pick(periods)
        times = f"{clock(start + 10)}-{clock(end + draw.pick([0, 10]))}"
        grades = draw.pick(["1-9", "1-4"])
        rows.append(closed(name, draw.pick(days), times, grades=grades, half=draw.half(50)))
    return rows


def _home_lessons(
    draw: Draw, class_name: str, periods: tuple[tuple[int, int], ...], days: tuple[str, ...]
) -> list[Row]:
    """On most days some period is taught, and where there are several some is not."""
    rows: list[Row] = []
    for day in days:
        if draw.chance(10):
            continue
        for start, end in draw.some(periods, 1, max(1, len(periods) - 1)):
            subject = draw.pick(HOME_SUBJECTS)
            rows.append(
                lesson(
                    class_name,
                    stretch(day, start, end),
                    subject,
                    may_miss=draw.chance(25),
                    half=draw.half(20),
                )
            )
    return rows


def _capacity(
    draw: Draw, name: str, periods: tuple[tuple[int, int], ...], days: tuple[str, ...]
) -> Row:
    start, end = draw.pick(periods)
    numbers = draw.pick(
        [{"remote_rooms": 0}, {"supervisors": 0}, {"remote_rooms": 2, "supervisors": 1}]
    )
    where = stretch(draw.pick(days), start + draw.pick([0, 15]), end)
    return capacity(name, where, half=draw.half(40), **numbers)
