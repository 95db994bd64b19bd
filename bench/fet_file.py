"""A plan without its times, as a file for FET.

An hour of FET is a step of our clock. Groups, teachers and who attends which meeting stay as they
are; FET chooses the starts. A meeting takes the changeover after it too, and one of a half takes
both, because FET knows neither: it has a little less room than we have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bench.peers.office import as_pinned
from scenarios.scenario import Scenario
from scenarios.times import DAYS, HALVES, Day, clock
from solver.candidates.candidates import candidates
from solver.candidates.places import stretches
from solver.candidates.presence import Slot, slot_of
from solver.candidates.sharing import sharing_pairs
from solver.plan import Group, Plan

CERTAIN = "100"


class Activity(NamedTuple):
    """A meeting that needs a time."""

    number: int
    group: Group
    needs: tuple[str, ...]
    starts: tuple[Slot, ...]


class Placing:
    """The meetings of a plan, and the file that asks for their times."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario = scenario
        self.plan = plan
        self.step = scenario.settings.start_step_minutes
        self.activities = list(self._activities())
        starts = [slot.start for activity in self.activities for slot in activity.starts]
        self.first = min(starts, default=0)
        last = max(starts, default=0) + max(map(self._length, self.activities), default=0)
        self.hours = [clock(minute) for minute in range(self.first, last, self.step)]

    def _activities(self) -> Iterator[Activity]:
        slots = as_pinned(candidates(self.scenario))
        number = 0
        for group in self.plan.groups:
            for index, meeting in enumerate(group.meetings):
                number += 1
                needs = tuple(m.need for m in group.members if index in m.meetings)
                common = set.intersection(*(set(slots[need, group.teacher]) for need in needs))
                half = slot_of(meeting).half
                starts = tuple(sorted(slot for slot in common if slot.half is half))
                yield Activity(number, group, needs, starts)

    def _length(self, activity: Activity) -> int:
        subject = self.scenario.subject_of[activity.group.subject]
        return subject.lesson_minutes + self.scenario.settings.changeover_minutes

    def placed(self, times: dict[int, tuple[str, str]]) -> Plan:
        """The plan with the days and hours that FET chose; groups that lack one are left out."""
        groups = []
        for group in self.plan.groups:
            mine = [activity for activity in self.activities if activity.group is group]
            if not all(activity.number in times for activity in mine):
                continue
            meetings = []
            for activity, meeting in zip(mine, group.meetings, strict=True):
                day, start = times[activity.number]
                hours, minutes = map(int, start.split(":"))
                begin = 60 * hours + minutes
                length = meeting.end - meeting.start
                found = {"day": Day(day), "start": begin, "end": begin + length}
                meetings.append(meeting.model_copy(update=found))
            groups.append(group.model_copy(update={"meetings": tuple(meetings)}))
        served = {member.need for group in groups for member in group.members}
        unserved = tuple(n.need for n in self.scenario.needs if n.need not in served)
        return Plan(scenario=self.plan.scenario, groups=tuple(groups), unserved=unserved)

    def document(self) -> ET.Element:
        """The file."""
        root = ET.Element("fet", version="6.8.5")
        _texts(root, Mode="Official", Institution_Name="placing", Comments="")
        _named(root, "Days", "Day", DAYS)
        _named(root, "Hours", "Hour", self.hours)
        subjects = sorted({group.subject for group in self.plan.groups})
        teachers = sorted({group.teacher for group in self.plan.groups})
        _rows(root, "Subjects_List", "Subject", subjects)
        ET.SubElement(root, "Activity_Tags_List")
        _rows(root, "Teachers_List", "Teacher", teachers, Target_Number_of_Hours="0")
        needs = sorted({need for activity in self.activities for need in activity.needs})
        _rows(root, "Students_List", "Year", needs, Number_of_Students="1")
        self._write_activities(ET.SubElement(root, "Activities_List"))
        for table in ("Buildings_List", "Rooms_List"):
            ET.SubElement(root, table)
        rules = ET.SubElement(root, "Time_Constraints_List")
        _rule(rules, "ConstraintBasicCompulsoryTime")
        self._write_starts(rules)
        self._write_days(rules, teachers)
        self._write_clashes(rules)
        self._write_places(rules)
        space = ET.SubElement(root, "Space_Constraints_List")
        _rule(space, "ConstraintBasicCompulsorySpace")
        return root

    def _write_activities(self, parent: ET.Element) -> None:
        firsts: dict[str, int] = {}
        for activity in self.activities:
            group = activity.group
            length = -(-self._length(activity) // self.step)
            first = firsts.setdefault(group.group, activity.number)
            row = ET.SubElement(parent, "Activity")
            _texts(row, Teacher=group.teacher, Subject=group.subject)
            for need in activity.needs:
                _texts(row, Students=need)
            several = len(group.meetings) > 1
            _texts(
                row,
                Duration=length,
                Total_Duration=length * len(group.meetings),
                Id=activity.number,
                Activity_Group_Id=first if several else 0,
                Active="true",
                Comments="",
            )

    def _write_starts(self, rules: ET.Element) -> None:
        for activity in self.activities:
            rule = _rule(rules, "ConstraintActivityPreferredStartingTimes", close=False)
            _texts(rule, Activity_Id=activity.number)
            _texts(rule, Number_of_Preferred_Starting_Times=len(activity.starts))
            for slot in activity.starts:
                row = ET.SubElement(rule, "Preferred_Starting_Time")
                day, hour = DAYS[slot.day], clock(slot.start)
                _texts(row, Preferred_Starting_Day=day, Preferred_Starting_Hour=hour)
            _texts(rule, Active="true", Comments="")

    def _write_days(self, rules: ET.Element, teachers: list[str]) -> None:
        """Meetings of a group on different days; a teacher's lessons of a day."""
        by_group: defaultdict[str, list[int]] = defaultdict(list)
        longest: defaultdict[str, int] = defaultdict(int)
        for activity in self.activities:
            by_group[activity.group.group].append(activity.number)
            length = -(-self._length(activity) // self.step)
            teacher = activity.group.teacher
            longest[teacher] = max(longest[teacher], length)
        for numbers in by_group.values():
            if len(numbers) > 1:
                rule = _rule(rules, "ConstraintMinDaysBetweenActivities", close=False)
                _texts(rule, Consecutive_If_Same_Day="false")
                _activities(rule, numbers)
                _texts(rule, MinDays=1, Active="true", Comments="")
        for teacher in teachers:
            most = self.scenario.teacher_of[teacher].max_lessons_day * longest[teacher]
            if most < len(self.hours):
                rule = _rule(rules, "ConstraintTeacherMaxHoursDaily", close=False)
                _texts(rule, Teacher_Name=teacher, Maximum_Hours_Daily=most)
                _texts(rule, Active="true", Comments="")

    def _write_clashes(self, rules: ET.Element) -> None:
        of_need: defaultdict[str, set[int]] = defaultdict(set)
        for activity in self.activities:
            for need in activity.needs:
                of_need[need].add(activity.number)
        for one, other in sharing_pairs(self.scenario, self.scenario.needs):
            mine, theirs = of_need[one.need], of_need[other.need]
            if mine and theirs and not mine & theirs:
                _not_overlapping(rules, sorted(mine | theirs))

    def _write_places(self, rules: ET.Element) -> None:
        """No more at once at a school than it has rooms and adults for."""
        received: defaultdict[str, list[int]] = defaultdict(list)
        for activity in self.activities:
            own = self.scenario.teacher_of[activity.group.teacher].school
            schools = {self.scenario.need_of[need].school for need in activity.needs}
            for school in sorted(schools - {own}):
                received[school].append(activity.number)
        for school, numbers in received.items():
            by_capacity: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
            for day, name in enumerate(DAYS):
                for place, hour in enumerate(self.hours):
                    minute = self.first + place * self.step
                    by_capacity[self._capacity(school, day, minute)].append((name, hour))
            for most, hours in by_capacity.items():
                if most < len(numbers):
                    _at_most(rules, numbers, hours, most)

    def _capacity(self, school: str, day: int, minute: int) -> int:
        return min(
            min(part.rooms, part.adults)
            for half in HALVES
            for part in stretches(self.scenario, school, day, half)
            if part.start < minute + self.step and minute < part.end
        )


def _texts(parent: ET.Element, **texts: object) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = str(text)


def _named(root: ET.Element, many: str, one: str, names: Iterable[str]) -> None:
    names = list(names)
    parent = ET.SubElement(root, f"{many}_List")
    _texts(parent, **{f"Number_of_{many}": len(names)})
    for name in names:
        _texts(ET.SubElement(parent, one), Name=name)


def _rows(root: ET.Element, table: str, one: str, names: Iterable[str], **cells: str) -> None:
    parent = ET.SubElement(root, table)
    for name in names:
        _texts(ET.SubElement(parent, one), Name=name, **cells, Comments="")


def _rule(rules: ET.Element, name: str, *, close: bool = True) -> ET.Element:
    rule = ET.SubElement(rules, name)
    _texts(rule, Weight_Percentage=CERTAIN)
    if close:
        _texts(rule, Active="true", Comments="")
    return rule


def _activities(rule: ET.Element, numbers: list[int]) -> None:
    _texts(rule, Number_of_Activities=len(numbers))
    for number in numbers:
        _texts(rule, Activity_Id=number)


def _not_overlapping(rules: ET.Element, numbers: list[int]) -> None:
    rule = _rule(rules, "ConstraintActivitiesNotOverlapping", close=False)
    _activities(rule, numbers)
    _texts(rule, Active="true", Comments="")


def _at_most(
    rules: ET.Element, numbers: list[int], hours: list[tuple[str, str]], most: int
) -> None:
    rule = _rule(rules, "ConstraintActivitiesMaxSimultaneousInSelectedTimeSlots", close=False)
    _activities(rule, numbers)
    _texts(rule, Number_of_Selected_Time_Slots=len(hours))
    for day, hour in hours:
        row = ET.SubElement(rule, "Selected_Time_Slot")
        _texts(row, Selected_Day=day, Selected_Hour=hour)
    _texts(rule, Max_Number_of_Simultaneous_Activities=most, Active="true", Comments="")
