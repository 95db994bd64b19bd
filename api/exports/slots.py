"""Locked slots: what each school enters before it plans its own timetable."""

from __future__ import annotations

from typing import NamedTuple

from api.exports.view import View, by_time
from scenarios.needs import Need
from solver.measure.timetable import attending, receiving
from solver.plan import Group, Meeting


class Slot(NamedTuple):
    """One weekly remote lesson of one group as one school meets it.

    `receives` tells that the school needs a room and an adult; where the teacher teaches from the
    school itself it needs neither.
    """

    school: str
    meeting: Meeting
    group: Group
    needs: tuple[Need, ...]
    receives: bool

    @property
    def pupils(self) -> int:
        """Pupils of this school."""
        return sum(need.pupils for need in self.needs)

    @property
    def classes(self) -> tuple[str, ...]:
        """Home classes they come from."""
        return tuple(sorted({name for need in self.needs for name in need.classes}))


def slots_by_school(view: View) -> dict[str, tuple[Slot, ...]]:
    """Slots of every school that has any, schools by id, slots through the week."""
    found: dict[str, list[Slot]] = {}
    for group in view.plan.groups:
        for index, meeting in enumerate(group.meetings):
            needs = attending(view.scenario, group, index)
            remote = receiving(view.scenario, group, index)
            for school in sorted({need.school for need in needs}):
                own = tuple(need for need in needs if need.school == school)
                slot = Slot(school, meeting, group, own, school in remote)
                found.setdefault(school, []).append(slot)
    return {
        school: tuple(sorted(slots, key=lambda s: (by_time(s.meeting), s.group.group)))
        for school, slots in sorted(found.items())
    }
