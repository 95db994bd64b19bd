"""The problem on one page: the decisions, the rules in their order, the stages on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

from scenarios.rules import RuleId, StageId
from solver.candidates.candidates import Candidates
from solver.model.company import Company, CompanyVariables
from solver.model.objective import StageExpression, stage_expression
from solver.model.rules.agreements import agreement
from solver.model.rules.groups import (
    grade_span,
    group_sites,
    group_size,
    held_by_construction,
    one_group,
)
from solver.model.rules.lessons import weekly_lessons
from solver.model.rules.pins import pinned
from solver.model.rules.places import rooms, supervision
from solver.model.rules.pupils import pupil_clash
from solver.model.rules.teachers import teacher_clash, teacher_load
from solver.model.variables import Variables
from solver.plan import Plan

RULES: dict[RuleId, Callable[[Variables], None]] = {
    RuleId.ONE_GROUP: one_group,
    RuleId.SAME_COURSE: held_by_construction,
    RuleId.GRADE_SPAN: grade_span,
    RuleId.GROUP_SIZE: group_size,
    RuleId.GROUP_SITES: group_sites,
    RuleId.WEEKLY_LESSONS: weekly_lessons,
    RuleId.QUALIFIED: held_by_construction,
    RuleId.TEACHER_AVAILABLE: held_by_construction,
    RuleId.TEACHER_CLASH: teacher_clash,
    RuleId.TEACHER_LOAD: teacher_load,
    RuleId.PUPILS_PRESENT: held_by_construction,
    RuleId.PUPIL_CLASH: pupil_clash,
    RuleId.ROOMS: rooms,
    RuleId.SUPERVISION: supervision,
    RuleId.AGREEMENT: agreement,
    RuleId.PINNED: pinned,
}


HELD_BY_COMPANIES = frozenset(
    {
        RuleId.ONE_GROUP,
        RuleId.GRADE_SPAN,
        RuleId.GROUP_SIZE,
        RuleId.GROUP_SITES,
        RuleId.WEEKLY_LESSONS,
    }
)
"""Rules that companies keep by themselves and by their decisions."""


class PlanModel:
    """All rules over the candidates; stages are added when they are asked for.

    With `companies` who is taught together by whom is settled, and only whether and when each
    company meets is left to decide.
    """

    def __init__(
        self,
        given: Candidates,
        previous: Plan | None = None,
        companies: Sequence[Company] | None = None,
    ) -> None:
        self.cp = cp_model.CpModel()
        self.previous = previous
        self.variables = (
            Variables(self.cp, given)
            if companies is None
            else CompanyVariables(self.cp, given, companies)
        )
        self.given = self.variables.given
        self._stages: dict[StageId, StageExpression] = {}
        for rule, enforce in RULES.items():
            if companies is None or rule not in HELD_BY_COMPANIES:
                enforce(self.variables)

    def stage(self, stage: StageId) -> StageExpression:
        """The expression of a stage."""
        if stage not in self._stages:
            self._stages[stage] = stage_expression(self.variables, stage, self.previous)
        return self._stages[stage]
