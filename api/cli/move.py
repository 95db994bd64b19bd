"""`move`: check a move by hand with all that it does, or list every place a group could go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.edited import (
    EditsOut,
    check_sound,
    keep,
    tell_places,
)
from api.cli.inputs import read_plan, read_scenario
from api.cli.options import Json, Language, PlanFile, PreviousFile, ScenarioFile
from api.cli.outputs import check_outputs
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.terminal import Terminal
from api.cli.voice import voice

if TYPE_CHECKING:
    from api.cli.in_words import Words
    from solver.change.effects import Before, Effects
    from solver.change.moves import Move


def _option(name: str, metavar: str, key: str) -> Any:
    return typer.Option(name, metavar=metavar, help=f"cli.help.{key}", show_default=False)


GroupOf = Annotated[str | None, _option("--group", "G", "move_group")]
Lesson = Annotated[int, typer.Option("--lesson", min=1, help="cli.help.move_lesson")]
To = Annotated[str | None, _option("--to", "DAY TIME", "move_to")]
Teacher = Annotated[str | None, _option("--teacher", "T", "move_teacher")]
SwapTimes = Annotated[str | None, _option("--swap-times", "G", "move_swap_times")]
SwapTeachers = Annotated[str | None, _option("--swap-teachers", "G", "move_swap_teachers")]
Join = Annotated[str | None, _option("--join", "N", "move_join")]
Leave = Annotated[str | None, _option("--leave", "N", "move_leave")]
Places = Annotated[str | None, _option("--places", "G", "move_places")]
Out = Annotated[Path | None, _option("--out", "NEW.json", "changed_out")]


def move(
    scenario: ScenarioFile,
    plan: PlanFile,
    group: GroupOf = None,
    lesson: Lesson = 1,
    to: To = None,
    teacher: Teacher = None,
    swap_times: SwapTimes = None,
    swap_teachers: SwapTeachers = None,
    join: Join = None,
    leave: Leave = None,
    places: Places = None,
    previous: PreviousFile = None,
    out: Out = None,
    pins: EditsOut = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """What moves do, all of them together; exit code 1 if they break a rule."""
    from api.changing import of_today
    from api.cli.in_words import Words
    from solver.change.effects import Before

    terminal = voice(language, json)
    asked = {
        "to": to,
        "teacher": teacher,
        "swap_times": swap_times,
        "swap_teachers": swap_teachers,
        "join": join,
    }
    moves = _moves({name: given for name, given in asked.items() if given}, group, lesson, leave)
    if bool(moves) == bool(places) or (places and (out or pins)) or (pins and not out):
        raise bad_input("move_asks_nothing")
    check_outputs([out, pins], [scenario])
    question = read_scenario(scenario, terminal)
    answer = of_today(question, read_plan(plan))
    before = Before(question, answer, None if previous is None else read_plan(previous))
    words = Words(question, answer, terminal)
    if places:
        return _tell_places(before, places, words, terminal)
    effects = _effects(before, moves)
    if out is not None and effects.allowed:
        check_sound(question, effects.plan)
    _tell(moves, effects, words, terminal)
    if out is not None and effects.allowed:
        keep(question, effects.plan, [one.need for one in effects.changes], out, pins, terminal)
    return Exit.DONE if effects.allowed else Exit.NO


def _moves(
    asked: dict[str, str], group: str | None, lesson: int, leave: str | None
) -> tuple[Move, ...]:
    """The moves asked for, in the order of the options."""
    from solver.change import moves as ways

    if asked and group is None:
        raise bad_input("move_without_group")
    found = [_move(option, given, str(group), lesson - 1) for option, given in asked.items()]
    return (*found, ways.Leave(need=leave)) if leave else tuple(found)


def _move(option: str, given: str, group: str, lesson: int) -> Move:
    from solver.change import moves as ways

    match option:
        case "to":
            return ways.MoveMeeting(group=group, meeting=lesson, **_time_of(given))
        case "teacher":
            return ways.ChangeTeacher(group=group, teacher=given)
        case "swap_times":
            return ways.SwapTimes(group=group, meeting=lesson, other=given, other_meeting=lesson)
        case "swap_teachers":
            return ways.SwapTeachers(group=group, other=given)
        case _:
            return ways.Join(need=given, group=group)


def _time_of(given: str) -> dict[str, Any]:
    """`ti 10.15` or `tue 10:15`."""
    from scenarios.fields import parse_day, parse_time

    words = given.split()
    try:
        day, start = words
        parse_day(day)
        parse_time(start)
    except ValueError as error:
        raise bad_input("move_to_no_time", given=given) from error
    return {"day": day, "start": start}


def _effects(before: Before, moves: tuple[Move, ...]) -> Effects:
    from scenarios.findings import Finding
    from solver.change.moves import ImpossibleMoveError

    try:
        return before.effects(moves)
    except ImpossibleMoveError as error:
        wrong = Finding(code=f"no_such_{error.noun}", subjects=(f"{error.noun}:{error.name}",))
        raise Refused(Exit.BAD_INPUT, [wrong]) from error


def _tell(moves: tuple[Move, ...], effects: Effects, words: Words, terminal: Terminal) -> None:
    from api.cli.verify import as_violation

    terminal.answer(
        {
            "allowed": effects.allowed,
            "moves": [one.model_dump(mode="json") for one in moves],
            "broken": [as_violation(terminal, one) for one in effects.broken],
            "mended": [as_violation(terminal, one) for one in effects.mended],
            "values": {stage.value: value for stage, value in effects.values.items()},
            "differences": {stage.value: value for stage, value in effects.differences.items()},
            "changes": [one.model_dump(mode="json") for one in effects.changes],
        }
    )
    if terminal.as_json:
        return
    for one in moves:
        terminal.say("cli.plain", text=words.move(one))
    terminal.findings(effects.broken, to_error=False)
    terminal.say("changing.allowed" if effects.allowed else "changing.breaks")
    for mended in effects.mended:
        terminal.say("changing.mended", text=_sentence(mended, terminal))
    terminal.say("changing.price", text=words.differences(effects.differences))
    for change in effects.changes:
        terminal.say("cli.explain_item", text=words.change(change))


def _sentence(finding: Any, terminal: Terminal) -> str:
    from api.i18n import catalogue

    return catalogue.finding(finding, terminal.language)


def _tell_places(before: Before, name: str, words: Words, terminal: Terminal) -> int:
    from solver.change.places import places_of_group

    if all(group.group != name for group in before.plan.groups):
        raise bad_input("no_such_group", f"group:{name}")
    places = places_of_group(before, name, most=len(before.scenario.teachers) + 500)
    terminal.answer({"group": name, "places": [one.model_dump(mode="json") for one in places]})
    tell_places(places, "group", words.group(name), words, terminal)
    return Exit.DONE if places else Exit.NO
