"""No more than so many at once: the one shape behind clashes, rooms and supervision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scenarios.times import HALVES, Half, holds_in
from solver.candidates.overlaps import overlapping
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


def at_most_one_at_once(variables: Variables, uses: list[Use]) -> None:
    """Of uses that share a minute at most one is chosen."""
    for _, together in overlapping(uses):
        if len(together) > 1:
            variables.model.add_at_most_one(use.decision for use in together)
