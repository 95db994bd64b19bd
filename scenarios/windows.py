"""Windows: the stretches of a weekday in which the pupils of a need can attend."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from scenarios.needs import Need, WindowKind
from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.schools import Lesson
from scenarios.times import DAYS, Day, Half, Interval, holds_in, subtract, union


class Mode(StrEnum):
    """Where the windows of a need come from."""

    EXPLICIT = "explicit"
    PLANNED = "planned"
    UNPLANNED = "unplanned"


class Window(NamedTuple):
    """Minutes in which pupils can attend.

    `kind` is `None` in planned mode, where the kind belongs to the meeting.
    """

    interval: Interval
    kind: WindowKind | None


def mode_of(scenario: Scenario, need: Need) -> Mode:
    """How the windows of the need are found."""
    if need.need in scenario.windows_of:
        return Mode.EXPLICIT
    planned = [name in scenario.lessons_of for name in need.classes]
    return Mode.PLANNED if planned and all(planned) else Mode.UNPLANNED


def partly_planned(scenario: Scenario, need: Need) -> bool:
    """Whether some but not all classes of a need without explicit windows have home lessons."""
    planned = [name in scenario.lessons_of for name in need.classes]
    return need.need not in scenario.windows_of and any(planned) and not all(planned)


def windows(scenario: Scenario, need: Need, day: Day, half: Half) -> tuple[Window, ...]:
    """Windows of a need on a weekday of a single half (`A` or `B`), sorted by start."""
    mode = mode_of(scenario, need)
    if mode is Mode.EXPLICIT:
        rows = scenario.windows_of[need.need]
        return tuple(
            sorted(
                Window(row.interval, row.kind)
                for row in rows
                if row.day is day and holds_in(row.half, half)
            )
        )
    if mode is Mode.PLANNED:
        return tuple(Window(gap, None) for gap in _planned(scenario, need, day, half))
    return tuple(Window(gap, WindowKind.OPEN) for gap in _unplanned(scenario, need, day, half))


def all_windows(scenario: Scenario, need: Need) -> Iterator[tuple[Day, Half, tuple[Window, ...]]]:
    """Windows of every weekday and half, in calendar order."""
    alike = _halves_alike(scenario, need)
    for day in DAYS:
        first = windows(scenario, need, day, Half.A)
        yield day, Half.A, first
        yield day, Half.B, first if alike else windows(scenario, need, day, Half.B)


def _halves_alike(scenario: Scenario, need: Need) -> bool:
    """Whether no row that decides the need's windows is of a single half."""
    lessons = (row for name in need.classes for row in scenario.lessons_of.get(name, ()))
    halves = chain(
        (row.half for row in scenario.windows_of.get(need.need, ())),
        (row.half for row in scenario.closed_of.get(need.school, ())),
        (row.half for row in lessons),
    )
    return all(half is Half.ALL for half in halves)


def bell_periods(scenario: Scenario, need: Need, day: Day) -> tuple[Interval, ...]:
    """Distinct bell periods of the need's school and grades on that day, sorted."""
    return _bells(scenario, need.school, need.grades, day)


@per_scenario
def home_lessons(scenario: Scenario, class_id: str, day: Day, half: Half) -> tuple[Lesson, ...]:
    """Home lessons of a class on a weekday of a single half."""
    return tuple(
        lesson
        for lesson in scenario.lessons_of.get(class_id, ())
        if lesson.day is day and holds_in(lesson.half, half)
    )


@per_scenario
def _bells(
    scenario: Scenario, school: str, grades: tuple[int, ...], day: Day
) -> tuple[Interval, ...]:
    asked = frozenset(grades)
    rows = scenario.bells_of.get(school, ())
    met = {row.interval for row in rows if day in row.days and not asked.isdisjoint(row.grades)}
    return tuple(sorted(met))


@per_scenario
def _closed(
    scenario: Scenario, school: str, grades: tuple[int, ...], day: Day, half: Half
) -> tuple[Interval, ...]:
    asked = frozenset(grades)
    return union(
        row.interval
        for row in scenario.closed_of.get(school, ())
        if day in row.days and not asked.isdisjoint(row.grades) and holds_in(row.half, half)
    )


def _pupils_day(scenario: Scenario, need: Need, day: Day) -> Interval | None:
    """[latest `earliest`, earliest `latest`] over the classes; `None` on a day without bells."""
    own = bell_periods(scenario, need, day)
    if not own:
        return None
    frames = [
        _class_day(scenario, name, day) for name in need.classes if name in scenario.class_of
    ] or [Interval(own[0].start, max(bell.end for bell in own))]
    if any(frame is None for frame in frames):
        return None
    present = [frame for frame in frames if frame is not None]
    return Interval(max(f.start for f in present), min(f.end for f in present))


@per_scenario
def _class_day(scenario: Scenario, class_id: str, day: Day) -> Interval | None:
    school_class = scenario.class_of[class_id]
    bells = _bells(scenario, school_class.school, school_class.grades, day)
    if not bells:
        return None
    earliest = school_class.earliest.on(day) if school_class.earliest else None
    latest = school_class.latest.on(day) if school_class.latest else None
    return Interval(
        bells[0].start if earliest is None else earliest,
        max(bell.end for bell in bells) if latest is None else latest,
    )


def _cannot_miss(scenario: Scenario, need: Need, day: Day, half: Half) -> tuple[Interval, ...]:
    return union(
        lesson.interval
        for class_id in need.classes
        for lesson in home_lessons(scenario, class_id, day, half)
        if not lesson.may_miss and lesson.subject not in need.released_from
    )


def _planned(scenario: Scenario, need: Need, day: Day, half: Half) -> tuple[Interval, ...]:
    frame = _pupils_day(scenario, need, day)
    at_school = all(home_lessons(scenario, name, day, half) for name in need.classes)
    if frame is None or not at_school:
        return ()
    cuts = (
        *_closed(scenario, need.school, need.grades, day, half),
        *_cannot_miss(scenario, need, day, half),
    )
    return subtract([frame], cuts)


def _unplanned(scenario: Scenario, need: Need, day: Day, half: Half) -> tuple[Interval, ...]:
    frame = _pupils_day(scenario, need, day)
    if frame is None:
        return ()
    taken = (
        *_closed(scenario, need.school, need.grades, day, half),
        *_cannot_miss(scenario, need, day, half),
    )
    shift = scenario.settings.break_shift_minutes
    return _open(bell_periods(scenario, need, day), union(taken), frame, shift)


@lru_cache(maxsize=1 << 16)
def _open(
    bells: tuple[Interval, ...], closed: tuple[Interval, ...], frame: Interval, shift: int
) -> tuple[Interval, ...]:
    """Bell periods free of closed minutes, widened; many schools and days ring alike."""
    found: set[Interval] = set()
    for bell in bells:
        if any(bell.overlap(cut) for cut in closed):
            continue
        others = [*(other for other in bells if other != bell), *closed]
        cut = Interval(max(bell.start, frame.start), min(bell.end, frame.end))
        if cut.minutes:
            found.add(_widened(cut, others, frame, shift))
    return tuple(sorted(found))


def _widened(period: Interval, others: list[Interval], frame: Interval, shift: int) -> Interval:
    """The period with at most `shift` minutes more on each side, none of them taken."""
    before = [min(other.end, period.start) for other in others if other.start < period.start]
    after = [max(other.start, period.end) for other in others if other.end > period.end]
    start = max([period.start - shift, frame.start, *before])
    end = min([period.end + shift, frame.end, *after])
    return Interval(start, end)
