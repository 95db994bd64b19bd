"""Boards from plans and plans from boards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scenarios.times import DAYS
from solver.candidates.grid import bits
from solver.candidates.presence import slot_of
from solver.local.board import Board
from solver.local.group import Step
from solver.local.problem import Problem
from solver.plan import Group as PlanGroup
from solver.plan import Meeting, Member, Plan, with_groups


class Placed(NamedTuple):
    """A group as it is written down: members with the starts they attend."""

    course: int
    teacher: int
    starts: int
    half_lessons: int
    members: tuple[tuple[int, int], ...]


def load(board: Board, plan: Plan) -> None:
    """Put the groups of a sound plan on an empty board."""
    for placed in groups_of(board.problem, plan):
        put(board, placed)


def groups_of(problem: Problem, plan: Plan) -> Iterator[Placed]:
    """The groups of a plan."""
    for given in plan.groups:
        starts = [problem.grid.bit(slot_of(meeting)) for meeting in given.meetings]
        members = []
        for member in given.members:
            attended = sum(1 << starts[index] for index in set(member.meetings))
            members.append((problem.number_of[member.need], attended))
        longest = max(problem.needs[need].half_lessons for need, _ in members)
        course = problem.needs[members[0][0]].course
        teacher = problem.teacher_number[given.teacher]
        all_starts = sum(1 << bit for bit in starts)
        yield Placed(course, teacher, all_starts, longest, tuple(members))


def put(board: Board, placed: Placed) -> None:
    """Put one group on the board."""
    group = board.open(placed.course, placed.teacher, placed.starts, placed.half_lessons)
    for need, attended in placed.members:
        board.join(group, need, attended)


def before_the_log(board: Board) -> list[Placed]:
    """The groups as they were before the first change in the log; the board stays as it is."""
    made: dict[int, Placed] = {}
    members: dict[int, dict[int, int]] = {}
    for groups in board.in_course:
        for group in groups.values():
            made[group.key] = Placed(
                group.course, group.teacher, group.starts, group.half_lessons, ()
            )
            members[group.key] = dict(group.members)
    for step, group, one, other in reversed(board.log):
        if step is Step.JOIN:
            del members[group.key][one]
        elif step is Step.LEAVE:
            members[group.key][one] = other
        elif step is Step.OPEN:
            del made[group.key], members[group.key]
        elif step is Step.CLOSE:
            made[group.key] = Placed(
                group.course, group.teacher, group.starts, group.half_lessons, ()
            )
            members[group.key] = {}
        else:
            made[group.key] = made[group.key]._replace(starts=one, half_lessons=other)
    return [
        placed._replace(members=tuple(sorted(members[key].items())))
        for key, placed in sorted(made.items())
    ]


def plan_of(problem: Problem, groups: list[Placed]) -> Plan:
    """The plan of these groups; all other needs are unserved."""
    written = [_group(problem, f"g{n}", placed) for n, placed in enumerate(groups, start=1)]
    return with_groups(problem.scenario, written)


def _group(problem: Problem, name: str, placed: Placed) -> PlanGroup:
    course = problem.courses[placed.course]
    minutes = problem.grid.lengths[course.length]
    slots = sorted((problem.grid.slot(bit), bit) for bit in bits(placed.starts))
    index_of = {bit: index for index, (_, bit) in enumerate(slots)}
    return PlanGroup(
        group=name,
        subject=course.course.subject,
        level=course.course.level,
        language=course.course.language,
        teacher=problem.teachers[placed.teacher].row.teacher,
        meetings=tuple(
            Meeting.model_construct(
                day=DAYS[s.day], start=s.start, end=s.start + minutes, half=s.half
            )
            for s, _ in slots
        ),
        members=tuple(
            Member(
                need=problem.needs[need].row.need,
                meetings=tuple(sorted(index_of[bit] for bit in bits(attended))),
            )
            for need, attended in placed.members
        ),
    )
