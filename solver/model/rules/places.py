"""Rules about receiving schools: `rooms` and `supervision`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from scenarios.times import HALVES, Half
from solver.candidates.overlaps import overlapping
from solver.candidates.places import Stretch, stretches
from solver.model.at_once import Use, in_half
from solver.model.variables import Literal, Taught, Variables


def rooms(variables: Variables) -> None:
    """Groups received at once are at most the rooms, where those are what is short."""
    _received_at_once(variables, lambda part: part.rooms if part.rooms <= part.adults else None)


def supervision(variables: Variables) -> None:
    """Groups received at once are at most the adults, where those are fewer than the rooms."""
    _received_at_once(variables, lambda part: part.adults if part.adults < part.rooms else None)


def _received_at_once(variables: Variables, limit: Callable[[Stretch], int | None]) -> None:
    by_day: defaultdict[tuple[str, int], list[tuple[Taught, Literal]]] = defaultdict(list)
    for (school, meeting), received in variables.received.items():
        by_day[school, meeting.slot.day].append((meeting, received))
    for (school, day), meetings in by_day.items():
        parts = {half: stretches(variables.scenario, school, day, half) for half in HALVES}
        alike = parts[Half.A] == parts[Half.B] and all(
            meeting.slot.half is Half.ALL for meeting, _ in meetings
        )
        for half in HALVES[:1] if alike else HALVES:
            uses: list[Use] = []
            for meeting, received in meetings:
                uses += in_half([(meeting.slot, received)], half, meeting.minutes)
            for part in parts[half]:
                most = limit(part)
                if most is not None:
                    received_within(variables.model, uses, part, most)


def received_within(model: cp_model.CpModel, uses: Iterable[Use], part: Stretch, most: int) -> None:
    """In a stretch of the day at most so many of the uses share a minute."""
    inside = [
        Use(max(use.start, part.start), min(use.end, part.end), use.decision)
        for use in uses
        if use.start < part.end and part.start < use.end
    ]
    for _, together in overlapping(inside):
        if len(together) > most:
            model.add(sum(use.decision for use in together) <= most)
