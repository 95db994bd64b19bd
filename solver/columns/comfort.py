"""What the meetings of a column cost its pupils and teacher at least, in half-hundredths.

The stage `convenience` without what depends on a teacher's other groups: their days and gaps.
Members of most lessons attend every meeting, so they are counted together slot by slot; members
with fewer lessons each at their own best of the slots that are left, which may be too little.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import numpy as np

from scenarios.needs import Need
from scenarios.times import DAYS, Half
from solver.candidates.candidates import Candidates
from solver.candidates.courses import qualified_for
from solver.candidates.presence import hundredths
from solver.columns.column import Column
from solver.columns.programme import Flags, Whole
from solver.columns.shares import attended

NEVER = 1 << 40
"""Points of a slot that is none; above all sums of true points."""


class Comfort:
    """Least points of columns, each counted when first asked for."""

    def __init__(self, given: Candidates) -> None:
        self.given = given
        self._weeks: dict[tuple[str, str, str], _Week] = {}
        self._least: dict[Column, int | None] = {}

    def least(self, column: Column) -> int | None:
        """Half-hundredths of a point; `None` if the company has no times at all."""
        if column not in self._least:
            self._least[column] = self._counted(column)
        return self._least[column]

    def _counted(self, column: Column) -> int | None:
        need_of = self.given.scenario.need_of
        members = [need_of[name] for name in column.company.needs]
        week = self._week(members[0], column.company.teacher)
        times = week.least(members, column.lessons)
        return None if times >= NEVER else times + self._always(column, members)

    def _week(self, need: Need, teacher: str) -> _Week:
        course = self.given.scenario.language_of(need)
        key = (teacher, f"{need.subject} {need.level}", course)
        if key not in self._weeks:
            self._weeks[key] = _Week(self.given, need, teacher)
        return self._weeks[key]

    def _always(self, column: Column, members: list[Need]) -> int:
        """Mixed grades, and meetings that need an unqualified row, whenever they are."""
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


class _Week:
    """The slots of a course with a teacher, and the points of each need there."""

    def __init__(self, given: Candidates, need: Need, teacher: str) -> None:
        scenario = given.scenario
        self.given, self.teacher = given, teacher
        course = next(
            needs for needs in given.courses.values() if any(n.need == need.need for n in needs)
        )
        self.slots = sorted(
            {slot for n in course for slot in given.slots.get((n.need, teacher), ())}
        )
        minutes = scenario.subject_of[need.subject].lesson_minutes
        free_time = given.free_time[teacher]
        unliked = [not free_time.liked(slot, minutes) for slot in self.slots]
        weight = 2 * hundredths(scenario.settings.weight_unpreferred)
        self.unpreferred = weight * np.array(unliked, dtype=np.int64)
        self.apart = 2 * hundredths(scenario.settings.weight_adjacent_days)
        self._points: dict[str, Whole] = {}

    def least(self, members: list[Need], lessons: int) -> int:
        """Points of the best meetings; at least `NEVER` if there are none."""
        together = self.unpreferred.copy()
        for need in members:
            if need.half_lessons == lessons:
                together += self._points_of(need.need)
        possible = together < NEVER
        total = self._best(together, lessons, self.apart)
        for need in members:
            if need.half_lessons < lessons:
                own = np.where(possible, self._points_of(need.need), NEVER)
                total += self._best(own, attended(need, lessons), 0)
        return total

    def _points_of(self, need: str) -> Whole:
        if need not in self._points:
            own = set(self.given.slots.get((need, self.teacher), ()))
            points = self.given.points[need]
            self._points[need] = np.array(
                [points[slot] if slot in own else NEVER for slot in self.slots], dtype=np.int64
            )
        return self._points[need]

    def _best(self, points: Whole, lessons: int, apart: int) -> int:
        """Least sum over so many half lessons on different days."""
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
        return [
            np.array(
                [slot.day == day and (slot.half is Half.ALL) == whole for slot in self.slots],
                dtype=np.bool_,
            )
            for day in range(len(DAYS))
        ]
