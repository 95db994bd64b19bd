"""A coarse view of the candidates: fewer starts, for finding plans fast. Never for bounds."""

from __future__ import annotations

from itertools import groupby

from solver.candidates.candidates import Candidates
from solver.candidates.presence import Slot

COARSE_MINUTES = 15


def coarse(given: Candidates) -> Candidates:
    """Starts at quarter hours, and of a run of other starts without one its first and last."""
    return given.keeping({pair: _thinned(slots) for pair, slots in given.slots.items()})


def _thinned(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    kept: list[Slot] = []
    for _, same_day in groupby(
        sorted(slots, key=_day_and_half), key=lambda slot: (slot.day, slot.half)
    ):
        run: list[Slot] = []
        for slot in same_day:
            if run and slot.start - run[-1].start > COARSE_MINUTES:
                kept += _of_run(run)
                run = []
            run.append(slot)
        kept += _of_run(run)
    return tuple(sorted(kept))


def _of_run(run: list[Slot]) -> list[Slot]:
    whole = [slot for slot in run if slot.start % COARSE_MINUTES == 0]
    return whole or [run[0], *run[-1:]] if len(run) > 1 else run


def _day_and_half(slot: Slot) -> tuple[int, str, int]:
    return (slot.day, slot.half.value, slot.start)
