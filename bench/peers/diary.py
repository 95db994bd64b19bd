"""What is agreed so far: groups with their times, and who is still free when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import Half, halves_of
from solver.candidates.courses import Course
from solver.candidates.places import least_capacity, stretches
from solver.candidates.presence import Slot
from solver.candidates.sales import limits
from solver.candidates.sharing import sharing_pairs


@dataclass
class Booked:
    """A group: all its members attend all its lessons."""

    course: Course
    teacher: str
    slots: tuple[Slot, ...]
    members: list[Need]


def _overlap(one: Slot, other: Slot, minutes: int, theirs: int) -> bool:
    """Whether lessons of these lengths share a minute of a common week."""
    return (
        one.day == other.day
        and (Half.ALL in (one.half, other.half) or one.half is other.half)
        and one.start < other.start + theirs
        and other.start < one.start + minutes
    )


def _half_worth(slots: Iterable[Slot]) -> int:
    return sum(2 if slot.half is Half.ALL else 1 for slot in slots)


class Diary:
    """Groups in the order in which they were agreed."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.groups: list[Booked] = []
        self._teaching: defaultdict[str, list[tuple[Slot, int]]] = defaultdict(list)
        self._received: defaultdict[str, list[tuple[Slot, int]]] = defaultdict(list)
        self._attended: defaultdict[str, list[tuple[Slot, int]]] = defaultdict(list)
        self._bought: Counter[tuple[str, str]] = Counter()
        self._limits = limits(scenario)
        self._sharing: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in sharing_pairs(scenario, scenario.needs):
            self._sharing[one.need].append(other.need)
            self._sharing[other.need].append(one.need)

    def _minutes(self, need: Need) -> int:
        return self.scenario.subject_of[need.subject].lesson_minutes

    def teacher_free(self, teacher: str, slot: Slot, need: Need, besides: list[Slot]) -> bool:
        """Whether the teacher can give one more lesson then, besides those about to be booked."""
        pause = self.scenario.settings.changeover_minutes
        minutes = self._minutes(need)
        booked = self._teaching[teacher]
        today = [other for other, _ in booked if other.day == slot.day]
        today += [other for other in besides if other.day == slot.day]
        most = self.scenario.teacher_of[teacher].max_lessons_day
        return len(today) < most and not any(
            _overlap(slot, other, minutes + pause, theirs + pause) for other, theirs in booked
        )

    def load_allows(self, teacher: str, need: Need, slots: list[Slot]) -> bool:
        """Whether the lessons stay within the teacher's week and the office's agreements."""
        load = _half_worth(other for other, _ in self._teaching[teacher]) + _half_worth(slots)
        group = Booked(Course("", "", ""), teacher, tuple(slots), [])
        most = int(self.scenario.teacher_of[teacher].max_lessons * 2)
        return load <= most and self.may_buy(need, group)

    def may_buy(self, need: Need, group: Booked) -> bool:
        """Whether the need's municipality may still buy the lessons of the group."""
        buyer = self.scenario.buyer_of(need)
        pair = (buyer, self.scenario.teacher_of[group.teacher].municipality)
        if any(self.scenario.buyer_of(member) == buyer for member in group.members):
            return True
        within = self._bought[pair] + _half_worth(group.slots)
        return pair not in self._limits or within <= self._limits[pair]

    def pupils_free(self, need: Need, teacher: str, slot: Slot, *, received: bool = False) -> bool:
        """Whether the pupils have nothing else then, and the school a room and an adult.

        Parameters
        ----------
        received
            The school receives the group already.
        """
        minutes = self._minutes(need)
        elsewhere = (
            booked for other in self._sharing[need.need] for booked in self._attended[other]
        )
        if any(_overlap(slot, other, minutes, theirs) for other, theirs in elsewhere):
            return False
        if received or self.scenario.teacher_of[teacher].school == need.school:
            return True
        beside = [
            other
            for other, theirs in self._received[need.school]
            if _overlap(slot, other, minutes, theirs)
        ]
        room = min(
            least_capacity(
                stretches(self.scenario, need.school, slot.day, half), slot.start, minutes
            )
            for half in halves_of(slot.half)
        )
        return len(beside) < room

    def open(self, group: Booked) -> None:
        """Book a new group with all its members."""
        members, group.members = group.members, []
        self.groups.append(group)
        minutes = self._minutes(members[0])
        self._teaching[group.teacher] += [(slot, minutes) for slot in group.slots]
        for member in members:
            self.join(group, member)

    def join(self, group: Booked, need: Need) -> None:
        """Book a need into a group."""
        booked = [(slot, self._minutes(need)) for slot in group.slots]
        buyers = {self.scenario.buyer_of(member) for member in group.members}
        buyer = self.scenario.buyer_of(need)
        teacher = self.scenario.teacher_of[group.teacher]
        if buyer not in buyers:
            self._bought[buyer, teacher.municipality] += _half_worth(group.slots)
        schools = {member.school for member in group.members} | {teacher.school}
        if need.school not in schools:
            self._received[need.school] += booked
        self._attended[need.need] += booked
        group.members.append(need)

    def worthwhile(self) -> list[Booked]:
        """Groups of the teachers who have the lessons they need at least."""
        return [
            group
            for group in self.groups
            if _half_worth(slot for slot, _ in self._teaching[group.teacher])
            >= int(self.scenario.teacher_of[group.teacher].min_lessons * 2)
        ]
