"""The rule `pinned`, and the truth of a pin's statement for the wishes of `convenience`."""

from __future__ import annotations

from scenarios.needs import Pin, PinKind
from scenarios.times import DAYS
from solver.model.variables import Literal, Variables


def pinned(variables: Variables) -> None:
    """`must`: true if served; `locked`: true and served; `must_not`: false."""
    model = variables.model
    for pin in variables.scenario.pins:
        if pin.kind in (PinKind.PREFER, PinKind.AVOID):
            continue
        parts = statement(variables, pin)
        served = variables.served(pin.need)
        if pin.kind is PinKind.MUST_NOT:
            model.add_bool_or(*(~part for part in parts))
            continue
        for part in parts:
            model.add_implication(served, part)
        if pin.kind is PinKind.LOCKED:
            model.add_bool_and(served)


def statement(variables: Variables, pin: Pin) -> list[Literal]:
    """Decisions that are all true exactly if the need is served as the pin says."""
    parts = [variables.served(pin.need)]
    if pin.teacher:
        parts.append(variables.teaches.get((pin.need, pin.teacher), variables.never))
    if pin.day is not None or pin.start is not None:
        parts.append(_attends_at(variables, pin))
    if pin.with_need:
        parts.append(variables.together(pin.need, pin.with_need))
    return parts


def _attends_at(variables: Variables, pin: Pin) -> Literal:
    fitting = [
        attends
        for (need, _teacher, slot), attends in variables.attends.items()
        if need == pin.need
        and (pin.day is None or DAYS[slot.day] is pin.day)
        and (pin.start is None or slot.start == pin.start)
    ]
    return variables.any_of(fitting)
