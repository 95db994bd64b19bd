"""The rule about what the office has pinned."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.needs import Pin, PinKind
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from scenarios.times import clock
from solver.measure.wishes import holds
from solver.plan import Plan
from solver.verify.violations import violation


def pinned(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """`must`: true if served. `locked`: true, and served. `must_not`: false."""
    for pin in scenario.pins:
        served = pin.need in plan.group_of
        if pin.kind is PinKind.LOCKED and not served:
            yield _broken(pin, "not_served")
        elif pin.kind in (PinKind.LOCKED, PinKind.MUST) and served and not holds(plan, pin):
            yield _broken(pin, "not_held")
        elif pin.kind is PinKind.MUST_NOT and holds(plan, pin):
            yield _broken(pin, "forbidden")


def _broken(pin: Pin, what: str) -> Finding:
    subjects = [f"need:{pin.need}"]
    if pin.teacher:
        subjects.append(f"teacher:{pin.teacher}")
    if pin.with_need:
        subjects.append(f"need:{pin.with_need}")
    when = {
        "day": "" if pin.day is None else str(pin.day),
        "start": "" if pin.start is None else clock(pin.start),
    }
    filled = {name: text for name, text in when.items() if text}
    return violation(RuleId.PINNED, what, *subjects, kind=pin.kind, **filled)
