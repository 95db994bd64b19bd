"""Whom else a change serves once it is made for one need."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.servability import Servability
from solver.candidates.courses import course_of
from solver.explain.occupied import Occupied
from solver.explain.possible import can_serve_around
from solver.plan import Plan

MOST_FURTHER, MOST_ASKED, WORK_UNITS = 3, 8, 0.5
"""Needs for one change, questions for all changes of one need, and work for one of these."""


class Further:
    """Unserved needs that may find a place beside the one explained.

    Those only count that have no place without the change while all groups stay as they are.
    """

    def __init__(self, scenario: Scenario, plan: Plan, need: Need, others: Collection[str]) -> None:
        self._scenario, self._plan, self._need = scenario, plan, need
        self._others = [scenario.need_of[name] for name in others if name != need.need]
        self._asked = 0
        self._placed: dict[str, bool] = {}

    def beside(
        self, edited: Scenario, shown: Plan, teachers: Collection[str]
    ) -> tuple[Plan, tuple[str, ...]]:
        """The plan with more served, and the needs that it serves beside those of before.

        Parameters
        ----------
        edited
            The scenario with the change.
        shown
            A plan of it that serves the need explained.
        teachers
            Whom the change is about.
        """
        served: tuple[str, ...] = (self._need.need,)
        about = {*teachers, shown.group_of[self._need.need][0].teacher}
        for other in self._hopeful(edited, shown, about):
            if len(served) > MOST_FURTHER or self._asked >= MOST_ASKED:
                break
            self._asked += 1
            larger = can_serve_around(edited, shown, {*served, other.need}, work=WORK_UNITS).plan
            if larger is not None and not self._has_a_place(other):
                shown, served = larger, (*served, other.need)
        return shown, served

    def _hopeful(self, edited: Scenario, shown: Plan, teachers: Collection[str]) -> Iterator[Need]:
        """Others near the need for whom somebody has lessons left, or a group of the course."""
        course = course_of(edited, self._need)
        able_to = Servability(edited)
        occupied = Occupied(edited, shown)
        courses = {(one.subject, one.level, one.language) for one in shown.groups}
        near = sorted(
            self._others,
            key=lambda one: (course_of(edited, one) != course, -one.half_pupil_lessons, one.need),
        )
        for other in near:
            able = [row for row in edited.teachers if able_to.qualified(row, other)]
            related = (
                course_of(edited, other) == course
                or other.school == self._need.school
                or any(row.teacher in teachers for row in able)
            )
            roomy = course_of(edited, other) in courses or any(
                occupied.hours_left(row) >= other.lessons_per_week for row in able
            )
            if related and roomy and able_to.why_not(other) is None:
                yield other

    def _has_a_place(self, other: Need) -> bool:
        """Whether it needs no change at all."""
        if other.need not in self._placed:
            found = can_serve_around(self._scenario, self._plan, {other.need}, work=WORK_UNITS)
            self._placed[other.need] = found.plan is not None
        return self._placed[other.need]
