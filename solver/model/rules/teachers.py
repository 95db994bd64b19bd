"""Rules about a teacher's week: `teacher_clash` and `teacher_load`."""

from __future__ import annotations

from collections import defaultdict

from scenarios.times import HALVES, holds_in
from solver.model.at_once import Use, at_most_one_at_once, halves_that_differ, in_half
from solver.model.variables import Taught, Variables


def teacher_clash(variables: Variables) -> None:
    """A teacher's meetings, each with the changeover after it, do not overlap."""
    changeover = variables.scenario.settings.changeover_minutes
    for meetings in variables.meetings_of.values():
        for on_day in _by_day(meetings).values():
            for half in halves_that_differ(meeting.slot for meeting in on_day):
                uses: list[Use] = []
                for meeting in on_day:
                    option = [(meeting.slot, variables.meets[meeting])]
                    uses += in_half(option, half, meeting.minutes + changeover)
                at_most_one_at_once(variables, uses)


def teacher_load(variables: Variables) -> None:
    """Worth a week within `max_lessons`, and `min_lessons` or none; meetings a day and half."""
    model = variables.model
    for teacher_id, meetings in variables.meetings_of.items():
        teacher = variables.scenario.teacher_of[teacher_id]
        load = variables.half_load(teacher_id)
        used = variables.used(teacher_id)
        model.add(load <= int(teacher.max_lessons * 2) * used)
        model.add(load >= int(teacher.min_lessons * 2) * used)
        for on_day in _by_day(meetings).values():
            for half in HALVES:
                taught = [
                    variables.meets[meeting]
                    for meeting in on_day
                    if holds_in(meeting.slot.half, half)
                ]
                model.add(sum(taught) <= teacher.max_lessons_day)


def _by_day(meetings: tuple[Taught, ...]) -> dict[int, list[Taught]]:
    days: defaultdict[int, list[Taught]] = defaultdict(list)
    for meeting in meetings:
        days[meeting.slot.day].append(meeting)
    return dict(days)
