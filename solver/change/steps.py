"""From one plan to another, step by step, in an order in which it can be done.

A step is a group that is taught otherwise, begins or ends. After each step the plan breaks no
rule that it did not break before, and nobody who is taught in both plans is left out. Groups of
which none can go first, such as two that exchange their times, make one step together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.change.asking import breaks, said
from solver.measure.compare import Change, changes
from solver.measure.objective import stage_values
from solver.measure.timetable import known_needs
from solver.plan import Group, Plan
from solver.search.carry import with_groups


class Step(BaseModel):
    """Groups that change at once, and what that does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[str, ...] = Field(description="More than one: none of them can go first.")
    changes: tuple[Change, ...] = Field(description="Needs taught otherwise after it, by need.")
    mended: tuple[Finding, ...] = Field(description="Rules no longer broken after it.")
    buys: dict[StageId, int] = Field(
        description=(
            "Value of each stage without this step, all others made, less the value with all; "
            "empty if the plan would break a rule without it."
        )
    )
    needed: tuple[Finding, ...] = Field(description="Rules that would be broken without it.")


def steps(scenario: Scenario, old: Plan, new: Plan, previous: Plan) -> tuple[Step, ...]:
    """The steps from a plan to another; a group has the same name in both if it goes on.

    Parameters
    ----------
    previous
        What `continuity` compares with.
    """
    way = _Way(scenario, old, new)
    values = stage_values(scenario, new, previous)
    return tuple(
        _step(way, set(names), before, after, values, previous)
        for names, before, after in way.walk()
    )


def _step(
    way: _Way,
    names: set[str],
    before: Plan,
    after: Plan,
    values: dict[StageId, int],
    previous: Plan,
) -> Step:
    scenario = way.scenario
    without = way.at(way.changed - names)
    needed = said(scenario, way.at(way.changed), without).broken
    left = {} if needed else stage_values(scenario, without, previous)
    return Step(
        groups=tuple(sorted(names)),
        changes=tuple(changes((scenario, before), (scenario, after))),
        mended=said(scenario, before, after).mended,
        buys={stage: value - values[stage] for stage, value in left.items()},
        needed=needed,
    )


class _Way:
    """Plans between two plans: some groups as in the new one, the others as in the old.

    Attributes
    ----------
    changed
        Names of the groups that differ.
    """

    def __init__(self, scenario: Scenario, old: Plan, new: Plan) -> None:
        self.scenario = scenario
        self._old = {group.group: group for group in old.groups}
        self._new = {group.group: group for group in new.groups}
        self._names = tuple(dict.fromkeys([*self._old, *self._new]))
        self.changed = {
            name
            for name in self._names
            if _content(self._old.get(name)) != _content(self._new.get(name))
        }
        self._stays = old.group_of.keys() & new.group_of.keys()

    def at(self, done: Collection[str]) -> Plan:
        """The plan in which these groups are as in the new one."""
        groups = ((self._new if name in done else self._old).get(name) for name in self._names)
        return with_groups(self.scenario, tuple(group for group in groups if group is not None))

    def walk(self) -> Iterator[tuple[tuple[str, ...], Plan, Plan]]:
        """What changes next, with the plan before and after it."""
        done: set[str] = set()
        pending = [name for name in self._names if name in self.changed]
        now = self.at(done)
        while pending:
            names = self._next(done, pending, now)
            done.update(names)
            pending = [name for name in pending if name not in names]
            before, now = now, self.at(done)
            yield names, before, now

    def _next(self, done: set[str], pending: list[str], now: Plan) -> tuple[str, ...]:
        for name in pending:
            if self._possible(now, self.at(done | {name})):
                return (name,)
        found = min((self._together(name, done, pending, now) for name in pending), key=len)
        while spare := next(self._spare(found, done, now), None):
            found.remove(spare)
        return tuple(sorted(found))

    def _spare(self, found: set[str], done: set[str], now: Plan) -> Iterator[str]:
        """Groups that the others can go without."""
        for name in sorted(found) if len(found) > 1 else ():
            if self._possible(now, self.at(done | (found - {name}))):
                yield name

    def _possible(self, now: Plan, then: Plan) -> bool:
        lost = (now.group_of.keys() - then.group_of.keys()) & self._stays
        return not lost and not breaks(self.scenario, now, then, least=True)

    def _together(self, name: str, done: set[str], pending: list[str], now: Plan) -> set[str]:
        """The group with all that have to change with it, one after the other drawn in."""
        found = {name}
        while not self._possible(now, then := self.at(done | found)):
            waiting = set(pending) - found
            if not waiting:
                break
            drawn = waiting & self._in_the_way(now, then)
            drawn = drawn or {other for other in waiting if self._related(other, found)}
            found |= drawn or waiting
        return found

    def _in_the_way(self, now: Plan, then: Plan) -> set[str]:
        """Groups that new violations name, and groups that the needs named belong to or left."""
        broken = said(self.scenario, now, then).broken
        subjects = {subject for finding in broken for subject in finding.subjects}
        named = {one.removeprefix("group:") for one in subjects if one.startswith("group:")}
        needs = {one.removeprefix("need:") for one in subjects if one.startswith("need:")}
        needs |= (now.group_of.keys() - then.group_of.keys()) & self._stays
        homes = {
            name
            for groups in (self._old, self._new)
            for name, group in groups.items()
            if any(member.need in needs for member in group.members)
        }
        return named | homes

    def _related(self, name: str, others: set[str]) -> bool:
        """Whether a group has a teacher or a school in common with one of the others."""
        mine = self._touched({name})
        return not mine.isdisjoint(self._touched(others))

    def _touched(self, names: set[str]) -> set[str]:
        found = set()
        for groups in (self._old, self._new):
            for name in names & groups.keys():
                group = groups[name]
                found.add(f"teacher:{group.teacher}")
                found.update(f"school:{n.school}" for n in known_needs(self.scenario, group))
        return found


def _content(group: Group | None) -> object:
    """What makes two groups the same, whatever the order of meetings and members."""
    if group is None:
        return None
    return (
        group.teacher,
        sorted(
            (member.need, sorted(m.slot for m in group.attended(member)))
            for member in group.members
        ),
    )
