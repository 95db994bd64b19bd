"""Whether a need could be served at all, by itself, by somebody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scenarios.needs import Need
from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from scenarios.times import DAYS, HALVES, Day, Half, Interval
from scenarios.windows import Window
from solver.measure.presence import windows_of
from solver.measure.teaching import free, may_sell, uncovered

# Bit k is a start at k steps after midnight.
Starts = dict[tuple[Day, Half], int]


def servable(scenario: Scenario, need: Need) -> bool:
    """Whether a permitted teacher has on enough different days a start that fits the need."""
    return _servable(scenario, need.need)


@per_scenario
def _servable(scenario: Scenario, need_id: str) -> bool:
    need = scenario.need_of[need_id]
    wanted = {
        (day, half): _window_starts(scenario, need, day, half) for day in DAYS for half in HALVES
    }
    able = _qualified(scenario, scenario.language_of(need), need.subject, need.level, need.grades)
    buyer = scenario.buyer_of(need)
    return any(
        may_sell(scenario, teacher.municipality, buyer)
        and _has_time(scenario, teacher.teacher, need, wanted)
        for teacher in able
    )


@per_scenario
def _qualified(
    scenario: Scenario, language: str, subject: str, level: str, grades: tuple[int, ...]
) -> tuple[Teacher, ...]:
    """Teachers of a language who may teach every grade."""
    allowed = scenario.settings.allow_unqualified
    return tuple(
        teacher
        for teacher in scenario.teachers
        if language in teacher.languages
        and not uncovered(scenario, teacher.teacher, subject, level, grades, allowed)
    )


def _has_time(scenario: Scenario, teacher: str, need: Need, wanted: Starts) -> bool:
    minutes = scenario.subject_of[need.subject].lesson_minutes
    every_week = some_weeks = 0
    for day in DAYS:
        in_a, in_b = (
            wanted[day, half] & _teacher_starts(scenario, teacher, minutes, day, half)
            for half in (Half.A, Half.B)
        )
        every_week += bool(in_a & in_b)
        some_weeks += bool(in_a | in_b)
    whole, rest = divmod(need.half_lessons, 2)
    return every_week >= whole and some_weeks >= whole + rest


def _window_starts(scenario: Scenario, need: Need, day: Day, half: Half) -> int:
    subject = scenario.subject_of[need.subject]
    core, late = subject.core_minutes, subject.lesson_minutes - subject.core_minutes
    step = scenario.settings.start_step_minutes
    return _overlapping(windows_of(scenario, need.need, day, half), core, late, step)


@lru_cache(maxsize=1 << 14)
def _overlapping(windows: tuple[Window, ...], core: int, late: int, step: int) -> int:
    """Starts at which the core minutes lie in a window; many needs have the same windows."""
    return _on_step(
        step,
        (
            Interval(window.interval.start - late, window.interval.end - core)
            for window in windows
            if window.interval.minutes >= core
        ),
    )


@per_scenario
def _teacher_starts(scenario: Scenario, teacher: str, minutes: int, day: Day, half: Half) -> int:
    stretches = free(scenario, teacher, day, half)
    step = scenario.settings.start_step_minutes
    return _on_step(step, (Interval(one.start, one.end - minutes) for one in stretches))


def _on_step(step: int, stretches: Iterable[Interval]) -> int:
    """Starts from the first to the last minute of each, both included, that the step allows."""
    starts = 0
    for stretch in stretches:
        first, last = -(-max(0, stretch.start) // step), stretch.end // step
        if first <= last:
            starts |= (1 << last + 1) - (1 << first)
    return starts
