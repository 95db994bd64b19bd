"""Pins as limits of what the search may try; where it cannot see a pin whole, it is stricter."""

from __future__ import annotations

from collections import defaultdict

from scenarios.needs import Pin, PinKind
from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.candidates.grid import Grid

BINDING = (PinKind.MUST, PinKind.LOCKED)


class Pins:
    """What binding pins leave to each need, by its number.

    Attributes
    ----------
    locked
        Needs that must be served.
    attend_one_of
        By need sets of starts; an attended meeting must be in each of them.
    company
        By need the needs that its group must have.
    dependents
        By need those that must leave the group with it.
    apart
        By need those that it may not share a group with.
    """

    def __init__(self, scenario: Scenario, grid: Grid, number_of: dict[str, int]) -> None:
        self._grid = grid
        self.locked: set[int] = set()
        self.attend_one_of: defaultdict[int, list[int]] = defaultdict(list)
        self.company: defaultdict[int, list[int]] = defaultdict(list)
        self.dependents: defaultdict[int, list[int]] = defaultdict(list)
        self.apart: defaultdict[int, set[int]] = defaultdict(set)
        self._only: defaultdict[int, list[str]] = defaultdict(list)
        self._never: defaultdict[int, list[str]] = defaultdict(list)
        self._not_at: defaultdict[int, int] = defaultdict(int)
        for pin in scenario.pins:
            if pin.need in number_of:
                number, other = number_of[pin.need], number_of.get(pin.with_need, -1)
                if pin.kind in BINDING:
                    self._must(pin, number, other)
                elif pin.kind is PinKind.MUST_NOT:
                    self._must_not(pin, number, other)

    def _must(self, pin: Pin, number: int, other: int) -> None:
        if pin.kind is PinKind.LOCKED:
            self.locked.add(number)
        if pin.teacher:
            self._only[number].append(pin.teacher)
        if pin.day is not None or pin.start is not None:
            self.attend_one_of[number].append(self._starts(pin))
        if pin.with_need:
            self.company[number].append(other)
            self.dependents[other].append(number)

    def _must_not(self, pin: Pin, number: int, other: int) -> None:
        """A pin of several cells forbids them together; here one of them is given up alone."""
        if pin.with_need:
            self.apart[number].add(other)
            self.apart[other].add(number)
        elif pin.day is not None or pin.start is not None:
            self._not_at[number] |= self._starts(pin)
        else:
            self._never[number].append(pin.teacher)

    def _starts(self, pin: Pin) -> int:
        """Every start on the pin's day and at its minute."""
        grid, found = self._grid, 0
        for bit, start in enumerate(grid.start_of):
            here = pin.day is None or DAYS[grid.day_of[bit]] is pin.day
            if here and pin.start in (None, start):
                found |= 1 << bit
        return found

    def starts(self, number: int, starts: int) -> int:
        """Those of the starts that the need may attend."""
        return starts & ~self._not_at[number] if number in self._not_at else starts

    def teachers(
        self, number: int, teachers: tuple[int, ...], teacher_number: dict[str, int]
    ) -> tuple[int, ...]:
        """Those of the teachers that the need may have."""
        only = [teacher_number.get(name, -1) for name in self._only.get(number, ())]
        never = [teacher_number.get(name, -1) for name in self._never.get(number, ())]
        return tuple(t for t in teachers if t not in never and all(t == one for one in only))
