"""Pins one by one: empty ones, impossible companions, starts that no meeting can have."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.report import Case, error, warning
from scenarios.findings import Finding
from scenarios.needs import Need, Pin, PinKind
from scenarios.scenario import Scenario
from scenarios.times import clock

HELD = frozenset([PinKind.MUST, PinKind.LOCKED])


def empty_pins(case: Case) -> Iterator[Finding]:
    """A pin that names a need and says nothing about it."""
    for row, pin in enumerate(case.scenario.pins, start=1):
        if not (pin.teacher or pin.day or pin.with_need or pin.start is not None):
            yield error("pin_empty", "pins", row, None, f"need:{pin.need}")


def pins_off_step(case: Case) -> Iterator[Finding]:
    """A start at which no meeting begins."""
    step = case.scenario.settings.start_step_minutes
    for row, pin in enumerate(case.scenario.pins, start=1):
        if pin.start is not None and pin.start % step:
            report = error if pin.kind in HELD else warning
            yield report(
                "pin_off_step",
                "pins",
                row,
                "start",
                f"need:{pin.need}",
                start=clock(pin.start),
                step=step,
            )


def impossible_companions(case: Case) -> Iterator[Finding]:
    """A companion that is the need itself, or of another subject, level or language."""
    scenario = case.scenario
    for row, pin in enumerate(scenario.pins, start=1):
        report = error if pin.kind in HELD else warning
        place = ("pins", row, "with_need", f"need:{pin.need}")
        if pin.with_need and pin.with_need == pin.need:
            yield report("pin_with_itself", *place)
            continue
        own, other = scenario.need_of.get(pin.need), scenario.need_of.get(pin.with_need)
        if own and other and _course(scenario, own) != _course(scenario, other):
            yield report(
                "pin_with_another_course",
                *place,
                f"need:{other.need}",
                other_need=other.need,
            )


def _course(scenario: Scenario, need: Need) -> tuple[str, str, str]:
    school = scenario.school_of.get(need.school)
    return (need.subject, need.level, school.language if school else "")


def pinned_teachers_who_cannot(case: Case) -> Iterator[Finding]:
    """A pinned teacher who is not qualified for the need, or whose employer may not sell."""
    scenario = case.scenario
    if not case.complete("qualifications", "agreements"):
        return
    servability = case.servability
    sound = {need.need: need for _, need, _ in case.sound_needs}
    for row, pin in enumerate(scenario.pins, start=1):
        need, teacher = sound.get(pin.need), scenario.teacher_of.get(pin.teacher)
        if pin.kind not in HELD or need is None or teacher is None:
            continue
        subjects = (f"need:{pin.need}", f"teacher:{pin.teacher}")
        place = ("pins", row, "teacher", *subjects)
        if not servability.qualified(teacher, need):
            yield warning("pinned_teacher_not_qualified", *place, teacher=pin.teacher)
        elif not servability.permitted(teacher, need):
            yield warning("pinned_teacher_not_permitted", *place, teacher=pin.teacher)


def wishes_against_pins(case: Case) -> Iterator[Finding]:
    """`prefer` and `avoid` of the same statement, or a wish that a firm pin decides already."""
    kinds: dict[tuple[object, ...], dict[PinKind, int]] = {}
    for row, pin in enumerate(case.scenario.pins, start=1):
        kinds.setdefault(_statement(pin), {})[pin.kind] = row
    against = {
        PinKind.PREFER: (PinKind.AVOID, PinKind.MUST_NOT),
        PinKind.AVOID: (PinKind.MUST, PinKind.LOCKED),
    }
    for statement, rows in kinds.items():
        for wish, others in against.items():
            for other in others:
                if wish in rows and other in rows:
                    yield warning(
                        "wish_against_pin",
                        "pins",
                        rows[wish],
                        "kind",
                        f"need:{statement[0]}",
                        kind=wish.value,
                        other_kind=other.value,
                        other_row=rows[other],
                    )


def _statement(pin: Pin) -> tuple[object, ...]:
    return (pin.need, pin.teacher, pin.day, pin.start, pin.with_need)


CHECKS = (
    empty_pins,
    pins_off_step,
    impossible_companions,
    pinned_teachers_who_cannot,
    wishes_against_pins,
)
