"""The catalogue of KPIs: every number reported beside a plan, by id, with its unit."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class KpiId(StrEnum):
    """A number, or numbers by name, computed from scenario and plan alone."""

    NEEDS = "needs"
    PUPILS = "pupils"
    LESSONS = "lessons"
    GROUPS = "groups"
    GROUP_PUPILS = "group_pupils"
    GROUP_SITES = "group_sites"
    TEACHER_LOAD = "teacher_load"
    TEACHER_OVERTIME = "teacher_overtime"
    TEACHER_DAYS = "teacher_days"
    TEACHER_GAPS = "teacher_gaps"
    SIXTEEN_LESSONS = "sixteen_lessons"
    SITE_LESSONS = "site_lessons"
    SUPERVISOR_HOURS = "supervisor_hours"
    EUROS_WEEK = "euros_week"
    EUROS_YEAR = "euros_year"
    SHARES_WEEK = "shares_week"
    SHARES_YEAR = "shares_year"
    JOINT_WEEKS = "joint_weeks"
    LESSONS_YEAR = "lessons_year"
    MEETINGS_BY_KIND = "meetings_by_kind"
    PUPILS_MISSING = "pupils_missing"
    UNQUALIFIED_LESSONS = "unqualified_lessons"


class Kpi(NamedTuple):
    """One KPI: its id, the unit of its numbers and what they are."""

    id: KpiId
    unit: str
    sentence: str


_KPIS = (
    Kpi(
        KpiId.NEEDS,
        "needs",
        "Needs wanted, servable and served: all, by municipality, subject and priority.",
    ),
    Kpi(KpiId.PUPILS, "pupils", "Pupils of those needs; one with two needs counts twice."),
    Kpi(KpiId.LESSONS, "lessons a week", "Weekly lessons of those needs."),
    Kpi(KpiId.GROUPS, "groups", "Groups in the plan."),
    Kpi(KpiId.GROUP_PUPILS, "pupils", "Pupils by group."),
    Kpi(KpiId.GROUP_SITES, "schools", "Schools by group, the teacher's own included."),
    Kpi(KpiId.TEACHER_LOAD, "lessons a week", "Lessons by teacher."),
    Kpi(KpiId.TEACHER_OVERTIME, "lessons a week", "Lessons above the contract by teacher."),
    Kpi(KpiId.TEACHER_DAYS, "days a week", "Weekdays with a meeting by teacher."),
    Kpi(
        KpiId.TEACHER_GAPS,
        "minutes a week",
        "Idle minutes between meetings by teacher, the mean of the two halves.",
    ),
    Kpi(
        KpiId.SIXTEEN_LESSONS,
        "teachers",
        "Who reaches 16 weekly lessons; who rose to, who fell below them since a previous plan.",
    ),
    Kpi(
        KpiId.SITE_LESSONS,
        "lessons a week",
        "Lessons attended by school, at the teacher's own school too.",
    ),
    Kpi(
        KpiId.SUPERVISOR_HOURS,
        "hours a week",
        "Clock hours of a supervising adult by school, none at the teacher's own.",
    ),
    Kpi(KpiId.EUROS_WEEK, "euros a week", "The bill: lessons, hiring, supervision and total."),
    Kpi(KpiId.EUROS_YEAR, "euros a year", "The bill of 38 weeks."),
    Kpi(
        KpiId.SHARES_WEEK,
        "euros a week",
        "The bill by sharing key and municipality: each bears its own supervision, teaching is "
        "shared by served pupils, by site-lessons, or half equally and half by served pupils.",
    ),
    Kpi(KpiId.SHARES_YEAR, "euros a year", "The same of 38 weeks."),
    Kpi(
        KpiId.JOINT_WEEKS,
        "weeks",
        "Weeks by group with a day on which all its municipalities and the employer have school.",
    ),
    Kpi(
        KpiId.LESSONS_YEAR,
        "lessons a year",
        "Lessons by group: wanted (38 for each weekly lesson) and reached beside all holidays.",
    ),
    Kpi(
        KpiId.MEETINGS_BY_KIND,
        "lessons a week",
        "Lessons of needs by the kind of the meeting.",
    ),
    Kpi(
        KpiId.PUPILS_MISSING,
        "pupils",
        "Pupils who miss more than one home lesson a week.",
    ),
    Kpi(
        KpiId.UNQUALIFIED_LESSONS,
        "lessons a week",
        "Lessons that need a row of a teacher without the qualification.",
    ),
)

KPIS: dict[KpiId, Kpi] = {kpi.id: kpi for kpi in _KPIS}
