"""Groups as peers find them, to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scenarios.scenario import Scenario
from scenarios.times import DAYS, clock
from solver.candidates.courses import Course
from solver.candidates.presence import Slot
from solver.plan import Group, Meeting, Member, Plan


class Taught(NamedTuple):
    """A group: its course, its teacher, and the slots that each need attends."""

    course: Course
    teacher: str
    attends: Mapping[str, frozenset[Slot]]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Slots attended by anybody, in their order."""
        return tuple(sorted(set().union(*self.attends.values())))


def plan_of(scenario: Scenario, taught: Iterable[Taught]) -> Plan:
    """The plan of these groups, every other need unserved. It repairs nothing."""
    groups = tuple(_group(scenario, f"g{n}", group) for n, group in enumerate(taught, start=1))
    served = {member.need for group in groups for member in group.members}
    return Plan(
        scenario=scenario.content_hash,
        groups=groups,
        unserved=tuple(need.need for need in scenario.needs if need.need not in served),
    )


def _group(scenario: Scenario, name: str, taught: Taught) -> Group:
    slots = taught.slots
    minutes = scenario.subject_of[taught.course.subject].lesson_minutes
    return Group(
        group=name,
        subject=taught.course.subject,
        level=taught.course.level,
        language=taught.course.language,
        teacher=taught.teacher,
        meetings=tuple(_meeting(slot, minutes) for slot in slots),
        members=tuple(
            Member(need=need, meetings=tuple(i for i, slot in enumerate(slots) if slot in attended))
            for need, attended in sorted(taught.attends.items())
        ),
    )


def _meeting(slot: Slot, minutes: int) -> Meeting:
    start, end = clock(slot.start), clock(slot.start + minutes)
    return Meeting.model_validate(
        {"day": DAYS[slot.day], "start": start, "end": end, "half": slot.half}
    )
