"""Moves that a planner makes by hand, and the plan after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from scenarios.fields import DayField, HalfField, Id, Time
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import Half
from solver.explain.openings import group_of_its_own
from solver.plan import Group, Meeting, Member, Plan


class ImpossibleMoveError(ValueError):
    """A move of something that is not in the plan.

    Attributes
    ----------
    noun, name
        What is missing.
    """

    def __init__(self, noun: str, name: str) -> None:
        super().__init__(f"there is no {noun} {name}")
        self.noun, self.name = noun, name


class _Move(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MoveMeeting(_Move):
    """A group meets at another time."""

    move: Literal["meeting"] = "meeting"
    group: Id
    meeting: int = Field(ge=0, description="Index in the group, from 0.")
    day: DayField
    start: Time
    half: HalfField | None = Field(default=None, description="As before if empty.")


class ChangeTeacher(_Move):
    """Another teacher takes the group."""

    move: Literal["teacher"] = "teacher"
    group: Id
    teacher: Id


class SwapTeachers(_Move):
    """Two groups exchange their teachers."""

    move: Literal["swap_teachers"] = "swap_teachers"
    group: Id
    other: Id


class SwapTimes(_Move):
    """Two groups exchange the times of two meetings; their lengths stay."""

    move: Literal["swap_times"] = "swap_times"
    group: Id
    meeting: int = Field(ge=0)
    other: Id
    other_meeting: int = Field(ge=0)


class Join(_Move):
    """A need attends another group, from wherever it was."""

    move: Literal["join"] = "join"
    need: Id
    group: Id


class Leave(_Move):
    """A need is no longer served; a group without members ends."""

    move: Literal["leave"] = "leave"
    need: Id


class Begin(_Move):
    """A need begins a group of its own."""

    move: Literal["begin"] = "begin"
    need: Id
    teacher: Id
    meetings: tuple[Meeting, ...] = Field(min_length=1)


Move = Annotated[
    MoveMeeting | ChangeTeacher | SwapTeachers | SwapTimes | Join | Leave | Begin,
    Field(discriminator="move"),
]


def moved(scenario: Scenario, plan: Plan, moves: Iterable[Move]) -> Plan:
    """The plan after the moves, in their order, whether it keeps the rules or not.

    Raises
    ------
    ImpossibleMoveError
        If a move names a group, meeting or need that is not there.
    """
    desk = _Desk(scenario, plan)
    for move in moves:
        desk.do(move)
    return desk.plan()


class _Desk:
    """The groups while they are moved about."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self._scenario, self._plan = scenario, plan
        self._groups = {group.group: group for group in plan.groups}
        self._do: dict[type[_Move], Callable[[Any], None]] = {
            MoveMeeting: self._move_meeting,
            ChangeTeacher: lambda move: self._change(move.group, teacher=move.teacher),
            SwapTeachers: self._swap_teachers,
            SwapTimes: self._swap_times,
            Join: self._join,
            Leave: lambda move: self._leave(self._need(move.need)),
            Begin: self._begin,
        }

    def do(self, move: Move) -> None:
        self._do[type(move)](move)

    def plan(self) -> Plan:
        served = {member.need for group in self._groups.values() for member in group.members}
        unserved = [*self._plan.unserved, *self._plan.group_of]
        left = tuple(sorted({need for need in unserved if need not in served}))
        groups = tuple(self._groups.values())
        return Plan(scenario=self._plan.scenario, groups=groups, unserved=left)

    def _group(self, name: str) -> Group:
        if name not in self._groups:
            raise ImpossibleMoveError("group", name)
        return self._groups[name]

    def _meeting(self, name: str, index: int) -> Meeting:
        meetings = self._group(name).meetings
        if index >= len(meetings):
            raise ImpossibleMoveError("meeting", f"{name}/{index}")
        return meetings[index]

    def _need(self, name: str) -> Need:
        if name not in self._scenario.need_of:
            raise ImpossibleMoveError("need", name)
        return self._scenario.need_of[name]

    def _change(self, name: str, **parts: Any) -> None:
        self._groups[name] = self._group(name).model_copy(update=parts)

    def _put(self, name: str, index: int, like: Meeting) -> None:
        """The meeting at the time of another one, as long as it was."""
        old = self._meeting(name, index)
        length = old.end - old.start
        new = like.model_copy(update={"end": like.start + length})
        meetings = self._group(name).meetings
        self._change(name, meetings=(*meetings[:index], new, *meetings[index + 1 :]))

    def _move_meeting(self, move: MoveMeeting) -> None:
        old = self._meeting(move.group, move.meeting)
        half = old.half if move.half is None else move.half
        then = {"day": move.day, "start": move.start, "half": half}
        self._put(move.group, move.meeting, old.model_copy(update=then))

    def _swap_teachers(self, move: SwapTeachers) -> None:
        one, other = self._group(move.group).teacher, self._group(move.other).teacher
        self._change(move.group, teacher=other)
        self._change(move.other, teacher=one)

    def _swap_times(self, move: SwapTimes) -> None:
        one = self._meeting(move.group, move.meeting)
        other = self._meeting(move.other, move.other_meeting)
        self._put(move.group, move.meeting, other)
        self._put(move.other, move.other_meeting, one)

    def _join(self, move: Join) -> None:
        need = self._need(move.need)
        meetings = self._group(move.group).meetings
        self._leave(need, but=move.group)
        members = tuple(m for m in self._group(move.group).members if m.need != need.need)
        member = Member(need=need.need, meetings=enough(meetings, need.half_lessons))
        self._change(move.group, members=(*members, member))

    def _leave(self, need: Need, but: str = "") -> None:
        for group in list(self._groups.values()):
            members = tuple(member for member in group.members if member.need != need.need)
            if members == group.members or group.group == but:
                continue
            if members:
                self._change(group.group, members=members)
            else:
                del self._groups[group.group]

    def _begin(self, move: Begin) -> None:
        need = self._need(move.need)
        self._leave(need)
        group = group_of_its_own(
            self._scenario, need, move.teacher, move.meetings, self._groups.keys()
        )
        self._groups[group.group] = group


def enough(meetings: tuple[Meeting, ...], half_lessons: int) -> tuple[int, ...]:
    """Indices of the fewest meetings, the first ones, whose worth is not below the lessons."""
    weekly = [index for index, meeting in enumerate(meetings) if meeting.half is Half.ALL]
    halves = [index for index, meeting in enumerate(meetings) if meeting.half is not Half.ALL]
    whole, odd = divmod(half_lessons, 2)
    short = max(0, whole - len(weekly))
    in_halves = halves[: 2 * short + odd]
    instead = weekly[whole : whole + 1] if odd and not in_halves else []
    return tuple(sorted([*weekly[:whole], *in_halves, *instead]))
