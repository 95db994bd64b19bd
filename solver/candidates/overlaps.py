"""What takes the same minutes: the one search behind clashes, rooms and supervision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar


class Lasting(Protocol):
    """Anything that takes the minutes from its start to its end."""

    @property
    def start(self) -> int:
        """First minute."""
        ...

    @property
    def end(self) -> int:
        """First minute after it."""
        ...


Use = TypeVar("Use", bound=Lasting)


def overlapping(uses: Iterable[Use]) -> Iterator[tuple[int, list[Use]]]:
    """Largest sets of uses that share a minute, each with such a minute.

    Uses overlap pairwise exactly if they share the latest of their starts, so the sets at
    starts are all that is needed; a set that lies within the next start's set is left out.
    """
    ordered = sorted(uses, key=lambda use: use.start)
    starts = sorted({use.start for use in ordered})
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
