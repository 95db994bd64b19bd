"""The catalogue: every hard rule and every stage once, by the id that all floors share.

The model enforces, the verifier checks, the findings cite and the documentation describes by
these ids. Sentences in the office's languages are in the message catalogues.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class RuleId(StrEnum):
    """A hard rule of a plan."""

    ONE_GROUP = "one_group"
    SAME_COURSE = "same_course"
    GRADE_SPAN = "grade_span"
    GROUP_SIZE = "group_size"
    GROUP_SITES = "group_sites"
    WEEKLY_LESSONS = "weekly_lessons"
    QUALIFIED = "qualified"
    TEACHER_AVAILABLE = "teacher_available"
    TEACHER_CLASH = "teacher_clash"
    TEACHER_LOAD = "teacher_load"
    PUPILS_PRESENT = "pupils_present"
    PUPIL_CLASH = "pupil_clash"
    ROOMS = "rooms"
    SUPERVISION = "supervision"
    AGREEMENT = "agreement"
    PINNED = "pinned"


class StageId(StrEnum):
    """A stage of the objective; each is an integer to minimise."""

    STATUTORY = "statutory"
    COVERAGE = "coverage"
    CONTINUITY = "continuity"
    FAIRNESS = "fairness"
    COST = "cost"
    CONVENIENCE = "convenience"


class Rule(NamedTuple):
    """One hard rule: its id and its sentence."""

    id: RuleId
    sentence: str


class Stage(NamedTuple):
    """One stage: its id, the unit of its value and what it minimises."""

    id: StageId
    unit: str
    sentence: str


_RULES = (
    Rule(RuleId.ONE_GROUP, "A need is in at most one group, once, and otherwise unserved."),
    Rule(RuleId.SAME_COURSE, "A group has one subject, level and language of instruction."),
    Rule(RuleId.GRADE_SPAN, "Grades in a group of several needs lie within the subject's span."),
    Rule(RuleId.GROUP_SIZE, "A group has neither too many nor too few pupils."),
    Rule(RuleId.GROUP_SITES, "A group has at most the subject's number of schools."),
    Rule(RuleId.WEEKLY_LESSONS, "Meetings and attendance give each need its weekly lessons."),
    Rule(RuleId.QUALIFIED, "The teacher may teach the language, subject, level and grades."),
    Rule(RuleId.TEACHER_AVAILABLE, "Every meeting lies inside the teacher's availability."),
    Rule(RuleId.TEACHER_CLASH, "A teacher's meetings leave the changeover minutes between them."),
    Rule(RuleId.TEACHER_LOAD, "A teacher stays within the weekly and daily numbers of lessons."),
    Rule(RuleId.PUPILS_PRESENT, "Pupils are present for the core minutes of each meeting."),
    Rule(RuleId.PUPIL_CLASH, "Pupils shared by two groups are never wanted in both at once."),
    Rule(RuleId.ROOMS, "A school receives no more groups at once than it has remote rooms."),
    Rule(RuleId.SUPERVISION, "A school receives no more groups at once than it has supervisors."),
    Rule(RuleId.AGREEMENT, "Lessons are sold between municipalities only as agreed."),
    Rule(RuleId.PINNED, "What the office has pinned holds."),
)

RULES: dict[RuleId, Rule] = {rule.id: rule for rule in _RULES}

_STAGES = (
    Stage(StageId.STATUTORY, "half pupil-lessons", "unserved statutory needs"),
    Stage(StageId.COVERAGE, "half pupil-lessons", "unserved promised needs"),
    Stage(StageId.CONTINUITY, "hundredths of a pupil-lesson", "changes against a previous plan"),
    Stage(StageId.FAIRNESS, "per mille", "largest unserved share in any one municipality"),
    Stage(StageId.COST, "cents per week", "the bill and the price of optional needs unserved"),
    Stage(StageId.CONVENIENCE, "hundredths of a point", "awkward times, mixes and gaps"),
)

STAGES: dict[StageId, Stage] = {stage.id: stage for stage in _STAGES}


def allowed(value: int, slack: Decimal) -> int:
    """Largest value a later stage may leave, in the stage's unit."""
    return int(value * (100 + slack) / 100)
