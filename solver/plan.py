"""Plan: the answer as ids and clock times, and nothing that can be computed from it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from scenarios.fields import DayField, HalfField, Id, Text, Time
from scenarios.scenario import Scenario
from scenarios.times import Day, Half, Interval


class Meeting(BaseModel):
    """One weekly lesson of a group, in local clock time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: DayField
    start: Time = Field(description="Minutes after midnight.")
    end: Time = Field(description="Minutes after midnight.")
    half: HalfField = Field(default=Half.ALL)

    @property
    def interval(self) -> Interval:
        """Its minutes."""
        return Interval(self.start, self.end)

    @property
    def half_worth(self) -> int:
        """Twice its worth: 2 every week, 1 in one half."""
        return 2 if self.half is Half.ALL else 1

    @property
    def slot(self) -> tuple[Day, int, Half]:
        """Day, start and half: what continuity compares."""
        return (self.day, self.start, self.half)


class Member(BaseModel):
    """A need in a group and the meetings it attends."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    need: Id
    meetings: tuple[int, ...] = Field(description="Indices of the group's meetings, from 0.")


class Group(BaseModel):
    """Needs taught together by one teacher at the same meetings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: Id
    subject: Id
    level: Text = ""
    language: Id
    teacher: Id
    meetings: tuple[Meeting, ...]
    members: tuple[Member, ...]

    def attended(self, member: Member) -> tuple[Meeting, ...]:
        """Meetings a member attends; an index out of range is a broken rule, not attended."""
        return tuple(self.meetings[i] for i in member.meetings if 0 <= i < len(self.meetings))


class Plan(BaseModel):
    """Groups, and the needs left unserved."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = Field(default=1, ge=1, le=1)
    scenario: str = Field(description="Content hash of the scenario it answers.")
    groups: tuple[Group, ...] = ()
    unserved: tuple[Id, ...] = ()

    @cached_property
    def group_of(self) -> dict[str, tuple[Group, Member]]:
        """First group and membership of each served need."""
        found: dict[str, tuple[Group, Member]] = {}
        for group in self.groups:
            for member in group.members:
                found.setdefault(member.need, (group, member))
        return found


def with_groups(scenario: Scenario, groups: Iterable[Group]) -> Plan:
    """The plan of these groups, every other need unserved."""
    taught = tuple(groups)
    served = {member.need for group in taught for member in group.members}
    return Plan(
        scenario=scenario.content_hash,
        groups=taught,
        unserved=tuple(need.need for need in scenario.needs if need.need not in served),
    )


def renumbered(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups under new ids, where those of several plans come together."""
    return tuple(
        group.model_copy(update={"group": f"g{number}"})
        for number, group in enumerate(groups, start=1)
    )


def differing(before: Plan, after: Plan) -> frozenset[str]:
    """Needs that are not in the same group in both, whatever the ids of groups; with the served."""
    known = {group.members[0].need: group for group in before.groups}
    same: set[str] = set()
    for group in after.groups:
        then = known.get(group.members[0].need)
        if then is not None and _taught(then) == _taught(group):
            same.update(member.need for member in group.members)
    return frozenset((before.group_of.keys() | after.group_of.keys()) - same)


def _taught(group: Group) -> tuple[str, tuple[Meeting, ...], tuple[Member, ...]]:
    return group.teacher, group.meetings, group.members
