"""Whether the pupils have time, and whether anybody could teach those who must be taught."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scenarios.checks.bells import grades_shown
from scenarios.checks.report import Case, warning
from scenarios.findings import Finding
from scenarios.needs import Priority
from scenarios.scenario import Scenario
from scenarios.schools import SchoolClass
from scenarios.times import DAYS, Day, Interval, clock
from scenarios.windows import partly_planned

_LOOKED_AT = ("schools", "bells", "lessons", "classes", "windows", "subjects", "teachers")


def planned_in_part(case: Case) -> Iterator[Finding]:
    """Some but not all classes of a need have home lessons."""
    for row, need in enumerate(case.scenario.needs, start=1):
        if partly_planned(case.scenario, need):
            missing = [name for name in need.classes if name not in case.scenario.lessons_of]
            yield warning(
                "partly_planned",
                "needs",
                row,
                "classes",
                f"need:{need.need}",
                *(f"class:{name}" for name in missing),
                missing=", ".join(missing),
            )


def unservable(case: Case) -> Iterator[Finding]:
    """A statutory need that nobody could serve; any other whose pupils have no time for it."""
    if not case.complete(*_LOOKED_AT, "qualifications", "availability", "agreements"):
        return
    servability = case.servability
    for row, need, _ in case.sound_needs:
        subject = f"need:{need.need}"
        if need.priority is Priority.STATUTORY:
            reason = servability.why_not(need)
            if reason is not None:
                yield warning(
                    "statutory_not_servable", "needs", row, None, subject, reason=reason.value
                )
        elif not servability.has_windows(need):
            yield warning(
                "too_few_window_days",
                "needs",
                row,
                "lessons_per_week",
                subject,
                days=servability.window_days(need),
                lessons=float(need.lessons_per_week),
            )


def core_fits_no_window(case: Case) -> Iterator[Finding]:
    """A subject whose core minutes are longer than every window of every need of it."""
    if not case.complete(*_LOOKED_AT, "needs"):
        return
    longest: defaultdict[str, int] = defaultdict(int)
    for _, need, subject in case.sound_needs:
        if longest[need.subject] < subject.core_minutes:
            minutes = case.servability.longest_window(need)
            longest[need.subject] = max(longest[need.subject], minutes)
    for row, subject in enumerate(case.scenario.subjects, start=1):
        minutes = longest.get(subject.subject, 0)
        if 0 < minutes < subject.core_minutes:
            yield warning(
                "core_fits_no_window",
                "subjects",
                row,
                "core_minutes",
                f"subject:{subject.subject}",
                core_minutes=subject.core_minutes,
                longest=minutes,
            )


def short_windows(case: Case) -> Iterator[Finding]:
    """An explicit window in which the core minutes do not fit: it can never be used."""
    scenario = case.scenario
    for row, window in enumerate(scenario.windows, start=1):
        need = scenario.need_of.get(window.need)
        subject = scenario.subject_of.get(need.subject) if need else None
        if subject and window.interval.minutes < subject.core_minutes:
            yield warning(
                "window_too_short",
                "windows",
                row,
                "end",
                f"need:{window.need}",
                minutes=window.interval.minutes,
                core_minutes=subject.core_minutes,
            )


def transport_leaves_no_day(case: Case) -> Iterator[Finding]:
    """A class that may come only after it must leave."""
    scenario = case.scenario
    for row, one in enumerate(scenario.classes, start=1):
        for day in DAYS:
            earliest = one.earliest.on(day) if one.earliest else None
            latest = one.latest.on(day) if one.latest else None
            if earliest is not None and latest is not None and latest <= earliest:
                yield warning(
                    "transport_leaves_no_day",
                    "classes",
                    row,
                    "latest",
                    f"class:{one.class_}",
                    day=day.value,
                    earliest=clock(earliest),
                    latest=clock(latest),
                )
                break


def lessons_outside_bells(case: Case) -> Iterator[Finding]:
    """Home lessons of a class wholly before or after its school day: times shifted by an hour."""
    scenario = case.scenario
    reported: set[str] = set()
    frames: dict[tuple[str, Day], Interval | None] = {}
    for row, lesson in enumerate(scenario.lessons, start=1):
        one = scenario.class_of.get(lesson.class_)
        if one is None or one.class_ in reported or one.school not in scenario.bells_of:
            continue
        key = (one.class_, lesson.day)
        if key not in frames:
            frames[key] = _rung(scenario, one, lesson.day)
        frame = frames[key]
        if frame is None or not frame.overlap(lesson.interval):
            reported.add(one.class_)
            yield warning(
                "lesson_outside_bells",
                "lessons",
                row,
                "start",
                f"class:{one.class_}",
                day=lesson.day.value,
                start=clock(lesson.start),
                end=clock(lesson.end),
                grades=grades_shown(one.grades),
            )


def _rung(scenario: Scenario, one: SchoolClass, day: Day) -> Interval | None:
    """From the first bell to the last of a class, `None` on a day without bells."""
    rung = [
        bell
        for bell in scenario.bells_of[one.school]
        if day in bell.days and set(bell.grades) & set(one.grades)
    ]
    if not rung:
        return None
    return Interval(min(bell.start for bell in rung), max(bell.end for bell in rung))


CHECKS = (
    planned_in_part,
    unservable,
    core_fits_no_window,
    short_windows,
    transport_leaves_no_day,
    lessons_outside_bells,
)
