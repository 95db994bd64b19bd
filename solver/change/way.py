"""Plans between two plans: part of what changes as in the new one, the rest as in the old.

What changes falls into parts: a group that goes on with another teacher or at other times, and a
need that goes into another group, begins or ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from scenarios.scenario import Scenario
from solver.change.asking import breaks, broken
from solver.measure.timetable import known_needs
from solver.plan import Group, Member, Plan, with_groups


class Part(NamedTuple):
    """One thing that changes: a need that goes elsewhere, or else a whole group that goes on."""

    need: str
    groups: tuple[str, ...]


class Way:
    """What lies between two plans; a group has the same name in both if it goes on."""

    def __init__(self, scenario: Scenario, old: Plan, new: Plan) -> None:
        self.scenario = scenario
        self._old = {group.group: group for group in old.groups}
        self._new = {group.group: group for group in new.groups}
        self._names = tuple(dict.fromkeys([*self._old, *self._new]))
        self._homes = [
            {need: group.group for need, (group, _) in plan.group_of.items()} for plan in (old, new)
        ]
        self._needs = tuple(dict.fromkeys(need for homes in self._homes for need in homes))
        self._stays = old.group_of.keys() & new.group_of.keys()
        self.parts = (*self._groups_that_change(), *self._needs_that_go())

    def _groups_that_change(self) -> Iterator[Part]:
        for name in self._old.keys() & self._new.keys():
            old, new = self._old[name], self._new[name]
            both = {member.need for member in old.members} & {m.need for m in new.members}
            if _content(old, both) != _content(new, both):
                yield Part("", (name,))

    def _needs_that_go(self) -> Iterator[Part]:
        before, after = self._homes
        for need in self._needs:
            if before.get(need) != after.get(need):
                homes = (before.get(need), after.get(need))
                yield Part(need, tuple(name for name in homes if name is not None))

    def at(self, done: Collection[Part]) -> Plan:
        """The plan in which these parts are as in the new one."""
        before, after = self._homes
        gone = {part.need for part in done}
        members: dict[str, list[str]] = {name: [] for name in self._names}
        for need in self._needs:
            home = (after if need in gone else before).get(need)
            if home is not None:
                members[home].append(need)
        changed = {part.groups[0] for part in done if not part.need}
        groups = (self._group(name, members[name], name in changed) for name in self._names)
        return with_groups(self.scenario, tuple(group for group in groups if group.members))

    def _group(self, name: str, needs: list[str], changed: bool) -> Group:
        """The group with these needs, each at the lessons that it has in the plan it is of."""
        is_new = changed or name not in self._old
        base, other = self._old.get(name), self._new.get(name)
        if is_new or base is None:
            base, other = other, base
        if base is None:
            raise LookupError(name)
        own = {member.need: member for member in base.members}
        theirs = {member.need: member for member in other.members} if other else {}
        index_of = {meeting.slot: index for index, meeting in enumerate(base.meetings)}
        members = []
        for need in needs:
            if need in own:
                members.append(own[need])
            elif other is not None:
                slots = [meeting.slot for meeting in other.attended(theirs[need])]
                indices = tuple(sorted(index_of[slot] for slot in slots if slot in index_of))
                members.append(Member(need=need, meetings=indices))
        return base.model_copy(update={"members": tuple(members)})

    def walk(self) -> Iterator[tuple[tuple[Part, ...], Plan, Plan]]:
        """What changes next, with the plan before and after it."""
        done: set[Part] = set()
        pending = sorted(self.parts, key=lambda part: (bool(part.need), part.groups, part.need))
        now = self.at(done)
        while pending:
            chosen = self._next(done, pending, now)
            done |= chosen
            pending = [part for part in pending if part not in chosen]
            before, now = now, self.at(done)
            yield tuple(sorted(chosen)), before, now

    def _next(self, done: set[Part], pending: list[Part], now: Plan) -> set[Part]:
        for part in pending:
            if self._possible(now, self.at(done | {part})):
                return {part}
        found = self._together(done, pending, now)
        while spare := next(self._spare(found, done, now), None):
            found.remove(spare)
        return found

    def _spare(self, found: set[Part], done: set[Part], now: Plan) -> Iterator[Part]:
        """Parts that the others can go without."""
        for part in sorted(found) if len(found) > 1 else ():
            if self._possible(now, self.at(done | (found - {part}))):
                yield part

    def _possible(self, now: Plan, then: Plan) -> bool:
        lost = (now.group_of.keys() - then.group_of.keys()) & self._stays
        return not lost and not breaks(self.scenario, now, then, least=True)

    def _together(self, done: set[Part], pending: list[Part], now: Plan) -> set[Part]:
        """A part with all that have to change with it, drawn in one after the other: the fewest.

        The smallest set is always the next to be tried, so what grows large is not worked out.
        """
        heap = [(1, number, {part}) for number, part in enumerate(pending)]
        tried: list[set[Part]] = []
        while True:
            _, number, found = heappop(heap)
            then = self.at(done | found)
            waiting = set(pending) - found
            if not waiting or self._possible(now, then):
                return found
            named = self._named(now, then)
            drawn = {one for one in waiting if one.need in named or named & set(one.groups)}
            drawn = drawn or {one for one in waiting if self._related(one, found)}
            larger = found | (drawn or waiting)
            if larger not in tried:
                tried.append(larger)
                heappush(heap, (len(larger), number, larger))

    def _named(self, now: Plan, then: Plan) -> set[str]:
        """Groups and needs of new violations, and groups that those needs are in at either end."""
        new = broken(self.scenario, now, then)
        subjects = {tuple(one.split(":", 1)) for finding in new for one in finding.subjects}
        needs = {name for noun, name in subjects if noun == "need"}
        homes = {home[need] for home in self._homes for need in needs if need in home}
        return {name for noun, name in subjects if noun in ("group", "need")} | homes

    def _related(self, part: Part, others: set[Part]) -> bool:
        """Whether a part has a teacher or a school in common with one of the others."""
        theirs = {name for other in others for name in other.groups}
        return not self._touched(set(part.groups)).isdisjoint(self._touched(theirs))

    def _touched(self, names: set[str]) -> set[str]:
        found = set()
        for groups in (self._old, self._new):
            for name in names & groups.keys():
                group = groups[name]
                found.add(f"teacher:{group.teacher}")
                found.update(f"school:{n.school}" for n in known_needs(self.scenario, group))
        return found


def _content(group: Group, needs: set[str]) -> object:
    """Teacher and times of a group, and which lessons these needs attend."""
    return (
        group.teacher,
        {meeting.slot for meeting in group.meetings},
        {
            member.need: {meeting.slot for meeting in group.attended(member)}
            for member in group.members
            if member.need in needs
        },
    )
