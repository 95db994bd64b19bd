"""Pins that cannot all be true of a served need, whatever the plan.

`must` and `locked` pins of a need hold together when it is served. When one of them names a
companion, the companion is served in the same group, so its own pins hold too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scenarios.checks.pins import HELD
from scenarios.checks.report import Case, error
from scenarios.findings import Finding
from scenarios.needs import Pin, PinKind
from scenarios.times import DAYS, Day

Placed = tuple[int, Pin]


class Pins:
    """The pins of a scenario by need, and the needs each is bound to."""

    def __init__(self, case: Case) -> None:
        self.held: defaultdict[str, list[Placed]] = defaultdict(list)
        self.barred: defaultdict[str, list[Placed]] = defaultdict(list)
        for row, pin in enumerate(case.scenario.pins, start=1):
            if pin.kind in HELD:
                self.held[pin.need].append((row, pin))
            elif pin.kind is PinKind.MUST_NOT:
                self.barred[pin.need].append((row, pin))

    def together(self, need: str) -> list[str]:
        """The need, then every need that is in its group whenever it is served."""
        found = [need]
        for one in found:
            for _, pin in self.held[one]:
                if pin.with_need and pin.with_need not in found:
                    found.append(pin.with_need)
        return found


def contradictions(case: Case) -> Iterator[Finding]:
    """At most one finding per row: the first contradiction it is part of."""
    pins = Pins(case)
    reported: set[int] = set()
    for need in sorted(set(pins.held)):
        bound = pins.together(need)
        held = [placed for one in bound for placed in pins.held[one]]
        found = (
            *_two_teachers(held),
            *_two_starts_on_a_day(held),
            *_too_many_days(held),
            *_too_many_meetings(case, need, pins.held[need]),
            *_barred_but_true(bound, held, pins),
        )
        for row, other, code in found:
            if row not in reported:
                reported.add(row)
                yield error(
                    "pins_contradict",
                    "pins",
                    row,
                    None,
                    f"need:{case.scenario.pins[row - 1].need}",
                    other_row=other,
                    about=code,
                )


Contradiction = tuple[int, int, str]


def _later_first(one: int, other: int, about: str) -> Contradiction:
    return max(one, other), min(one, other), about


def _two_teachers(held: list[Placed]) -> Iterator[Contradiction]:
    named = [(row, pin) for row, pin in held if pin.teacher]
    for row, pin in named[1:]:
        if pin.teacher != named[0][1].teacher:
            yield _later_first(row, named[0][0], "two_teachers")


def _two_starts_on_a_day(held: list[Placed]) -> Iterator[Contradiction]:
    """A group meets at most once a day."""
    first: dict[Day, Placed] = {}
    for row, pin in held:
        if pin.day is not None and pin.start is not None:
            other_row, other = first.setdefault(pin.day, (row, pin))
            if other.start != pin.start:
                yield _later_first(row, other_row, "two_starts")


def _too_many_days(held: list[Placed]) -> Iterator[Contradiction]:
    """Starts without a day need days of their own; there are five."""
    yield from _more_than(len(DAYS), held)


def _too_many_meetings(case: Case, need_id: str, own: list[Placed]) -> Iterator[Contradiction]:
    """A need attends as many meetings as its weekly lessons, rounded up."""
    need = case.scenario.need_of.get(need_id)
    if need is not None:
        yield from _more_than(-(-need.half_lessons // 2), own)


def _more_than(meetings: int, held: list[Placed]) -> Iterator[Contradiction]:
    first_said: dict[tuple[Day | None, int | None], Placed] = {}
    for row, pin in held:
        if pin.day is not None or pin.start is not None:
            first_said.setdefault((pin.day, pin.start), (row, pin))
    timed = list(first_said.values())
    for count in range(2, len(timed) + 1):
        if _meetings_needed([pin for _, pin in timed[:count]]) > meetings:
            yield _later_first(timed[count - 1][0], timed[count - 2][0], "too_many_times")
            return


def _meetings_needed(pins: list[Pin]) -> int:
    """Fewest meetings, at most one a day, that make each of these pins true."""
    fixed = {pin.start for pin in pins if pin.day is not None and pin.start is not None}
    timed_days = {pin.day for pin in pins if pin.day is not None and pin.start is not None}
    days = {pin.day for pin in pins if pin.day is not None}
    loose = {pin.start for pin in pins if pin.day is None} - fixed
    return len(days) + max(0, len(loose) - len(days - timed_days))


def _barred_but_true(bound: list[str], held: list[Placed], pins: Pins) -> Iterator[Contradiction]:
    need = bound[0]
    own = pins.held[need]
    for row, pin in pins.barred[need]:
        proofs: list[int] = []
        if pin.teacher:
            proofs.append(next((r for r, one in held if one.teacher == pin.teacher), 0))
        if pin.with_need:
            named = next((r for r, one in own if one.with_need == pin.with_need), 0)
            proofs.append(named or (own[0][0] if pin.with_need in bound[1:] else 0))
        if pin.day is not None or pin.start is not None:
            proofs.append(next((r for r, one in own if _implies(one, pin)), 0))
        if proofs and all(proofs):
            yield row, proofs[0], "barred"


def _implies(held: Pin, barred: Pin) -> bool:
    """Whether the meeting that the held pin asks for is one that the other forbids."""
    return (barred.day is None or held.day is barred.day) and (
        barred.start is None or held.start == barred.start
    )


CHECKS = (contradictions,)
