"""`absence`: who could take the lessons of a teacher who is away, each alone and all together."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.inputs import read_plan, read_scenario
from api.cli.options import Json, Language, PlanFile, ScenarioFile, Seconds, Seed, Workers
from api.cli.outputs import check_outputs
from api.cli.refusals import Exit, bad_input
from api.cli.terminal import Terminal
from api.cli.voice import voice
from scenarios.times import clock

if TYPE_CHECKING:
    from api.cli.in_words import Words
    from api.solving import Effort
    from scenarios.scenario import Scenario
    from scenarios.teachers import Availability
    from solver.plan import Plan

Teacher = Annotated[
    str, typer.Option("--teacher", metavar="T", help="cli.help.absent", show_default=False)
]
First = Annotated[
    str, typer.Option("--from", metavar="DATE", help="cli.help.absent_from", show_default=False)
]
Last = Annotated[
    str, typer.Option("--to", metavar="DATE", help="cli.help.absent_to", show_default=False)
]
MayMove = Annotated[
    Path | None,
    typer.Option("--may-move", metavar="NEW.json", help="cli.help.may_move", show_default=False),
]


def absence(
    scenario: ScenarioFile,
    plan: PlanFile,
    teacher: Teacher,
    first: First,
    last: Last,
    may_move: MayMove = None,
    seconds: Seconds = 20,
    workers: Workers = 2,
    seed: Seed = 1,
    json: Json = False,
    language: Language = None,
) -> int:
    """Substitutes for an absence; exit code 1 if a lesson stays without one."""
    from api.changing import covered
    from api.cli.in_words import Words
    from api.solving import Effort

    terminal = voice(language, json)
    check_outputs([may_move], [scenario])
    days = _dates(first, last)
    question = read_scenario(scenario, terminal)
    answer = read_plan(plan)
    if teacher not in question.teacher_of:
        raise bad_input("no_such_teacher", f"teacher:{teacher}")
    if may_move is not None:
        effort = Effort(seconds, workers, seed)
        return _others_move(question, answer, teacher, days, may_move, effort, terminal)
    asked = {"teacher": teacher, "first": days[0].isoformat(), "last": days[1].isoformat()}
    found = covered(question, answer, asked)
    terminal.answer(found)
    if not json:
        _tell(found, Words(question, answer, terminal), terminal)
    return Exit.DONE if all(one["teacher"] for one in found["lessons"]) else Exit.NO


def _dates(first: str, last: str) -> tuple[date, date]:
    """First and last day, in the ISO form or as Finns write them."""
    from pydantic import TypeAdapter, ValidationError

    from scenarios.fields import Date

    days = []
    for given in (first, last):
        try:
            days.append(TypeAdapter(Date).validate_python(given))
        except ValidationError as error:
            raise bad_input("absence_no_date", given=given) from error
    if days[0] > days[1]:
        raise bad_input("absence_ends_first", first=first, last=last)
    return days[0], days[1]


def _tell(found: dict[str, Any], words: Words, terminal: Terminal) -> None:
    from api.i18n import numbers

    for one in found["lessons"]:
        lesson = one["lesson"]
        terminal.say(
            "changing.lost_lesson",
            date=lesson["day"],
            start=clock(lesson["start"]),
            group=words.group(lesson["group"]),
        )
        for rank, substitute in enumerate(lesson["substitutes"], start=1):
            terminal.say(
                "changing.substitute",
                number=rank,
                teacher=words.teacher(substitute["teacher"]),
                lessons=substitute["lessons"],
                price=numbers.euros(Decimal(substitute["cents"]) / 100, terminal.language),
                text=_qualities(substitute, terminal),
            )
        if one["teacher"] is None:
            terminal.say("changing.nobody")
        else:
            terminal.say("changing.takes", teacher=words.teacher(one["teacher"]))
    if not found["lessons"]:
        terminal.say("changing.nothing_lost")
        return
    covered = sum(one["teacher"] is not None for one in found["lessons"])
    terminal.say(
        "changing.covered" if found["best"] else "changing.covered_unproved",
        lessons=len(found["lessons"]),
        covered=covered,
        price=numbers.euros(Decimal(found["cents"]) / 100, terminal.language),
    )


def _qualities(substitute: dict[str, Any], terminal: Terminal) -> str:
    said = [
        terminal.sentence(
            "changing.qualified" if substitute["qualified"] else "changing.unqualified"
        )
    ]
    if substitute["knows_group"]:
        said.append(terminal.sentence("changing.knows_group"))
    return ", ".join(said)


def _others_move(
    question: Scenario,
    answer: Plan,
    teacher: str,
    days: tuple[date, date],
    out: Path,
    effort: Effort,
    terminal: Terminal,
) -> int:
    """Plan the weeks of the absence anew, without the teacher on its weekdays."""
    from api.changing import Replan
    from api.cli.replan import deliver, replanned

    without = question.replace(availability=(*question.availability, *_busy(teacher, days)))
    done = replanned(Replan(without, answer, effort=effort), terminal)
    return deliver(question, answer, done, out, None, terminal)


def _busy(teacher: str, days: tuple[date, date]) -> list[Availability]:
    """Rows that keep a teacher from every weekday between two days."""
    from scenarios.teachers import Availability, AvailabilityKind
    from scenarios.times import DAYS

    first, last = days
    number = min((last - first).days, len(DAYS) + 1)
    weekdays = {(first + timedelta(days=later)).weekday() for later in range(number + 1)}
    return [
        Availability.model_validate(
            {
                "teacher": teacher,
                "day": day.value,
                "start": "00:05",
                "end": "23:55",
                "kind": AvailabilityKind.BUSY,
            }
        )
        for position, day in enumerate(DAYS)
        if position in weekdays
    ]
