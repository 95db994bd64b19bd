"""Pins that hold groups where they are, as rows of a scenario and as edits."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scenarios.needs import Pin, PinKind
from scenarios.scenario import Scenario
from scenarios.times import clock
from scenarios.variants import Edit, EditKind, Variant
from solver.plan import Group, Plan


def pins_of(group: Group, kind: PinKind) -> Iterator[Pin]:
    """Pins that hold every need of a group with its teacher at its times."""
    for member in group.members:
        for meeting in group.attended(member):
            yield Pin.model_validate(
                {
                    "need": member.need,
                    "teacher": group.teacher,
                    "day": meeting.day,
                    "start": clock(meeting.start),
                    "kind": kind,
                }
            )


def pins_as_edits(scenario: Scenario, plan: Plan, needs: Collection[str]) -> Variant:
    """Edits that pin these needs where the plan has them, if they are served at all."""
    known = {pin.key for pin in scenario.pins}
    edits = [
        Edit(
            edit=EditKind.ADD,
            table="pins",
            row={
                name: cell for name, cell in pin.model_dump(mode="json").items() if cell is not None
            },
        )
        for group in plan.groups
        for pin in pins_of(group, PinKind.MUST)
        if pin.need in needs and pin.key not in known
    ]
    return Variant(parent=scenario.content_hash, edits=tuple(edits))
