"""Rules about groups: who is in them, and how many lessons they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.needs import Need, Priority
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from scenarios.times import Half, clock
from solver.measure.timetable import attended_indices, known_needs
from solver.plan import Group, Member, Plan
from solver.verify.violations import violation


def one_group(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """A need is in at most one group, once, and otherwise listed as unserved."""
    rule = RuleId.ONE_GROUP
    served = Counter(member.need for group in plan.groups for member in group.members)
    unserved = Counter(plan.unserved)
    for need in sorted(served | unserved):
        if need not in scenario.need_of:
            yield violation(rule, "unknown_need", f"need:{need}")
        if served[need] > 1:
            yield violation(rule, "served_twice", f"need:{need}", times=served[need])
        if unserved[need] > 1:
            yield violation(rule, "listed_twice", f"need:{need}", times=unserved[need])
        if served[need] and unserved[need]:
            yield violation(rule, "served_and_unserved", f"need:{need}")
    for need in sorted(scenario.need_of.keys() - served.keys() - unserved.keys()):
        yield violation(rule, "in_no_list", f"need:{need}")
    ids = Counter(group.group for group in plan.groups)
    for group_id, times in sorted(ids.items()):
        if times > 1:
            yield violation(rule, "group_id_twice", f"group:{group_id}", times=times)
    for group in plan.groups:
        if not group.members:
            yield violation(rule, "empty_group", f"group:{group.group}")


def same_course(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """All needs of a group have the same subject, level and language, as the group says."""
    rule = RuleId.SAME_COURSE
    for group in plan.groups:
        subjects = (f"group:{group.group}",)
        if group.subject not in scenario.subject_of:
            yield violation(rule, "unknown_subject", *subjects, subject=group.subject)
            continue
        for need in known_needs(scenario, group):
            about = (*subjects, f"need:{need.need}")
            language = scenario.language_of(need)
            if need.subject != group.subject:
                yield violation(
                    rule, "other_subject", *about, group=group.subject, need=need.subject
                )
            if need.level != group.level:
                yield violation(rule, "other_level", *about, group=group.level, need=need.level)
            if language != group.language:
                yield violation(rule, "other_language", *about, group=group.language, need=language)


def grade_span(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """In a group of several needs, highest minus lowest grade is at most the subject's span."""
    for group in plan.groups:
        subject = scenario.subject_of.get(group.subject)
        needs = known_needs(scenario, group)
        if subject is None or len(needs) < 2:
            continue
        lowest = min(need.grade_from for need in needs)
        highest = max(need.grade_to for need in needs)
        if highest - lowest > subject.grade_span:
            yield violation(
                RuleId.GRADE_SPAN,
                "too_wide",
                f"group:{group.group}",
                lowest=lowest,
                highest=highest,
                limit=subject.grade_span,
            )


def group_size(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """A group has at most `max_pupils`, and `min_pupils` unless a statutory need is in it."""
    rule = RuleId.GROUP_SIZE
    for group in plan.groups:
        subject = scenario.subject_of.get(group.subject)
        needs = known_needs(scenario, group)
        if subject is None or not needs:
            continue
        pupils = sum(need.pupils for need in needs)
        about = f"group:{group.group}"
        statutory = any(need.priority is Priority.STATUTORY for need in needs)
        if pupils > subject.max_pupils:
            yield violation(rule, "too_many", about, pupils=pupils, limit=subject.max_pupils)
        if pupils < subject.min_pupils and not statutory:
            yield violation(rule, "too_few", about, pupils=pupils, limit=subject.min_pupils)


def group_sites(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """A group has at most `max_sites` schools, the teacher's own included."""
    for group in plan.groups:
        subject = scenario.subject_of.get(group.subject)
        schools = sorted({need.school for need in known_needs(scenario, group)})
        if subject is not None and len(schools) > subject.max_sites:
            yield violation(
                RuleId.GROUP_SITES,
                "too_many",
                f"group:{group.group}",
                *(f"school:{school}" for school in schools),
                sites=len(schools),
                limit=subject.max_sites,
            )


def weekly_lessons(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Meetings and attendance give the group and each need their weekly lessons."""
    for group in plan.groups:
        yield from _number_of_meetings(scenario, group)
        yield from _days_and_clock(scenario, group)
        for member in group.members:
            yield from _indices(group, member)
            need = scenario.need_of.get(member.need)
            if need is not None:
                yield from _attendance(group, member, need)


def _number_of_meetings(scenario: Scenario, group: Group) -> Iterator[Finding]:
    needs = known_needs(scenario, group)
    if not needs:
        return
    whole, rest = divmod(max(need.half_lessons for need in needs), 2)
    every_week = sum(meeting.half is Half.ALL for meeting in group.meetings)
    some_weeks = len(group.meetings) - every_week
    if (every_week, some_weeks) != (whole, rest):
        yield violation(
            RuleId.WEEKLY_LESSONS,
            "number_of_meetings",
            f"group:{group.group}",
            every_week=every_week,
            some_weeks=some_weeks,
            wanted_every_week=whole,
            wanted_some_weeks=rest,
        )


def _days_and_clock(scenario: Scenario, group: Group) -> Iterator[Finding]:
    rule, about = RuleId.WEEKLY_LESSONS, f"group:{group.group}"
    days = Counter(meeting.day for meeting in group.meetings)
    for day, times in days.items():
        if times > 1:
            yield violation(rule, "same_day", about, day=day, times=times)
    subject = scenario.subject_of.get(group.subject)
    step = scenario.settings.start_step_minutes
    for meeting in group.meetings:
        when = {"day": str(meeting.day), "start": clock(meeting.start)}
        minutes = meeting.end - meeting.start
        wanted = subject.lesson_minutes if subject else max(1, minutes)
        if minutes != wanted:
            yield violation(rule, "length", about, **when, minutes=minutes, wanted=wanted)
        if meeting.start % step:
            yield violation(rule, "off_step", about, **when, step=step)


def _indices(group: Group, member: Member) -> Iterator[Finding]:
    rule, about = RuleId.WEEKLY_LESSONS, (f"group:{group.group}", f"need:{member.need}")
    for index, times in sorted(Counter(member.meetings).items()):
        if not 0 <= index < len(group.meetings):
            yield violation(rule, "no_such_meeting", *about, index=index)
        if times > 1:
            yield violation(rule, "index_twice", *about, index=index, times=times)


def _attendance(group: Group, member: Member, need: Need) -> Iterator[Finding]:
    halved = [meeting.half is not Half.ALL for meeting in group.meetings]
    whole, rest = divmod(need.half_lessons, 2)
    # Without a half meeting in the group, half a lesson is a lesson of every week.
    wanted = (whole, rest) if any(halved) else (whole + rest, 0)
    indices = attended_indices(group, member)
    some_weeks = sum(halved[index] for index in indices)
    every_week = len(indices) - some_weeks
    if (every_week, some_weeks) != wanted:
        yield violation(
            RuleId.WEEKLY_LESSONS,
            "attendance",
            f"group:{group.group}",
            f"need:{need.need}",
            every_week=every_week,
            some_weeks=some_weeks,
            wanted_every_week=wanted[0],
            wanted_some_weeks=wanted[1],
        )
