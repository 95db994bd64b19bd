"""Rules about teachers. A teacher the scenario does not know breaks only `qualified`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scenarios.findings import Finding
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, clock, halves_of, holds_in
from solver.measure.teaching import free, uncovered_grades
from solver.measure.timetable import half_load, known_needs
from solver.plan import Group, Meeting, Plan
from solver.verify.violations import violation

Held = tuple[Group, Meeting]


def qualified(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """The teacher teaches in the language, and each grade of each need is covered by a row."""
    rule = RuleId.QUALIFIED
    allowed = scenario.settings.allow_unqualified
    for group in plan.groups:
        about = (f"group:{group.group}", f"teacher:{group.teacher}")
        teacher = scenario.teacher_of.get(group.teacher)
        if teacher is None:
            yield violation(rule, "unknown_teacher", *about)
            continue
        if group.language not in teacher.languages:
            yield violation(rule, "language", *about, language=group.language)
        for need in known_needs(scenario, group):
            for grade in uncovered_grades(scenario, group.teacher, need, unqualified=allowed):
                yield violation(rule, "grade", *about, f"need:{need.need}", grade=grade)


def teacher_available(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Every meeting lies inside the teacher's availability minus the busy rows."""
    held = _held_by_teacher(plan)
    for teacher in scenario.teachers:
        for group, meeting in _lasting(held[teacher.teacher]):
            for half in halves_of(meeting.half):
                stretches = free(scenario, teacher.teacher, meeting.day, half)
                if not any(stretch.contains(meeting.interval) for stretch in stretches):
                    yield violation(
                        RuleId.TEACHER_AVAILABLE,
                        "not_available",
                        f"teacher:{teacher.teacher}",
                        f"group:{group.group}",
                        day=meeting.day,
                        start=clock(meeting.start),
                        end=clock(meeting.end),
                        half=half,
                    )


def teacher_clash(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Two meetings of a teacher in a common half leave the changeover minutes between them."""
    changeover = scenario.settings.changeover_minutes
    held = _held_by_teacher(plan)
    for teacher in scenario.teachers:
        for (group, first), (other, second) in combinations(_lasting(held[teacher.teacher]), 2):
            common = set(halves_of(first.half)) & set(halves_of(second.half))
            between = second.start - first.end
            if first.day is second.day and common and between < changeover:
                yield violation(
                    RuleId.TEACHER_CLASH,
                    "too_close",
                    f"teacher:{teacher.teacher}",
                    f"group:{group.group}",
                    f"group:{other.group}",
                    day=first.day,
                    first=clock(first.start),
                    second=clock(second.start),
                    minutes_between=between,
                    wanted=changeover,
                )


def teacher_load(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Within `max_lessons` a week and `max_lessons_day` a day, `min_lessons` or none."""
    rule = RuleId.TEACHER_LOAD
    held = _held_by_teacher(plan)
    for teacher in scenario.teachers:
        about = f"teacher:{teacher.teacher}"
        meetings = tuple(meeting for _, meeting in held[teacher.teacher])
        load = half_load(meetings)
        if load > teacher.max_lessons * 2:
            yield violation(rule, "week", about, lessons=load / 2, limit=float(teacher.max_lessons))
        if 0 < load < teacher.min_lessons * 2:
            yield violation(
                rule, "too_few", about, lessons=load / 2, limit=float(teacher.min_lessons)
            )
        for day in DAYS:
            for half in HALVES:
                count = sum(m.day is day and holds_in(m.half, half) for m in meetings)
                if count > teacher.max_lessons_day:
                    limit = teacher.max_lessons_day
                    yield violation(
                        rule, "day", about, day=day, half=half, meetings=count, limit=limit
                    )


def _held_by_teacher(plan: Plan) -> defaultdict[str, list[Held]]:
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for group in plan.groups:
        found[group.teacher] += ((group, meeting) for meeting in group.meetings)
    return found


def _lasting(held: list[Held]) -> list[Held]:
    """Meetings with any minutes, by day and start; the others break `weekly_lessons` alone."""
    lasting = [one for one in held if one[1].interval.minutes]
    return sorted(lasting, key=lambda one: (DAYS.index(one[1].day), one[1].interval))
