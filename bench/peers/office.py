"""What an engineer reads off the tables before writing anything down as a program.

HiGHS comes twice, by itself and inside OR-Tools, and a process can load only one of them; so
nothing here may lead to OR-Tools.
"""

from __future__ import annotations

from collections import defaultdict

from scenarios.needs import Need, Pin, PinKind
from scenarios.times import DAYS
from solver.candidates.candidates import Candidates, Pair
from solver.candidates.presence import Slot

ONE_LESSON = 2


def as_pinned(given: Candidates) -> dict[Pair, tuple[Slot, ...]]:
    """Slots by need and teacher, without those that a pin of a teacher or a time forbids.

    A time that must be kept names one lesson of a need, so of several the others stay free. Pins
    that name a second need are left to the verifier.
    """
    pins: defaultdict[str, list[Pin]] = defaultdict(list)
    for pin in given.scenario.pins:
        if pin.kind not in (PinKind.PREFER, PinKind.AVOID) and not pin.with_need:
            pins[pin.need].append(pin)
    return {
        (need, teacher): tuple(
            slot
            for slot in slots
            if all(_keeps(given.scenario.need_of[need], pin, teacher, slot) for pin in pins[need])
        )
        for (need, teacher), slots in given.slots.items()
    }


def _keeps(need: Need, pin: Pin, teacher: str, slot: Slot) -> bool:
    is_teacher = not pin.teacher or pin.teacher == teacher
    is_time = (pin.day is None or DAYS[slot.day] is pin.day) and (
        pin.start is None or pin.start == slot.start
    )
    if pin.kind is PinKind.MUST_NOT:
        return not (is_teacher and is_time)
    return is_teacher and (is_time or need.half_lessons > ONE_LESSON)
