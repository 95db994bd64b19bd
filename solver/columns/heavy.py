"""Why a teacher's week costs more than was reckoned, said of as few and small companies as do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from solver.columns.column import Column
from solver.columns.comfort import Comfort
from solver.columns.dear import Dear, Likeness
from solver.columns.effort import Effort, Left
from solver.columns.rows import Master
from solver.columns.week_points import Week, WeekPoints, with_members, without_choosing

Columns = tuple[Column, ...]

MOST_KEPT = 2_000_000
"""Meetings of all columns; eight bytes each."""


class Experience:
    """What is known of the weeks of a part, whatever the limits.

    Attributes
    ----------
    dear
        Companies that cost more together than each alone.
    """

    def __init__(self, master: Master, comfort: Comfort) -> None:
        self._master = master
        self.comfort = comfort
        self.weeks = WeekPoints(comfort)
        self.dear: list[Dear] = []
        self._likeness: Likeness | None = None

    @property
    def likeness(self) -> Likeness:
        """Which columns are like which."""
        self._likeness = self._likeness or Likeness(self._master, self.comfort)
        return self._likeness

    def put_away(self) -> None:
        """Keep only what takes little room."""
        if self._likeness is not None and self._likeness.meetings > MOST_KEPT:
            self._likeness = None


class Reckoned(NamedTuple):
    """A teacher's companies in a choice.

    Attributes
    ----------
    points
        What their week was thought to have.
    enough
        From so many points on the choice is out.
    """

    columns: Columns
    points: int
    enough: int


class Weight:
    """What the week of a choice weighs."""

    def __init__(
        self, experience: Experience, reckoned: Reckoned, effort: Effort, left: Left
    ) -> None:
        self._experience, self._reckoned = experience, reckoned
        self._effort, self._left = effort, left

    def beyond(self) -> Dear | None:
        """What says that the week costs more; `None` if it does not.

        Raises
        ------
        OpenWeekError
            If a week could not be searched to its end.
        """
        columns = self._reckoned.columns
        need_of = self._experience.comfort.given.scenario.need_of
        light = tuple(without_choosing(column, need_of) for column in columns)
        for week, gaps in ((light, False), (light, True), (columns, True)):
            points = self._least(week, self._reckoned.enough, gaps=gaps)
            if points > self._reckoned.points:
                return self._said(week, points, gaps=gaps)
        return None

    def _least(self, columns: Sequence[Column], enough: int, *, gaps: bool) -> int:
        week = Week(frozenset(columns), gaps)
        return self._experience.weeks.least(week, enough, self._effort, self._left)

    def _said(self, columns: Columns, points: int, *, gaps: bool) -> Dear:
        teacher, likeness = columns[0].company.teacher, self._experience.likeness
        if gaps:
            return Dear(teacher, likeness.among(columns), len(columns), points)
        kept, points = self._fewer(columns, points)
        kept = self._smaller(kept, points)
        return Dear(teacher, likeness.among(kept), None, points)

    def _fewer(self, columns: Columns, points: int) -> tuple[Columns, int]:
        """Companies without those that add no more than their own least."""
        kept = columns
        for column in sorted(columns, key=lambda one: (-len(one.members), one)):
            rest = tuple(other for other in kept if other != column)
            without = points - (self._experience.comfort.least(column) or 0)
            if rest and self._least(rest, without, gaps=False) >= without:
                kept, points = rest, without
        return kept, points

    def _smaller(self, columns: Columns, points: int) -> Columns:
        """Companies without members that add nothing."""
        kept = list(columns)
        for position, column in enumerate(columns):
            for need in column.company.needs if len(column.members) > 1 else ():
                members = kept[position].members - {need}
                if not members:
                    break
                fewer = [*kept]
                fewer[position] = with_members(column, members)
                if self._least(fewer, points, gaps=False) >= points:
                    kept = fewer
        return tuple(kept)
