"""Whether a need could be served at all, by itself, by somebody."""

from __future__ import annotations

from scenarios.needs import Need
from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from scenarios.times import DAYS, HALVES, Day, Half, Interval
from solver.measure.presence import windows_of
from solver.measure.teaching import free, may_sell, uncovered_grades

Starts = dict[tuple[Day, Half], frozenset[int]]


def servable(scenario: Scenario, need: Need) -> bool:
    """Whether a permitted teacher has on enough different days a start that fits the need."""
    return _servable(scenario, need.need)


@per_scenario
def _servable(scenario: Scenario, need_id: str) -> bool:
    need = scenario.need_of[need_id]
    wanted = {
        (day, half): _window_starts(scenario, need, day, half) for day in DAYS for half in HALVES
    }
    return any(
        _permitted(scenario, teacher, need) and _has_time(scenario, teacher.teacher, need, wanted)
        for teacher in _teachers(scenario, scenario.language_of(need), need.subject)
    )


@per_scenario
def _teachers(scenario: Scenario, language: str, subject: str) -> tuple[Teacher, ...]:
    """Teachers of a language with a row for the subject, whatever its grades."""
    return tuple(
        teacher
        for teacher in scenario.teachers
        if language in teacher.languages
        and any(
            row.subject == subject for row in scenario.qualifications_of.get(teacher.teacher, ())
        )
    )


def _permitted(scenario: Scenario, teacher: Teacher, need: Need) -> bool:
    return may_sell(
        scenario, teacher.municipality, scenario.buyer_of(need)
    ) and not uncovered_grades(
        scenario,
        teacher.teacher,
        need,
        unqualified=scenario.settings.allow_unqualified,
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


def _window_starts(scenario: Scenario, need: Need, day: Day, half: Half) -> frozenset[int]:
    subject = scenario.subject_of[need.subject]
    core, late = subject.core_minutes, subject.lesson_minutes - subject.core_minutes
    return frozenset(
        start
        for window in windows_of(scenario, need.need, day, half)
        if window.interval.minutes >= core
        for start in _on_step(
            scenario, Interval(window.interval.start - late, window.interval.end - core)
        )
    )


@per_scenario
def _teacher_starts(
    scenario: Scenario, teacher: str, minutes: int, day: Day, half: Half
) -> frozenset[int]:
    return frozenset(
        start
        for stretch in free(scenario, teacher, day, half)
        for start in _on_step(scenario, Interval(stretch.start, stretch.end - minutes))
    )


def _on_step(scenario: Scenario, stretch: Interval) -> range:
    """Starts from the first to the last minute, both included, that the step allows."""
    step = scenario.settings.start_step_minutes
    first = -(-max(0, stretch.start) // step) * step
    return range(first, stretch.end + 1, step)
