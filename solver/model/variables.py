"""Decisions of the model, asked for in the words of schools.

A group is known by its leader, the first of its members in the course's order (most lessons
first), so that no two numberings of groups describe one plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple, TypeVar

from ortools.sat.python import cp_model

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half, halves_of
from solver.candidates.candidates import Candidates
from solver.candidates.courses import Course
from solver.candidates.presence import Slot
from solver.model.pairs import may_share_a_group

Literal = cp_model.IntVar
Second = TypeVar("Second")
Linear = cp_model.LinearExpr | int

SLOT_CODES = {Half.ALL: 0, Half.A: 1, Half.B: 2}


class Taught(NamedTuple):
    """A meeting that may take place: teacher, course, slot, and its length in minutes."""

    teacher: str
    course: Course
    slot: Slot
    minutes: int


class Variables:
    """Primary decisions at once, auxiliary ones when a rule or a stage first asks."""

    def __init__(
        self, model: cp_model.CpModel, given: Candidates, *, timeless: bool = False
    ) -> None:
        self.model = model
        self.timeless = timeless
        self.given = given
        self.scenario: Scenario = given.scenario
        self.teaches: dict[tuple[str, str], Literal] = {}
        self.attends: dict[tuple[str, str, Slot], Literal] = {}
        self.meets: dict[Taught, Literal] = {}
        self.joins: dict[tuple[str, str], Literal] = {}
        self.gives: dict[tuple[str, str], Literal] = {}
        self._served: dict[str, Literal] = {}
        self._used: dict[str, Literal] = {}
        self._together: dict[tuple[str, str], Literal] = {}
        for course, needs in given.courses.items():
            self._of_course(course, [need for need in needs if given.teachers_of[need.need]])

    def _of_course(self, course: Course, needs: list[Need]) -> None:
        minutes = self.scenario.subject_of[course.subject].lesson_minutes
        for need in needs:
            self._served[need.need] = self.new(f"served[{need.need}]")
            for teacher in self.given.teachers_of[need.need]:
                self.teaches[need.need, teacher] = self.new(f"teaches[{need.need},{teacher}]")
                self.gives[need.need, teacher] = self.new(f"gives[{need.need},{teacher}]")
                for slot in () if self.timeless else self.given.slots[need.need, teacher]:
                    self.attends[need.need, teacher, slot] = self.model.new_bool_var("")
                    meeting = Taught(teacher, course, slot, minutes)
                    if meeting not in self.meets:
                        self.meets[meeting] = self.model.new_bool_var("")
        for position, leader in enumerate(needs):
            for need in needs[position:]:
                if need is leader or may_share_a_group(self.given, leader, need):
                    self.joins[need.need, leader.need] = self.new(
                        f"joins[{need.need},{leader.need}]"
                    )

    def new(self, name: str) -> Literal:
        """A new Boolean decision."""
        return self.model.new_bool_var(name)

    def leads(self, need: str) -> Literal:
        """Whether the need is the first of its group."""
        return self.joins[need, need]

    def served(self, need: str) -> Literal:
        """Whether the need is in a group; no for a need without candidates."""
        return self._served.get(need, self.never)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Needs that have a candidate, in course order."""
        return tuple(
            need
            for needs in self.given.courses.values()
            for need in needs
            if self.given.teachers_of[need.need]
        )

    @cached_property
    def leaders_of(self) -> dict[str, tuple[str, ...]]:
        """Possible leaders of each need, itself among them."""
        return _by_first(self.joins)

    @cached_property
    def followers_of(self) -> dict[str, tuple[str, ...]]:
        """Needs that each leader may lead, itself first."""
        return _by_first((leader, need) for need, leader in self.joins)

    @cached_property
    def meetings_of(self) -> dict[str, tuple[Taught, ...]]:
        """Possible meetings by teacher."""
        return _by_first((meeting.teacher, meeting) for meeting in self.meets)

    @cached_property
    def attendants(self) -> dict[Taught, tuple[str, ...]]:
        """Needs that could attend each possible meeting."""
        course_of = {
            need.need: course for course, needs in self.given.courses.items() for need in needs
        }
        subject_of = self.scenario.subject_of
        found: defaultdict[Taught, list[str]] = defaultdict(list)
        for need, teacher, slot in self.attends:
            course = course_of[need]
            minutes = subject_of[course.subject].lesson_minutes
            found[Taught(teacher, course, slot, minutes)].append(need)
        return {meeting: tuple(needs) for meeting, needs in found.items()}

    def attended_on(self, need: str, day: int) -> list[tuple[Slot, Literal]]:
        """What the need may attend on a weekday, with any teacher."""
        return self._attended[need, day]

    @cached_property
    def _attended(self) -> dict[tuple[str, int], list[tuple[Slot, Literal]]]:
        found: dict[tuple[str, int], list[tuple[Slot, Literal]]] = {
            (need.need, day): [] for need in self.needs for day in range(len(DAYS))
        }
        for (need, _teacher, slot), attends in self.attends.items():
            found[need, slot.day].append((slot, attends))
        return found

    @cached_property
    def time_of(self) -> dict[tuple[str, int], Literal]:
        """Code of start and half attended by need and weekday; 0 on a day without a meeting."""
        found = {}
        for key, options in self._attended.items():
            top = max((slot_code(slot) for slot, _ in options), default=0)
            found[key] = self.model.new_int_var(0, top, f"time{list(key)}")
            self.model.add(found[key] == sum(slot_code(slot) * x for slot, x in options))
        return found

    @cached_property
    def present(self) -> dict[tuple[str, int], Literal]:
        """Whether the need has a meeting on a weekday."""
        found = {}
        for key, options in self._attended.items():
            found[key] = self.new(f"present{list(key)}")
            self.model.add(found[key] == sum(x for _, x in options))
        return found

    def together(self, one: str, other: str) -> Literal:
        """Whether two needs are in the same group; equal, not only implied."""
        key = (min(one, other), max(one, other))
        if key not in self._together:
            both = []
            for leader in sorted(set(self._leaders(one)) & set(self._leaders(other))):
                shared = self.new(f"both[{one},{other},{leader}]")
                parts = (self.joins[one, leader], self.joins[other, leader])
                self.model.add_bool_and(*parts).only_enforce_if(shared)
                self.model.add_bool_or(~parts[0], ~parts[1], shared)
                both.append(shared)
            self._together[key] = self.new(f"together[{one},{other}]")
            self.model.add(sum(both) == self._together[key])
        return self._together[key]

    def any_of(self, decisions: list[Literal]) -> Literal:
        """Whether at least one of the decisions is yes; equal, not only implied."""
        if not decisions:
            return self.never
        if len(decisions) == 1:
            return decisions[0]
        found = self.new("any")
        self.model.add_bool_or(*decisions, ~found)
        for decision in decisions:
            self.model.add_implication(decision, found)
        return found

    @cached_property
    def never(self) -> Literal:
        """A decision that is no."""
        return self.model.new_constant(0)

    @cached_property
    def received(self) -> dict[tuple[str, Taught], Literal]:
        """Whether a school receives a meeting, by school other than the teacher's own."""
        found: dict[tuple[str, Taught], Literal] = {}
        need_of, teacher_of = self.scenario.need_of, self.scenario.teacher_of
        for meeting, needs in self.attendants.items():
            by_school: defaultdict[str, list[Literal]] = defaultdict(list)
            for need in needs:
                attends = self.attends[need, meeting.teacher, meeting.slot]
                by_school[need_of[need].school].append(attends)
            for school, attended in by_school.items():
                if school != teacher_of[meeting.teacher].school:
                    found[school, meeting] = self.any_of(attended)
        return found

    def half_load(self, teacher: str) -> Linear:
        """Twice the worth of a teacher's meetings a week."""
        return sum(half_worth(m.slot) * self.meets[m] for m in self.meetings_of[teacher])

    def used(self, teacher: str) -> Literal:
        """Whether a teacher has any group."""
        if teacher not in self._used:
            given = [decision for (_, t), decision in self.gives.items() if t == teacher]
            self._used[teacher] = self.any_of(given)
        return self._used[teacher]

    def _leaders(self, need: str) -> tuple[str, ...]:
        return self.leaders_of.get(need, ())


def slot_code(slot: Slot) -> int:
    """A number from 1 that tells start and half of a slot apart on one weekday."""
    return 1 + 3 * slot.start + SLOT_CODES[slot.half]


def half_worth(slot: Slot) -> int:
    """Twice the worth of a meeting there."""
    return len(halves_of(slot.half))


def _by_first(pairs: Iterable[tuple[str, Second]]) -> dict[str, tuple[Second, ...]]:
    found: defaultdict[str, list[Second]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return {first: tuple(seconds) for first, seconds in found.items()}
