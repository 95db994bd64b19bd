"""Lengths and ranges of grades into which the companies of a course fall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from scenarios.needs import Need


class Block(NamedTuple):
    """Companies led by a need of so many half lessons, their grades in a range.

    Attributes
    ----------
    order
        Needs that may take part, by school.
    follows
        Whether the next of them is at the same school.
    """

    lessons: int
    order: tuple[int, ...]
    follows: tuple[bool, ...]


def blocks_of(needs: Sequence[Need], span: int) -> list[Block]:
    """Blocks that every company of these needs, sorted by school, falls into one of."""
    found: list[Block] = []
    for lessons in sorted({need.half_lessons for need in needs}):
        sets = {
            frozenset(
                position
                for position, need in enumerate(needs)
                if need.half_lessons <= lessons
                and lowest <= need.grade_from
                and need.grade_to <= lowest + span
            )
            for lowest in {need.grade_from for need in needs}
        }
        # The grades of a need alone may reach further.
        sets |= {
            frozenset((position,))
            for position, need in enumerate(needs)
            if need.grade_to > need.grade_from + span
        }
        led = [s for s in sets if any(needs[k].half_lessons == lessons for k in s)]
        kept = [s for s in led if not any(s < other for other in led)]
        found += [block_of(needs, lessons, sorted(one)) for one in sorted(kept, key=sorted)]
    return found


def block_of(needs: Sequence[Need], lessons: int, order: Iterable[int]) -> Block:
    """A block of needs in the order of their positions."""
    order = tuple(order)
    follows = [needs[one].school == needs[two].school for one, two in pairwise(order)]
    return Block(lessons, order, (*follows, False))
