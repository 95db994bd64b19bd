"""Groups, moves and what they do, with the names of subjects, schools and teachers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from api.amounts import stage_amount, stage_name
from api.cli.terminal import Terminal
from api.exports.view import View
from api.exports.words import meeting_text
from api.i18n import numbers
from scenarios.rules import StageId
from scenarios.times import clock
from solver.change import moves as ways
from solver.measure.compare import Change, Lessons
from solver.outcome import Outcome, Status

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.plan import Group, Meeting, Plan


class Words:
    """A plan and changes to it in the language of a terminal."""

    def __init__(self, scenario: Scenario, plan: Plan, terminal: Terminal) -> None:
        self._scenario, self._terminal = scenario, terminal
        outcome = Outcome(status=Status.FEASIBLE, plan=plan)
        self._names = View.of(scenario, outcome, None, terminal.language)
        self._groups = {group.group: group for group in plan.groups}

    def has(self, name: str) -> bool:
        """Whether the plan has such a group."""
        return name in self._groups

    def group(self, name: str) -> str:
        """`g3 (saksa, t2, ti 09:15-10:00)`; the name alone if the plan does not have it."""
        group = self._groups.get(name)
        return name if group is None else self._group(group)

    def _group(self, group: Group) -> str:
        return self._terminal.sentence(
            "changing.group",
            group=group.group,
            subject=self._names.subject(group.subject),
            teacher=self._names.teacher(group.teacher),
            times=self.times(group.meetings),
        )

    def need(self, name: str) -> str:
        """`n5 (saksa, Kankaan yläkoulu)`."""
        need = self._scenario.need_of.get(name)
        if need is None:
            return name
        return self._terminal.sentence(
            "changing.need",
            need=name,
            subject=self._names.subject(need.subject),
            school=self._names.school(need.school),
        )

    def teacher(self, name: str) -> str:
        """Name of a teacher."""
        return self._names.teacher(name)

    def times(self, meetings: Iterable[Meeting]) -> str:
        """`ti 09:15-10:00, to 10:15-11:00`."""
        return ", ".join(meeting_text(one, self._terminal.language) for one in meetings)

    def change(self, change: Change) -> str:
        """`n5 (…): t2, ti 09:15-10:00 → t2, ke 10:15-11:00`."""
        return self._terminal.sentence(
            "changing.change",
            need=self.need(change.need),
            before=self._lessons(change.before),
            after=self._lessons(change.after),
        )

    def _lessons(self, lessons: Lessons | None) -> str:
        if lessons is None:
            return self._terminal.sentence("changing.no_lessons")
        return f"{self.teacher(lessons.teacher)}, {self.times(lessons.meetings)}"

    def differences(self, by_stage: Mapping[StageId, int]) -> str:
        """Every stage that becomes better or worse, by how much."""
        language = self._terminal.language
        said = [
            f"{stage_name(stage, language)} {'+' if value > 0 else '−'}"  # noqa: RUF001
            f"{stage_amount(stage, abs(value), language)}"
            for stage, value in by_stage.items()
            if value
        ]
        return "; ".join(said) or self._terminal.sentence("changing.no_difference")

    def move(self, move: ways.Move) -> str:
        """A move as a planner says it."""
        match move:
            case ways.MoveMeeting():
                when = f"{numbers.day_short(move.day, self._terminal.language)} {clock(move.start)}"
                said: dict[str, Any] = {"number": move.meeting + 1, "when": when}
            case ways.ChangeTeacher():
                said = {"teacher": self.teacher(move.teacher)}
            case ways.SwapTeachers() | ways.SwapTimes():
                said = {"other": self.group(move.other)}
            case ways.Join() | ways.Leave():
                said = {"need": self.need(move.need)}
            case ways.Begin():
                said = {
                    "need": self.need(move.need),
                    "teacher": self.teacher(move.teacher),
                    "times": self.times(move.meetings),
                }
        if not isinstance(move, ways.Leave | ways.Begin):
            said["group"] = self.group(move.group)
        return self._terminal.sentence(f"changing.move.{move.move}", **said)
