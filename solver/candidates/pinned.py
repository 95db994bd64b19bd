"""What binding pins leave of the candidates."""

from __future__ import annotations

from scenarios.needs import Need, Pin, PinKind
from scenarios.times import DAYS
from solver.candidates.candidates import Candidates, Pair
from solver.candidates.presence import Slot

_HELD = (PinKind.MUST, PinKind.LOCKED)
_HALVES_OF_ONE_MEETING = 2


def as_pinned(
    given: Candidates, slots: dict[Pair, tuple[Slot, ...]]
) -> dict[Pair, tuple[Slot, ...]]:
    """A need never attends what its own binding pins rule out (`pinned`)."""
    kept = dict(slots)
    for pin in given.scenario.pins:
        need = given.scenario.need_of[pin.need]
        for teacher in given.teachers_of[pin.need]:
            pair = (pin.need, teacher)
            kept[pair] = _left_by(pin, need, teacher, kept[pair])
    return kept


def _left_by(pin: Pin, need: Need, teacher: str, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The slots at which the need may attend a meeting of the teacher, for all that the pin says.

    The companion of a pin is not looked at, nor which of several meetings is the pinned one.
    """
    if pin.kind in _HELD:
        if pin.teacher not in ("", teacher):
            return ()
        if need.half_lessons <= _HALVES_OF_ONE_MEETING:
            return tuple(slot for slot in slots if _at(pin, slot))
        if pin.day is None or pin.start is None:
            return slots
        # The group meets once a day, and on this day as the pin says.
        return tuple(slot for slot in slots if DAYS[slot.day] is not pin.day or _at(pin, slot))
    if pin.kind is PinKind.MUST_NOT and not pin.with_need and pin.teacher in ("", teacher):
        return tuple(slot for slot in slots if not _at(pin, slot))
    return slots


def _at(pin: Pin, slot: Slot) -> bool:
    """Whether a meeting then is on the pin's day and at its start, as far as it names them."""
    return (pin.day is None or DAYS[slot.day] is pin.day) and pin.start in (None, slot.start)
