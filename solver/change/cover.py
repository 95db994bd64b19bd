"""The best substitutes for a longer absence together: as many lessons as can be, few new faces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from ortools.sat.python import cp_model
from pydantic import BaseModel, ConfigDict, Field

from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.candidates.sales import limits
from solver.change.absence import LostLesson, holds
from solver.plan import Group, Meeting, Plan

WORK_UNITS = 5.0
Choice = cp_model.IntVar


class Covered(BaseModel):
    """A lesson and who takes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lesson: LostLesson
    teacher: str | None = Field(description="None if the lesson stays uncovered.")


class Cover(BaseModel):
    """A substitute for each lesson that can have one, all of them together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lessons: tuple[Covered, ...]
    cents: int = Field(description="Cost of all lessons covered, in cents.")
    best: bool = Field(description="Proved: no other choice covers more, or as much for less.")


class _Chosen(NamedTuple):
    lesson: LostLesson
    teacher: str
    cents: int
    decision: Choice


def cover(scenario: Scenario, plan: Plan, lessons: Sequence[LostLesson]) -> Cover:
    """Substitutes for the lessons together.

    First as many lessons covered as possible, then as few different substitutes in each group,
    then unqualified ones avoided, then the least cost. The same question has the same answer.
    """
    model = cp_model.CpModel()
    chosen = [
        _Chosen(lesson, one.teacher, _price(one.cents, one.qualified), model.new_bool_var(""))
        for lesson in lessons
        for one in lesson.substitutes
    ]
    of_lesson: defaultdict[tuple[date, str, int], list[Choice]] = defaultdict(list)
    for one in chosen:
        of_lesson[_key(one.lesson)].append(one.decision)
    for decisions in of_lesson.values():
        model.add_at_most_one(decisions)
    for decisions, most in (
        *_clashes(scenario, chosen),
        *_too_many(scenario, plan, chosen),
        *_sold_out(scenario, plan, chosen),
    ):
        model.add(sum(decisions) <= most)
    faces = _faces(model, chosen)
    dearest = 1 + sum(max((o.cents for o in chosen if o.lesson is x), default=0) for x in lessons)
    by_face = dearest * (len(faces) + 1)
    model.minimize(
        sum((one.cents - by_face) * one.decision for one in chosen) + dearest * sum(faces)
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = WORK_UNITS
    status = solver.solve(model)
    taken = {_key(o.lesson): o.teacher for o in chosen if solver.boolean_value(o.decision)}
    covered = tuple(Covered(lesson=x, teacher=taken.get(_key(x))) for x in lessons)
    return Cover(lessons=covered, cents=_cents(covered), best=status == cp_model.OPTIMAL)


def _price(cents: int, qualified: bool) -> int:
    return cents if qualified else cents + 100_000


def _key(lesson: LostLesson) -> tuple[date, str, int]:
    return lesson.day, lesson.group, lesson.meeting


def _clashes(scenario: Scenario, chosen: Sequence[_Chosen]) -> Iterator[tuple[list[Choice], int]]:
    """Two lessons of a day between which a teacher has too little time."""
    by_day: defaultdict[tuple[date, str], list[_Chosen]] = defaultdict(list)
    for one in chosen:
        by_day[one.lesson.day, one.teacher].append(one)
    changeover = scenario.settings.changeover_minutes
    for same in by_day.values():
        for one, other in combinations(sorted(same, key=lambda c: c.lesson.start), 2):
            if other.lesson.start - one.lesson.end < changeover:
                yield [one.decision, other.decision], 1


def _too_many(
    scenario: Scenario, plan: Plan, chosen: Sequence[_Chosen]
) -> Iterator[tuple[list[Choice], int]]:
    """What a teacher may still take in a day and in a week beside the own lessons."""
    by_day: defaultdict[tuple[date, str], list[Choice]] = defaultdict(list)
    by_week: defaultdict[tuple[date, str], list[Choice]] = defaultdict(list)
    for one in chosen:
        by_day[one.lesson.day, one.teacher].append(one.decision)
        by_week[_monday(one.lesson), one.teacher].append(one.decision)
    for (day, name), decisions in by_day.items():
        own = sum(
            DAYS.index(meeting.day) == day.weekday() and holds(meeting.half, day, scenario)
            for meeting in _own(plan, name)
        )
        yield decisions, max(0, scenario.teacher_of[name].max_lessons_day - own)
    for (monday, name), decisions in by_week.items():
        own = sum(holds(meeting.half, monday, scenario) for meeting in _own(plan, name))
        yield decisions, max(0, int(scenario.teacher_of[name].max_lessons) - own)


def _sold_out(
    scenario: Scenario, plan: Plan, chosen: Sequence[_Chosen]
) -> Iterator[tuple[list[Choice], int]]:
    """What a municipality may still buy of another in a week."""
    by_week: defaultdict[tuple[date, str, str], list[_Chosen]] = defaultdict(list)
    group_of = {group.group: group for group in plan.groups}
    for one in chosen:
        seller = scenario.teacher_of[one.teacher].municipality
        for buyer in _buyers(scenario, group_of[one.lesson.group], one.lesson.meeting):
            by_week[_monday(one.lesson), buyer, seller].append(one)
    most = limits(scenario)
    for (monday, buyer, seller), sold in by_week.items():
        if (buyer, seller) in most:
            lost = {(one.lesson.group, one.lesson.meeting) for one in sold}
            already = sum(
                holds(meeting.half, monday, scenario)
                and (group.group, index) not in lost
                and scenario.teacher_of[group.teacher].municipality == seller
                and buyer in _buyers(scenario, group, index)
                for group in plan.groups
                for index, meeting in enumerate(group.meetings)
            )
            yield [one.decision for one in sold], max(0, most[buyer, seller] // 2 - already)


def _buyers(scenario: Scenario, group: Group, meeting: int) -> set[str]:
    return {
        scenario.buyer_of(scenario.need_of[member.need])
        for member in group.members
        if meeting in member.meetings
    }


def _monday(lesson: LostLesson) -> date:
    return lesson.day - timedelta(days=lesson.day.weekday())


def _own(plan: Plan, teacher: str) -> Iterator[Meeting]:
    for group in plan.groups:
        if group.teacher == teacher:
            yield from group.meetings


def _faces(model: cp_model.CpModel, chosen: Sequence[_Chosen]) -> list[Choice]:
    """One decision for each substitute that a group sees at all."""
    by_face: defaultdict[tuple[str, str], list[Choice]] = defaultdict(list)
    for one in chosen:
        by_face[one.lesson.group, one.teacher].append(one.decision)
    faces = []
    for decisions in by_face.values():
        face = model.new_bool_var("")
        for decision in decisions:
            model.add_implication(decision, face)
        faces.append(face)
    return faces


def _cents(covered: Sequence[Covered]) -> int:
    return sum(
        one.cents
        for lesson in covered
        for one in lesson.lesson.substitutes
        if one.teacher == lesson.teacher
    )
