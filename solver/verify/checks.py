"""Every hard rule and the check that finds all its violations."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scenarios.findings import Finding
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.groups import (
    grade_span,
    group_sites,
    group_size,
    one_group,
    same_course,
    weekly_lessons,
)
from solver.verify.pins import pinned
from solver.verify.places import rooms, supervision
from solver.verify.pupils import pupil_clash, pupils_present
from solver.verify.sales import agreement
from solver.verify.teachers import qualified, teacher_available, teacher_clash, teacher_load

Check = Callable[[Scenario, Plan], Iterator[Finding]]

CHECKS: dict[RuleId, Check] = {
    RuleId.ONE_GROUP: one_group,
    RuleId.SAME_COURSE: same_course,
    RuleId.GRADE_SPAN: grade_span,
    RuleId.GROUP_SIZE: group_size,
    RuleId.GROUP_SITES: group_sites,
    RuleId.WEEKLY_LESSONS: weekly_lessons,
    RuleId.QUALIFIED: qualified,
    RuleId.TEACHER_AVAILABLE: teacher_available,
    RuleId.TEACHER_CLASH: teacher_clash,
    RuleId.TEACHER_LOAD: teacher_load,
    RuleId.PUPILS_PRESENT: pupils_present,
    RuleId.PUPIL_CLASH: pupil_clash,
    RuleId.ROOMS: rooms,
    RuleId.SUPERVISION: supervision,
    RuleId.AGREEMENT: agreement,
    RuleId.PINNED: pinned,
}
