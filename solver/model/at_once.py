"""No more than so many at once: the one shape behind clashes, rooms and supervision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenarios.times import HALVES, Half, holds_in
from solver.candidates.presence import Slot
from solver.model.variables import Literal, Variables


class Use(NamedTuple):
    """Minutes that something takes if its decision is yes."""

    start: int
    end: int
    decision: Literal


def halves_that_differ(slots: Iterable[Slot]) -> tuple[Half, ...]:
    """Both halves if any slot is in one only, else A for both."""
    return HALVES if any(slot.half is not Half.ALL for slot in slots) else (Half.A,)


def in_half(options: Iterable[tuple[Slot, Literal]], half: Half, minutes: int) -> list[Use]:
    """Uses of the options that take place in a half."""
    return [
        Use(slot.start, slot.start + minutes, decision)
        for slot, decision in options
        if holds_in(slot.half, half)
    ]


def overlapping(uses: list[Use]) -> Iterator[tuple[int, list[Use]]]:
    """Largest sets of uses that share a minute, each with such a minute.

    Uses overlap pairwise exactly if they share the latest of their starts, so the sets at
    starts are all that is needed; a set that lies within the next start's set is left out.
    """
    starts = sorted({use.start for use in uses})
    ordered = sorted(uses, key=lambda use: use.start)
    current: list[Use] = []
    position = 0
    for index, start in enumerate(starts):
        current = [use for use in current if use.end > start]
        while position < len(ordered) and ordered[position].start == start:
            current.append(ordered[position])
            position += 1
        last = index + 1 == len(starts)
        if last or any(use.end <= starts[index + 1] for use in current):
            yield start, current


def at_most_one_at_once(variables: Variables, uses: list[Use]) -> None:
    """Of uses that share a minute at most one is chosen."""
    for _, together in overlapping(uses):
        if len(together) > 1:
            variables.model.add_at_most_one(use.decision for use in together)
