"""What the meetings of a column cost its pupils and teacher at least, in half-hundredths.

The stage `convenience` without what depends on a teacher's other groups: their days and gaps.
Members without a choice attend what follows from the company's meetings, so they are counted
together slot by slot. Who attends one of two meetings is counted exactly by pairs of them; who has
more to choose from, each at their own best of the slots that are left, which may be too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations

import numpy as np

from scenarios.needs import Need
from scenarios.times import DAYS, Half
from solver.candidates.candidates import Candidates
from solver.candidates.courses import qualified_for
from solver.candidates.presence import hundredths
from solver.columns.column import Column
from solver.columns.pairs import Meetings, least_pair, meetings
from solver.columns.programme import Flags, Whole
from solver.columns.shares import attended, chooses

WEEKLY, TWO_LESSONS = 2, 4
"""Half lessons of a company with one meeting every week, and of one with two."""
NEVER = 1 << 40
"""Points of a slot that is none; above all sums of true points."""


class Comfort:
    """Least points of columns, each counted when first asked for."""

    def __init__(self, given: Candidates) -> None:
        self.given = given
        self._weeks: dict[tuple[str, str], Times] = {}
        self._least: dict[Column, int | None] = {}

    def least(self, column: Column) -> int | None:
        """Half-hundredths of a point; `None` if the company has no times at all."""
        if column not in self._least:
            self._least[column] = self._counted(column)
        return self._least[column]

    def _counted(self, column: Column) -> int | None:
        members = self._members(column)
        times = self.times(column).least(members, column.lessons)
        return None if times >= NEVER else times + self._always(column, members)

    def times(self, column: Column) -> Times:
        """The slots of the column's course with its teacher."""
        leader = self.given.scenario.need_of[column.company.needs[0]]
        return self._week(leader, column.company.teacher)

    def together(self, column: Column) -> Whole:
        """Points by slot of the members without a choice; `NEVER` where they cannot meet."""
        points = self.times(column).together(self._members(column), column.lessons)
        return np.minimum(points, NEVER)

    def pairs(self, column: Column, together: Whole) -> Meetings | None:
        """Both meetings where somebody attends one of two; `None` of other columns."""
        choosing = [points for _, points in self.attendances(column)]
        if column.lessons != TWO_LESSONS or not choosing:
            return None
        return self.times(column).pairs(together, choosing)

    def apart(self, column: Column, together: Whole) -> int:
        """Least points of the members with a choice."""
        members = self._members(column)
        return self.times(column).of_choosing(members, column.lessons, together < NEVER)

    def always(self, column: Column) -> int:
        """Mixed grades, and meetings that need an unqualified row, whenever they are."""
        return self._always(column, self._members(column))

    def attendances(self, column: Column) -> list[tuple[Need, Whole]]:
        """Members with a choice of the meetings, each with its points by slot."""
        times = self.times(column)
        return [
            (need, times.points_of(need.need))
            for need in self._members(column)
            if chooses(need, column.lessons)
        ]

    def _members(self, column: Column) -> list[Need]:
        need_of = self.given.scenario.need_of
        return [need_of[name] for name in column.company.needs]

    def _week(self, need: Need, teacher: str) -> Times:
        course = self.given.scenario.language_of(need)
        key = (teacher, f"{need.subject} {need.level} {course}")
        if key not in self._weeks:
            self._weeks[key] = Times(self.given, need, teacher, key)
        return self._weeks[key]

    def _always(self, column: Column, members: list[Need]) -> int:
        scenario = self.given.scenario
        weights = scenario.settings
        teacher = scenario.teacher_of[column.company.teacher]
        span = max(n.grade_to for n in members) - min(n.grade_from for n in members)
        mixed = (column.lessons + 1) // 2 * max(0, span - 1)
        unqualified = max(
            (
                (need.half_lessons + 1) // 2
                for need in members
                if weights.allow_unqualified
                and not qualified_for(scenario, teacher, need, strictly=True)
            ),
            default=0,
        )
        return 2 * (
            hundredths(weights.weight_grade_mix) * mixed
            + hundredths(weights.weight_unqualified) * unqualified
        )


class Times:
    """The slots of a course with a teacher, and the points of each need there."""

    def __init__(self, given: Candidates, need: Need, teacher: str, key: tuple[str, str]) -> None:
        scenario = given.scenario
        self.given, self.teacher, self.key = given, teacher, key
        course = next(
            needs for needs in given.courses.values() if any(n.need == need.need for n in needs)
        )
        self.slots = sorted(
            {slot for n in course for slot in given.slots.get((n.need, teacher), ())}
        )
        self.day = np.array([slot.day for slot in self.slots], dtype=np.int64)
        self.whole: Flags = np.array([slot.half is Half.ALL for slot in self.slots], dtype=np.bool_)
        self.minutes = minutes = scenario.subject_of[need.subject].lesson_minutes
        free_time = given.free_time[teacher]
        unliked = [not free_time.liked(slot, minutes) for slot in self.slots]
        weight = 2 * hundredths(scenario.settings.weight_unpreferred)
        self.unpreferred = weight * np.array(unliked, dtype=np.int64)
        self.apart = 2 * hundredths(scenario.settings.weight_adjacent_days)
        self._points: dict[str, Whole] = {}

    def least(self, members: list[Need], lessons: int) -> int:
        """Points of the best meetings; at least `NEVER` if there are none."""
        together = self.together(members, lessons)
        choosing = [self.points_of(n.need) for n in members if chooses(n, lessons)]
        if choosing and lessons == TWO_LESSONS:
            points = np.where(self.whole, together, NEVER)
            return least_pair(self.day, points, choosing, self.apart, NEVER)
        total = self._best(together, lessons, self.apart)
        return total + self.of_choosing(members, lessons, together < NEVER)

    def pairs(self, together: Whole, choosing: Sequence[Whole]) -> Meetings:
        """Two meetings every week, where those who choose attend one of them."""
        points = np.where(self.whole, together, NEVER)
        return meetings(self.day, points, choosing, self.apart, NEVER)

    def together(self, members: list[Need], lessons: int) -> Whole:
        """By slot the points of those without a choice."""
        sum_ = self.unpreferred.copy()
        for need in members:
            if not chooses(need, lessons):
                here = attended(need, lessons)
                present = np.where(self.whole, here // 2 > 0, here % 2 > 0)
                sum_ += np.where(present, self.points_of(need.need), 0)
        return sum_

    def of_choosing(self, members: list[Need], lessons: int, possible: Flags) -> int:
        """Points of those with a choice, each at their best of the possible slots."""
        total = 0
        for need in members:
            if chooses(need, lessons):
                own = np.where(possible, self.points_of(need.need), NEVER)
                total += self._best(own, attended(need, lessons), 0)
        return total

    def points_of(self, need: str) -> Whole:
        """Points of a need by slot; `NEVER` where it cannot be."""
        if need not in self._points:
            own = set(self.given.slots.get((need, self.teacher), ()))
            points = self.given.points[need]
            self._points[need] = np.array(
                [points[slot] if slot in own else NEVER for slot in self.slots], dtype=np.int64
            )
        return self._points[need]

    def _best(self, points: Whole, lessons: int, apart: int) -> int:
        """Least sum over so many half lessons on different days."""
        if lessons <= WEEKLY:
            return self._at(points, self.whole == (lessons == WEEKLY))
        whole = [self._at(points, day) for day in self._whole]
        halved = [self._at(points, day) for day in self._halved]
        count, half = lessons // 2, lessons % 2
        best = 2 * NEVER
        for days in combinations(range(len(DAYS)), count + half):
            pairs = sum(1 for one, other in zip(days, days[1:], strict=False) if other == one + 1)
            sum_ = sum(whole[day] for day in days) + apart * pairs
            if half:
                sum_ += min(halved[day] - whole[day] for day in days)
            best = min(best, sum_)
        return best

    @staticmethod
    def _at(points: Whole, where: Flags) -> int:
        return int(points[where].min(initial=NEVER))

    @cached_property
    def _whole(self) -> list[Flags]:
        return self._on_days(whole=True)

    @cached_property
    def _halved(self) -> list[Flags]:
        return self._on_days(whole=False)

    def _on_days(self, *, whole: bool) -> list[Flags]:
        return [(self.day == day) & (self.whole == whole) for day in range(len(DAYS))]
