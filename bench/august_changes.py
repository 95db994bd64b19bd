"""Twelve changes as they come in June to August, each as edits on a scenario with its plan.

Each concerns what the plan relies on: its fullest group, its busiest teacher, the school that
receives most. The same scenario and plan always give the same changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from scenarios.scenario import Scenario
from scenarios.times import Day, clock
from scenarios.variants import Edit, EditKind
from solver.measure.timetable import known_needs, receiving
from solver.plan import Group, Plan

MINUTES_LATER = 10
DAWN, NOON = "07:00", "12:00"


class AugustChange(NamedTuple):
    """What happens, in words, and as edits."""

    name: str
    edits: tuple[Edit, ...]


def august_changes(scenario: Scenario, plan: Plan) -> tuple[AugustChange, ...]:
    """The changes for a plan that keeps the rules and serves needs together."""
    known = _Known(scenario, plan)
    return (
        AugustChange("one pupil more in the fullest group", (known.pupils(known.fullest, +1),)),
        AugustChange("one pupil fewer in the smallest group", (known.pupils(known.smallest, -1),)),
        AugustChange("a need is dropped", (_remove("needs", need=known.fullest_need),)),
        AugustChange("a new need", (known.new_need(),)),
        AugustChange("a teacher's busiest day is gone", (known.day_gone(),)),
        AugustChange("a teacher has afternoons only", known.mornings_gone()),
        AugustChange("a teacher leaves", (_remove("teachers", teacher=known.busiest),)),
        AugustChange("another teacher comes instead", known.other_teacher()),
        AugustChange("lunch is ten minutes later", (_later("closed", known.school, "lunch"),)),
        AugustChange("bells are ten minutes later", known.bells_later()),
        AugustChange("a room is gone", (known.room_gone(),)),
        AugustChange("groups need one pupil more", (known.larger_groups(),)),
    )


class _Known:
    """Who and what the plan relies on."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario, self.plan = scenario, plan
        shared = [group for group in plan.groups if len(group.members) > 1]
        self.fullest = max(shared, key=lambda g: (self._pupils(g), g.group))
        several = [g for g in plan.groups if any(n.pupils > 1 for n in known_needs(scenario, g))]
        self.smallest = min(several, key=lambda g: (self._pupils(g), g.group))
        lessons = Counter[str]()
        for group in plan.groups:
            lessons[group.teacher] += sum(meeting.half_worth for meeting in group.meetings)
        self.busiest = max(lessons, key=lambda name: (lessons[name], name))
        self.day = Counter(
            meeting.day
            for group in plan.groups
            for meeting in group.meetings
            if group.teacher == self.busiest
        ).most_common(1)[0][0]
        received = Counter(
            school
            for group in plan.groups
            for index in range(len(group.meetings))
            for school in receiving(scenario, group, index)
        )
        self.school = max(received, key=lambda name: (received[name], name))

    def _pupils(self, group: Group) -> int:
        return sum(need.pupils for need in known_needs(self.scenario, group))

    @property
    def fullest_need(self) -> str:
        needs = known_needs(self.scenario, self.fullest)
        return max(needs, key=lambda need: (need.pupils, need.need)).need

    def pupils(self, group: Group, more: int) -> Edit:
        needs = known_needs(self.scenario, group)
        need = max(needs, key=lambda one: (one.pupils, one.need))
        return _change("needs", {"need": need.need}, pupils=need.pupils + more)

    def new_need(self) -> Edit:
        """As many pupils as the largest need of a full group, from a class of another school."""
        fullest_first = sorted(self.plan.groups, key=lambda g: (-self._pupils(g), g.group))
        return next(edit for group in fullest_first for edit in self._like_one_of(group))

    def _like_one_of(self, group: Group) -> Iterator[Edit]:
        needs = known_needs(self.scenario, group)
        taken = {need.school for need in needs}
        like = max(needs, key=lambda need: (need.pupils, need.need))
        language = self.scenario.school_of[like.school].language
        for row in self.scenario.classes:
            school = self.scenario.school_of[row.school]
            if (
                row.school not in taken
                and school.language == language
                and set(like.grades) <= set(row.grades)
            ):
                cells = like.model_dump(mode="json", exclude={"need", "continues", "released_from"})
                cells |= {"school": row.school, "classes": [row.class_], "shares_pupils_with": []}
                yield Edit(edit=EditKind.ADD, table="needs", row={"need": "latecomer"}, cells=cells)

    def day_gone(self) -> Edit:
        return _remove("availability", teacher=self.busiest, day=self.day.value)

    def mornings_gone(self) -> tuple[Edit, ...]:
        days: list[Day] = sorted(
            {row.day for row in self.scenario.availability if row.teacher == self.busiest}
        )
        return tuple(
            Edit(
                edit=EditKind.ADD,
                table="availability",
                row={"teacher": self.busiest, "day": day.value, "kind": "busy"},
                cells={"start": DAWN, "end": NOON, "half": "all"},
            )
            for day in days
        )

    def other_teacher(self) -> tuple[Edit, ...]:
        """With the same lessons and qualifications, but from nine to three and not on that day."""
        teacher = self.scenario.teacher_of[self.busiest]
        cells = teacher.model_dump(mode="json", exclude={"teacher", "name"})
        name = f"{self.busiest}-new"
        rows = [row for row in self.scenario.qualifications if row.teacher == self.busiest]
        return (
            _remove("teachers", teacher=self.busiest),
            Edit(edit=EditKind.ADD, table="teachers", row={"teacher": name}, cells=cells),
            *(
                Edit(
                    edit=EditKind.ADD,
                    table="qualifications",
                    row={"teacher": name},
                    cells=row.model_dump(mode="json", exclude={"teacher"}),
                )
                for row in rows
            ),
            *(
                Edit(
                    edit=EditKind.ADD,
                    table="availability",
                    row={"teacher": name, "day": day.value},
                    cells={"start": clock(9 * 60), "end": clock(15 * 60)},
                )
                for day in Day
                if day is not self.day
            ),
        )

    def bells_later(self) -> tuple[Edit, ...]:
        classes = {row.class_ for row in self.scenario.classes if row.school == self.school}
        taught = sorted(classes & self.scenario.lessons_of.keys())
        closed = any(row.school == self.school for row in self.scenario.closed)
        return (
            _shift("bells", school=self.school),
            *([_shift("closed", school=self.school)] if closed else []),
            *(_shift("lessons", **{"class": name}) for name in taught),
        )

    def room_gone(self) -> Edit:
        rooms = self.scenario.school_of[self.school].remote_rooms
        return _change("schools", {"school": self.school}, remote_rooms=max(0, rooms - 1))

    def larger_groups(self) -> Edit:
        """Of the subject of the smallest group that has to be of a size at all."""
        subjects = self.scenario.subject_of
        bound = [g for g in self.plan.groups if subjects[g.subject].min_pupils > 1]
        group = min(bound or self.plan.groups, key=lambda g: (self._pupils(g), g.group))
        least = subjects[group.subject].min_pupils
        return _change("subjects", {"subject": group.subject}, min_pupils=least + 1)


def _change(table: str, row: dict[str, str], **cells: int) -> Edit:
    return Edit(edit=EditKind.CHANGE, table=table, row=dict(row), cells=dict(cells))


def _remove(table: str, **row: str) -> Edit:
    return Edit(edit=EditKind.REMOVE, table=table, row=dict(row))


def _shift(table: str, **row: str) -> Edit:
    return Edit(edit=EditKind.SHIFT, table=table, row=dict(row), minutes=MINUTES_LATER)


def _later(table: str, school: str, reason: str) -> Edit:
    return _shift(table, school=school, reason=reason)
