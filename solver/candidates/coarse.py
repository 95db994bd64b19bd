"""A coarse view of the candidates: fewer starts, for finding plans fast. Never for bounds."""

from __future__ import annotations

from itertools import groupby

from solver.candidates.candidates import Candidates
from solver.candidates.presence import Slot

QUARTER = 15


def coarse(given: Candidates, minutes: int = QUARTER) -> Candidates:
    """Starts at multiples of so many minutes; of a run without one its first and last."""
    slots = {pair: _thinned(slots, minutes) for pair, slots in given.slots.items()}
    return given.keeping(slots)


def _thinned(slots: tuple[Slot, ...], minutes: int) -> tuple[Slot, ...]:
    kept: list[Slot] = []
    for _, same_day in groupby(
        sorted(slots, key=_day_and_half), key=lambda slot: (slot.day, slot.half)
    ):
        run: list[Slot] = []
        for slot in same_day:
            if run and slot.start - run[-1].start > minutes:
                kept += _of_run(run, minutes)
                run = []
            run.append(slot)
        kept += _of_run(run, minutes)
    return tuple(sorted(kept))


def _of_run(run: list[Slot], minutes: int) -> list[Slot]:
    whole = [slot for slot in run if slot.start % minutes == 0]
    return whole or [run[0], *run[-1:]] if len(run) > 1 else run


def _day_and_half(slot: Slot) -> tuple[int, str, int]:
    return (slot.day, slot.half.value, slot.start)
