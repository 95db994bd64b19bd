"""The whole problem as a competent engineer writes it down on reading the rules.

One yes or no for each need, teacher and start. A group is known by the first of its needs in a
fixed order, most lessons first; whoever attends a meeting is of the group that meets there. No
start is thinned, nothing is cut off, nothing is hinted: those are what a peer is compared on.
"""

from __future__ import annotations

from collections import defaultdict

from bench.peers.rows import Rows, Term
from scenarios.needs import Need, Priority
from scenarios.times import Half
from solver.candidates.candidates import Candidates
from solver.candidates.courses import Course
from solver.candidates.presence import Slot

MeetingKey = tuple[Course, str, Slot]


def half_worth(slot: Slot) -> int:
    """Twice the worth of a meeting there."""
    return 2 if slot.half is Half.ALL else 1


class Formulation:
    """Columns of the decisions, with the rows that say who is taught with whom and when."""

    def __init__(self, given: Candidates) -> None:
        self.given = given
        self.scenario = given.scenario
        self.rows = Rows()
        self.attends: dict[tuple[str, str, Slot], int] = {}
        self.teaches: dict[tuple[str, str], int] = {}
        self.hosts: dict[tuple[str, str], int] = {}
        self.hosts_of: defaultdict[str, list[str]] = defaultdict(list)
        self.gives: dict[tuple[str, str], int] = {}
        self.group_at: dict[tuple[str, str, Slot], int] = {}
        self.meets: dict[MeetingKey, int] = {}
        self.attendants: dict[MeetingKey, list[Need]] = {}
        self.received: dict[tuple[str, MeetingKey], int] = {}
        self.used: dict[str, int] = {}
        for course, needs in given.courses.items():
            served = [need for need in needs if given.teachers_of[need.need]]
            self._decide(course, served)
            self._form_groups(served)
            self._meet(course, served)

    def served(self, need: str) -> list[Term]:
        """A sum that is 1 if the need is served, else 0."""
        return [(self.teaches[need, teacher], 1) for teacher in self.given.teachers_of[need]]

    def leads(self, need: str) -> int:
        """Whether the need is the first of a group."""
        return self.hosts[need, need]

    def _decide(self, course: Course, needs: list[Need]) -> None:
        column = self.rows.column
        for need in needs:
            for teacher in self.given.teachers_of[need.need]:
                self.teaches[need.need, teacher] = column()
                self.gives[need.need, teacher] = column()
                for slot in self.given.slots[need.need, teacher]:
                    key = (need.need, teacher, slot)
                    self.attends[key] = column()
                    self.group_at[key] = column()
                    self.attendants.setdefault((course, teacher, slot), []).append(need)
        for position, host in enumerate(needs):
            for need in needs[position:]:
                if need is host or self._compatible(need, host):
                    self.hosts[need.need, host.need] = column()
                    self.hosts_of[need.need].append(host.need)

    def _compatible(self, one: Need, other: Need) -> bool:
        subject = self.scenario.subject_of[one.subject]
        span = max(one.grade_to, other.grade_to) - min(one.grade_from, other.grade_from)
        sites = len({one.school, other.school})
        return (
            one.pupils + other.pupils <= subject.max_pupils
            and span <= subject.grade_span
            and sites <= subject.max_sites
        )

    def _form_groups(self, needs: list[Need]) -> None:
        """Served by one teacher, in one group, whose first need leads it."""
        rows = self.rows
        for need in needs:
            hosts = self.hosts_of[need.need]
            in_groups = [(self.hosts[need.need, host], -1) for host in hosts]
            rows.equal([*self.served(need.need), *in_groups])
            rows.add(self.served(need.need), high=1)
            for host in hosts:
                if host != need.need:
                    joins = self.hosts[need.need, host]
                    rows.add([(joins, 1), (self.leads(host), -1)], high=0)
            given = [self.gives[need.need, t] for t in self.given.teachers_of[need.need]]
            rows.equal([*((g, 1) for g in given), (self.leads(need.need), -1)])
            for teacher in self.given.teachers_of[need.need]:
                gives, teaches = self.gives[need.need, teacher], self.teaches[need.need, teacher]
                rows.add([(gives, 1), (teaches, -1)], high=0)
            self._limit_group(need, needs)

    def _limit_group(self, host: Need, needs: list[Need]) -> None:
        """Size, sites and grades of the group that a need leads."""
        rows, subject = self.rows, self.scenario.subject_of[host.subject]
        members = [n for n in needs if (n.need, host.need) in self.hosts]
        joins = {n.need: self.hosts[n.need, host.need] for n in members}
        leads = self.leads(host.need)
        pupils = [(joins[n.need], n.pupils) for n in members]
        duties = [
            (joins[n.need], subject.min_pupils) for n in members if n.priority is Priority.STATUTORY
        ]
        rows.add([*pupils, (leads, -subject.max_pupils)], high=0)
        rows.add([*pupils, *duties, (leads, -subject.min_pupils)], low=0)
        if len(members) == 1:
            return
        by_school: defaultdict[str, list[int]] = defaultdict(list)
        for need in members:
            by_school[need.school].append(joins[need.need])
        if len(by_school) > subject.max_sites:
            sites = [rows.any_of(columns) for columns in by_school.values()]
            rows.add(((site, 1) for site in sites), high=subject.max_sites)
        top = max(need.grade_to for need in members)
        low, high = rows.column(top), rows.column(top)
        for need in members:
            join = joins[need.need]
            rows.add([(high, 1), (join, -need.grade_to)], low=0)
            rows.add([(low, 1), (join, top - need.grade_from)], high=top)
        rows.add([(high, 1), (low, -1)], high=subject.grade_span)

    def _meet(self, course: Course, needs: list[Need]) -> None:
        """Lessons of needs and groups; whoever attends is of the group that meets there."""
        for need in needs:
            self._enough_lessons(need)
        for key, attendants in self.attendants.items():
            if key[0] != course:
                continue
            _, teacher, slot = key
            meets = self.meets[key] = self.rows.column()
            here = {n.need: self.group_at[n.need, teacher, slot] for n in attendants}
            self.rows.equal([*((group, 1) for group in here.values()), (meets, -1)])
            for need in attendants:
                self._attend(need.need, teacher, slot, here)

    def _attend(self, need: str, teacher: str, slot: Slot, here: dict[str, int]) -> None:
        rows, attends = self.rows, self.attends[need, teacher, slot]
        groups = {host: group for host, group in here.items() if (need, host) in self.hosts}
        rows.add([(attends, 1), *((group, -1) for group in groups.values())], high=0)
        rows.add([(here[need], 1), (attends, -1)], high=0)
        for host, group in groups.items():
            if host != need:
                joins = self.hosts[need, host]
                rows.add([(attends, 1), (group, 1), (joins, -1)], high=1)

    def _enough_lessons(self, need: Need) -> None:
        """⌊ℓ⌋ lessons of all weeks and one of a half; ⌈ℓ⌉ where the group has no half lesson."""
        rows, name = self.rows, need.need
        whole, rest = divmod(need.half_lessons, 2)
        rounded = {teacher: rows.column() for teacher in self.given.teachers_of[name] if rest}
        by_day: defaultdict[int, list[Term]] = defaultdict(list)
        for teacher in self.given.teachers_of[name]:
            slots = self.given.slots[name, teacher]
            teaches, gives = self.teaches[name, teacher], self.gives[name, teacher]
            rounding = [(rounded[teacher], 1)] if rest else []
            for every_week, lessons, up in ((True, whole, -1), (False, rest, 1)):
                chosen = [slot for slot in slots if (slot.half is Half.ALL) is every_week]
                mine = [(self.attends[name, teacher, slot], 1) for slot in chosen]
                groups = [(self.group_at[name, teacher, slot], 1) for slot in chosen]
                rows.equal([*mine, (teaches, -lessons), *((r, up) for r, _ in rounding)])
                rows.equal([*groups, (gives, -lessons)])
            for slot in slots:
                by_day[slot.day].append((self.attends[name, teacher, slot], 1))
            for column, _ in rounding:
                rows.add([(column, 1), (teaches, -1)], high=0)
        for terms in by_day.values():
            rows.add(terms, high=1)
        if rest:
            need_of = self.scenario.need_of
            without = [
                (self.hosts[name, host], -1)
                for host in self.hosts_of[name]
                if need_of[host].half_lessons % 2 == 0
            ]
            rows.equal([*((column, 1) for column in rounded.values()), *without])
