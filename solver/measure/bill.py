"""The bill of a plan: what its teachers and supervising adults cost in a week."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from solver.measure.timetable import half_load, meetings_by_teacher, receiving
from solver.plan import Plan


class Bill(NamedTuple):
    """Half-cents a week: money has cents, worth has halves, so these are whole numbers."""

    lessons: dict[str, int]
    hiring: dict[str, int]
    supervision: dict[str, int]

    @property
    def teaching(self) -> int:
        """Lessons and hiring of all teachers."""
        return sum(self.lessons.values()) + sum(self.hiring.values())

    @property
    def total(self) -> int:
        """Everything."""
        return self.teaching + sum(self.supervision.values())


def hundredths(amount: Decimal) -> int:
    """An amount of at most two decimals in hundredths."""
    return int(amount * 100)


def half_up(doubled: int) -> int:
    """Half of a number, a half rounded up."""
    return (doubled + 1) // 2


def bill(scenario: Scenario, plan: Plan) -> Bill:
    """Cost of lessons and hiring by teacher, of supervision by school."""
    lessons: dict[str, int] = {}
    hiring: dict[str, int] = {}
    for teacher_id, meetings in meetings_by_teacher(plan).items():
        teacher = scenario.teacher_of.get(teacher_id)
        if teacher is not None and meetings:
            lessons[teacher_id] = _lessons(teacher, half_load(meetings))
            hiring[teacher_id] = 2 * hundredths(teacher.hire_cost)
    return Bill(lessons, hiring, _supervision(scenario, plan))


def half_overtime(teacher: Teacher, load: int) -> int:
    """Worth above the contract, in halves."""
    return max(0, load - int(teacher.contract_lessons * 2))


def _lessons(teacher: Teacher, load: int) -> int:
    above = half_overtime(teacher, load)
    within = load - above
    return within * hundredths(teacher.lesson_cost) + above * hundredths(teacher.overtime_cost)


def _supervision(scenario: Scenario, plan: Plan) -> dict[str, int]:
    costs: defaultdict[str, int] = defaultdict(int)
    for group in plan.groups:
        for index, meeting in enumerate(group.meetings):
            for school in receiving(scenario, group, index):
                price = hundredths(scenario.supervisor_cost_of(school))
                costs[school] += price * meeting.half_worth
    return dict(sorted(costs.items()))
