"""What offices do without a planner: each municipality for itself, then pairs by telephone.

A municipality first gives its own teachers to its own needs. Then each pair, in the order of the
list, looks whether the one's needs fit into the other's groups, and whether their teachers can
open new ones. A lesson begins where a lesson of the receiving school begins, the first time that
suits is taken, needs in one group have equally many lessons, and nothing is moved afterwards.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from bench.peers.diary import Booked, Diary
from bench.peers.office import as_pinned
from bench.peers.plans import Taught, plan_of
from bench.peers.protocol import Task, task, tell_plan
from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half
from scenarios.windows import bell_periods
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.courses import course_of
from solver.candidates.presence import Slot

URGENCY = {Priority.STATUTORY: 0, Priority.PROMISED: 1, Priority.OPTIONAL: 2}


class Offices:
    """All municipalities, with what each has agreed so far."""

    def __init__(self, given: Candidates) -> None:
        self.slots = as_pinned(given)
        self.scenario: Scenario = given.scenario
        self.diary = Diary(given.scenario)
        self.waiting: defaultdict[str, list[Need]] = defaultdict(list)
        for need in sorted(given.scenario.needs, key=lambda need: URGENCY[need.priority]):
            self.waiting[given.scenario.buyer_of(need)].append(need)
        self.teachers: defaultdict[str, list[str]] = defaultdict(list)
        for teacher in given.scenario.teachers:
            self.teachers[teacher.municipality].append(teacher.teacher)

    def alone(self, municipality: str) -> None:
        """Own teachers for own needs."""
        self._open_groups([municipality])

    def by_telephone(self, one: str, other: str) -> None:
        """Needs of each into groups of both, then new groups of both together."""
        pair = [one, other]
        if any(self.waiting[office] for office in pair):
            self._join_groups(pair)
            self._open_groups(pair)

    def _join_groups(self, offices: list[str]) -> None:
        for group in self.diary.groups:
            if self.scenario.teacher_of[group.teacher].municipality in offices:
                for need in self._waiting(offices):
                    if self._suits(group, need):
                        self.diary.join(group, need)
                        self.waiting[self.scenario.buyer_of(need)].remove(need)

    def _open_groups(self, offices: list[str]) -> None:
        for need in self._waiting(offices):
            if need in self.waiting[self.scenario.buyer_of(need)]:
                group = next(self._new_groups(need, offices), None)
                if group is not None:
                    self.diary.open(group)
                    for member in group.members:
                        self.waiting[self.scenario.buyer_of(member)].remove(member)

    def _waiting(self, offices: list[str]) -> list[Need]:
        return [need for office in offices for need in self.waiting[office]]

    def _new_groups(self, need: Need, offices: list[str]) -> Iterator[Booked]:
        """Groups around a need that are large enough, a teacher after the other."""
        subject = self.scenario.subject_of[need.subject]
        for teacher in (name for office in offices for name in self.teachers[office]):
            slots = self._first_fit(need, teacher)
            if not slots:
                continue
            group = Booked(course_of(self.scenario, need), teacher, slots, [need])
            for other in self._waiting(offices):
                if other is not need and self._suits(group, other):
                    group.members.append(other)
            duty = any(member.priority is Priority.STATUTORY for member in group.members)
            if duty or sum(member.pupils for member in group.members) >= subject.min_pupils:
                yield group

    def _first_fit(self, need: Need, teacher: str) -> tuple[Slot, ...]:
        """The first lessons of the school's bells, on different days, that suit everybody."""
        whole, rest = divmod(need.half_lessons, 2)
        found: list[Slot] = []
        for slot in self.slots.get((need.need, teacher), ()):
            wanted = whole if slot.half is Half.ALL else rest
            taken = [
                other for other in found if (other.half is Half.ALL) is (slot.half is Half.ALL)
            ]
            if (
                len(taken) < wanted
                and all(other.day != slot.day for other in found)
                and self._rings(need, slot)
                and self.diary.teacher_free(teacher, slot, need, found)
                and self.diary.pupils_free(need, teacher, slot)
            ):
                found.append(slot)
        complete = len(found) == whole + rest and self.diary.load_allows(teacher, need, found)
        return tuple(sorted(found)) if complete else ()

    def _rings(self, need: Need, slot: Slot) -> bool:
        """Whether a lesson of the need's school begins then."""
        periods = bell_periods(self.scenario, need, DAYS[slot.day])
        return any(period.start == slot.start for period in periods)

    def _suits(self, group: Booked, need: Need) -> bool:
        """Whether one more need fits into a group as it is."""
        members, subject = [*group.members, need], self.scenario.subject_of[need.subject]
        lowest = min(member.grade_from for member in members)
        highest = max(member.grade_to for member in members)
        possible = set(self.slots.get((need.need, group.teacher), ()))
        return (
            course_of(self.scenario, need) == group.course
            and need.half_lessons == group.members[0].half_lessons
            and sum(member.pupils for member in members) <= subject.max_pupils
            and len({member.school for member in members}) <= subject.max_sites
            and highest - lowest <= subject.grade_span
            and possible.issuperset(group.slots)
            and all(self._received(group, need, slot) for slot in group.slots)
            and self.diary.may_buy(need, group)
        )

    def _received(self, group: Booked, need: Need, slot: Slot) -> bool:
        together = any(member.school == need.school for member in group.members)
        return self.diary.pupils_free(need, group.teacher, slot, received=together)


def planned(given: Candidates) -> Offices:
    """Everything agreed, municipality by municipality and pair by pair."""
    offices = Offices(given)
    names = [row.municipality for row in given.scenario.municipalities]
    for name in names:
        offices.alone(name)
    for one, other in combinations(names, 2):
        offices.by_telephone(one, other)
    return offices


def agreed(groups: Sequence[Booked]) -> list[Taught]:
    """The groups as a plan takes them."""
    return [
        Taught(
            group.course,
            group.teacher,
            {member.need: frozenset(group.slots) for member in group.members},
        )
        for group in groups
    ]


def run(given: Task) -> None:
    """Agree, give up the groups of teachers who have too few, tell the plan."""
    scenario = Scenario.model_validate(given.tables())
    offices = planned(candidates(scenario))
    tell_plan(plan_of(scenario, agreed(offices.diary.worthwhile())).model_dump(mode="json"))


def main() -> int:
    """Plan as offices do."""
    run(task("practice"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
