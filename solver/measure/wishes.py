"""Pins as statements about a plan: true or false of a served need."""

from __future__ import annotations

from scenarios.needs import Pin
from solver.plan import Plan


def holds(plan: Plan, pin: Pin) -> bool:
    """Whether the filled cells of the pin, read as one statement, are true in the plan.

    Of a need that is not served it is false.
    """
    if pin.need not in plan.group_of:
        return False
    group, member = plan.group_of[pin.need]
    if pin.teacher and group.teacher != pin.teacher:
        return False
    if pin.with_need and pin.with_need not in {other.need for other in group.members}:
        return False
    if pin.day is None and pin.start is None:
        return True
    return any(
        (pin.day is None or meeting.day is pin.day)
        and (pin.start is None or meeting.start == pin.start)
        for meeting in group.attended(member)
    )
