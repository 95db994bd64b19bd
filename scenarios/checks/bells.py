"""Bell schedules and closed minutes: overlaps, lunch, hours nobody keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from scenarios.checks.report import Case, error, warning
from scenarios.findings import Finding
from scenarios.schools import Bell, Closed
from scenarios.times import DAYS, Day, Interval, clock

LUNCH_HOURS = Interval(10 * 60, 13 * 60)
LUNCH_FROM_PERIODS = 5
LUNCH_FROM_MINUTES = 4 * 60
USUAL_HOURS = Interval(7 * 60, 18 * 60)
USUAL_MINUTES = range(20, 121)
_LUNCH_WORDS = ("lunch", "lounas", "ruoka", "ruokailu", "mat")

GradeDay = tuple[str, int, Day]
R = TypeVar("R", Bell, Closed)


def overlapping_bells(case: Case) -> Iterator[Finding]:
    """Two bell periods of one grade that overlap on one day."""
    found: dict[tuple[int, int], tuple[int, Day]] = {}
    for (_, grade, day), rows in _by_grade_and_day(case.scenario.bells).items():
        latest: tuple[int, Bell] | None = None
        for row, bell in sorted(rows, key=lambda item: (item[1].start, item[1].end, item[0])):
            if latest is not None and bell.start < latest[1].end:
                low, high = sorted((latest[0], row))
                found.setdefault((high, low), (grade, day))
            if latest is None or bell.end > latest[1].end:
                latest = (row, bell)
    bells = case.scenario.bells
    for (row, other), (grade, day) in sorted(found.items()):
        yield error(
            "bells_overlap",
            "bells",
            row,
            "start",
            f"school:{bells[row - 1].school}",
            period=bells[row - 1].period,
            other_period=bells[other - 1].period,
            other_row=other,
            grade=grade,
            day=day.value,
        )


def unusual_bells(case: Case) -> Iterator[Finding]:
    """A bell period at night, or of no length a lesson has: `1:15` written for 13:15."""
    for row, bell in enumerate(case.scenario.bells, start=1):
        usual = USUAL_HOURS.contains(bell.interval) and bell.interval.minutes in USUAL_MINUTES
        if not usual:
            yield warning(
                "bell_unusual",
                "bells",
                row,
                "start",
                f"school:{bell.school}",
                period=bell.period,
                start=clock(bell.start),
                end=clock(bell.end),
            )


def missing_bells(case: Case) -> Iterator[Finding]:
    """A need that would take its windows from bells, and a school that has none for its grades."""
    scenario = case.scenario
    if not case.complete("bells"):
        return
    rung = {
        school: {grade for row in rows for grade in row.grades}
        for school, rows in scenario.bells_of.items()
    }
    reported: set[tuple[str, int, int]] = set()
    for row, need, _ in case.sound_needs:
        key = (need.school, need.grade_from, need.grade_to)
        if need.need in scenario.windows_of or key in reported:
            continue
        if not rung.get(need.school, set()) & set(need.grades):
            reported.add(key)
            yield warning(
                "no_bells",
                "needs",
                row,
                "school",
                f"need:{need.need}",
                f"school:{need.school}",
                school=need.school,
                grades=grades_shown(need.grades),
            )


def lunch_not_closed(case: Case) -> Iterator[Finding]:
    """A long school day without closed minutes in the middle."""
    if not case.complete("closed", "bells"):
        return
    lunches = _by_grade_and_day(row for row in case.scenario.closed if _is_lunch(row))
    missing: defaultdict[tuple[str, int], list[Day]] = defaultdict(list)
    for (school, grade, day), rows in sorted(_by_grade_and_day(case.scenario.bells).items()):
        needed = grade in case.grades_needed.get(school, ())
        if needed and _long([bell for _, bell in rows]) and (school, grade, day) not in lunches:
            missing[school, grade].append(day)
    alike: defaultdict[tuple[str, tuple[Day, ...]], list[int]] = defaultdict(list)
    for (school, grade), open_days in missing.items():
        alike[school, tuple(day for day in DAYS if day in open_days)].append(grade)
    for (school, days), grades in alike.items():
        yield warning(
            "lunch_not_closed",
            "closed",
            None,
            None,
            f"school:{school}",
            school=school,
            grades=grades_shown(grades),
            days=";".join(days),
        )


def closed_outside_day(case: Case) -> Iterator[Finding]:
    """Closed minutes that touch no bell period's day: lunch on a wrong day or hour."""
    frames = {
        key: Interval(min(b.start for _, b in rows), max(b.end for _, b in rows))
        for key, rows in _by_grade_and_day(case.scenario.bells).items()
    }
    if not case.complete("bells"):
        return
    for row, closed in enumerate(case.scenario.closed, start=1):
        if closed.school not in case.scenario.bells_of:
            continue
        keys = [(closed.school, grade, day) for grade in closed.grades for day in closed.days]
        days = [frames[key] for key in keys if key in frames]
        if not any(closed.interval.overlap(day) for day in days):
            yield warning(
                "closed_outside_day",
                "closed",
                row,
                "start",
                f"school:{closed.school}",
                start=clock(closed.start),
                end=clock(closed.end),
            )


def empty_capacity(case: Case) -> Iterator[Finding]:
    """A capacity row that changes neither number."""
    for row, capacity in enumerate(case.scenario.capacity, start=1):
        if capacity.remote_rooms is None and capacity.supervisors is None:
            yield warning(
                "capacity_empty", "capacity", row, "remote_rooms", f"school:{capacity.school}"
            )


def grades_shown(grades: Iterable[int]) -> str:
    """`1-3, 5`: ascending grades, runs joined."""
    runs: list[list[int]] = []
    for grade in sorted(set(grades)):
        if runs and runs[-1][-1] == grade - 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _by_grade_and_day(rows: Iterable[R]) -> dict[GradeDay, list[tuple[int, R]]]:
    found: defaultdict[GradeDay, list[tuple[int, R]]] = defaultdict(list)
    for numbered in enumerate(rows, start=1):
        row = numbered[1]
        for grade in row.grades:
            for day in row.days:
                found[row.school, grade, day].append(numbered)
    return dict(found)


def _is_lunch(row: Closed) -> bool:
    words = row.reason.casefold().split()
    return bool(row.interval.overlap(LUNCH_HOURS)) or any(
        word.startswith(_LUNCH_WORDS) for word in words
    )


def _long(bells: list[Bell]) -> bool:
    minutes = max(bell.end for bell in bells) - min(bell.start for bell in bells)
    periods = {bell.interval for bell in bells}
    return len(periods) >= LUNCH_FROM_PERIODS or minutes > LUNCH_FROM_MINUTES


CHECKS = (
    overlapping_bells,
    unusual_bells,
    missing_bells,
    lunch_not_closed,
    closed_outside_day,
    empty_capacity,
)
