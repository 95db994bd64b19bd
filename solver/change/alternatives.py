"""Why this time, why this teacher: the next best of each, and what stands against other days."""

from __future__ import annotations

from typing import Any, NamedTuple

from scenarios.findings import Finding
from scenarios.times import DAYS, Day, clock
from solver.change.effects import Before
from solver.change.moves import ChangeTeacher, MoveMeeting
from solver.change.places import Place, places_of_group

ALL = 100_000


class Barred(NamedTuple):
    """A day on which a meeting could not be at any time, and what is broken at its present one."""

    meeting: int
    day: Day
    start: int
    broken: tuple[Finding, ...]


class Alternatives(NamedTuple):
    """What could be instead while all other groups stay as they are.

    Attributes
    ----------
    times
        By the meeting's index the best other time, then the best on another day where that is
        not the same; absent where there is none.
    teacher
        The best other teacher at the same times, if there is one.
    """

    group: str
    times: dict[int, tuple[Place, ...]]
    teacher: Place | None
    barred: tuple[Barred, ...]


def alternatives(before: Before, need: str) -> Alternatives:
    """The next best for the group of a served need.

    Raises
    ------
    LookupError
        If no group serves the need.
    """
    if need not in before.plan.group_of:
        raise LookupError(f"no group serves {need}")
    group, member = before.plan.group_of[need]
    times: dict[int, tuple[Place, ...]] = {}
    days: set[tuple[int, Day]] = set()
    teacher: Place | None = None
    for place in places_of_group(before, group.group, ALL):
        (move,) = place.moves
        if isinstance(move, MoveMeeting):
            elsewhere = move.day is not group.meetings[move.meeting].day
            best = times.get(move.meeting, ())
            if not best or (elsewhere and move.meeting not in {at for at, _ in days}):
                times[move.meeting] = (*best, place)
            if elsewhere:
                days.add((move.meeting, move.day))
        elif isinstance(move, ChangeTeacher) and teacher is None:
            teacher = place
    barred = []
    for index in member.meetings:
        meeting = group.meetings[index]
        for day in DAYS:
            if day is not meeting.day and (index, day) not in days:
                then = {"day": day, "start": clock(meeting.start)}
                move = MoveMeeting(group=group.group, meeting=index, **then)
                broken = before.effects([move]).broken
                barred.append(Barred(index, day, meeting.start, broken))
    kept = {index: found for index, found in times.items() if index in member.meetings}
    return Alternatives(group.group, kept, teacher, tuple(barred))


def as_data(need: str, found: Alternatives) -> dict[str, Any]:
    """The alternatives as JSON."""
    return {
        "need": need,
        "group": found.group,
        "times": [
            place.model_dump(mode="json") for places in found.times.values() for place in places
        ],
        "teacher": None if found.teacher is None else found.teacher.model_dump(mode="json"),
        "barred": [
            {
                "meeting": one.meeting,
                "day": one.day.value,
                "start": clock(one.start),
                "broken": [finding.model_dump(mode="json") for finding in one.broken],
            }
            for one in found.barred
        ],
    }
